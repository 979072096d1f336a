// SPDX-License-Identifier: MIT
#include "store/change.h"

#include <thread>

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include "model/error.h"
#include "store/store.h"
#include "tests/store/sample_desk.h"

namespace tkt::test {

namespace fs = std::filesystem;

namespace {

const std::string kPath = "templates/opened.email.txt";

// What a command is refused with; HEAD and the file must be what they were.
Error refusal(const SampleDesk& desk) {
  const std::string before = desk.head();
  const std::string bytes = read_file(desk.root() / kPath);
  try {
    static_cast<void>(desk.set("refused\n"));
  } catch (const Error& error) {
    CHECK(desk.head() == before);
    CHECK(read_file(desk.root() / kPath) == bytes);
    return error;
  }
  FAIL("was not refused");
  throw 0;
}

}  // namespace

TEST_CASE("one change is one commit, and branch, work tree and index agree") {
  const SampleDesk desk;
  const std::string before = desk.head();
  Change change = desk.open().change();
  change.put(kPath, "second\n");
  change.put("templates/resolved.sms.txt", "new\n");
  const git::Oid made = change.commit(
      "set two\nforms", {{"Ticket", "ITW-4F7K24"}, {"Client", "a\nb"}}, sample_author());
  CHECK(desk.head() == made.hex() + "\n");
  CHECK(desk.git({"rev-parse", "HEAD^"}) == before);
  CHECK(desk.git({"log", "-1", "--format=%B"}) ==
        "set two forms\n\nTicket: ITW-4F7K24\nClient: a b\n\n");
  CHECK(desk.git({"log", "-1", "--format=%an <%ae> %ad", "--date=iso-strict"}) ==
        "Ntebo Mokgotthu <ntebo@example.com> 2026-11-23T10:15:00+02:00\n");
  CHECK(desk.git({"log", "-1", "-g", "--format=%gs"}) == "set two forms\n");
  CHECK(desk.git({"diff", "--name-status", "HEAD^", "HEAD"}) ==
        "M\ttemplates/opened.email.txt\nA\ttemplates/resolved.sms.txt\n");
  CHECK(read_file(desk.root() / kPath) == "second\n");
  CHECK(desk.trouble() == "");
}

TEST_CASE("a removed file goes, with the folder that it leaves empty") {
  const SampleDesk desk;
  Change change = desk.open().change();
  change.put(kPath, std::nullopt);
  change.commit("drop", {}, sample_author());
  CHECK_FALSE(fs::exists(desk.root() / "templates"));
  CHECK(desk.trouble() == "");
}

TEST_CASE("nothing staged makes no commit") {
  const SampleDesk desk;
  const std::string before = desk.head();
  Change change = desk.open().change();
  change.put(kPath, "first\n");
  CHECK(change.empty());
  CHECK(change.commit("nothing", {}, sample_author()).hex() + "\n" == before);
  CHECK(desk.head() == before);
}

TEST_CASE("what others have staged or edited stays as it is and out of the commit") {
  const SampleDesk desk;
  write_file(desk.root() / "notes.txt", "mine\n");
  static_cast<void>(desk.git({"add", "notes.txt"}));
  write_file(desk.root() / "desk.yaml", std::string(kDeskText) + "# being edited\n");
  desk.set("second\n");
  CHECK(desk.git({"show", "--name-only", "--format=", "HEAD"}) == kPath + "\n");
  CHECK(desk.git({"status", "--porcelain"}) == " M desk.yaml\nA  notes.txt\n");
}

TEST_CASE("a staged file with edits of its own is refused by name") {
  const SampleDesk desk;
  write_file(desk.root() / kPath, "edited by hand\n");
  const Error edited = refusal(desk);
  CHECK(edited.kind() == ErrorKind::refused);
  CHECK(std::string(edited.what()) == "'templates/opened.email.txt' has uncommitted edits");
  CHECK(edited.hint().find("tkt commit") != std::string::npos);

  SECTION("also when the edits are only in git's index") {
    static_cast<void>(desk.git({"add", kPath}));
    write_file(desk.root() / kPath, "first\n");
    CHECK(std::string(refusal(desk).what()).find("staged in git's index") != std::string::npos);
  }
  SECTION("also when the file is missing") {
    fs::remove(desk.root() / kPath);
    CHECK(std::string(refusal(desk).what()).find("missing") != std::string::npos);
  }
  SECTION("but not when the edit is what is to be written") {
    desk.set("edited by hand\n");
    CHECK(desk.trouble() == "");
  }
}

TEST_CASE("a file that is not committed is not written over by a new one") {
  const SampleDesk desk;
  write_file(desk.root() / "templates/resolved.sms.txt", "mine\n");
  CHECK_THROWS_AS(desk.set("new\n", "templates/resolved.sms.txt"), Error);
  CHECK(read_file(desk.root() / "templates/resolved.sms.txt") == "mine\n");
}

TEST_CASE("edits are taken over as they were found") {
  const SampleDesk desk;
  write_file(desk.root() / kPath, "edited by hand\n");
  SECTION("as they are, staged or not") {
    static_cast<void>(desk.git({"add", kPath}));
    Change change = desk.open().change();
    change.adopt(kPath, "edited by hand\n", "edited by hand\n");
    change.commit("commit", {}, sample_author());
    CHECK(read_file(desk.root() / kPath) == "edited by hand\n");
    CHECK(desk.trouble() == "");
  }
  SECTION("with more added") {
    Change change = desk.open().change();
    change.adopt(kPath, "edited by hand\n", "edited by hand, and noted\n");
    change.commit("commit", {}, sample_author());
    CHECK(read_file(desk.root() / kPath) == "edited by hand, and noted\n");
    CHECK(desk.trouble() == "");
  }
  SECTION("a new file and a missing one") {
    write_file(desk.root() / "templates/resolved.sms.txt", "new\n");
    static_cast<void>(desk.git({"add", "-N", "templates/resolved.sms.txt"}));
    fs::remove(desk.root() / kPath);
    Change change = desk.open().change();
    change.adopt("templates/resolved.sms.txt", "new\n", "new\n");
    change.adopt(kPath, std::nullopt, std::nullopt);
    change.commit("commit", {}, sample_author());
    CHECK(desk.git({"ls-tree", "--name-only", "HEAD:templates"}) == "resolved.sms.txt\n");
    CHECK(desk.trouble() == "");
  }
  SECTION("but not when they were edited again") {
    Change change = desk.open().change();
    change.adopt(kPath, "edited by hand\n", "edited by hand\n");
    write_file(desk.root() / kPath, "edited twice\n");
    CHECK_THROWS_AS(change.commit("commit", {}, sample_author()), Error);
    CHECK(read_file(desk.root() / kPath) == "edited twice\n");
  }
}

TEST_CASE("an unfinished operation of git is refused before anything is written") {
  const SampleDesk desk;
  SECTION("a merge") {
    write_file(desk.root() / ".git/MERGE_HEAD", desk.head());
    CHECK(std::string(refusal(desk).what()).find("a merge is in progress") == 0);
  }
  SECTION("a detached HEAD") {
    static_cast<void>(desk.git({"checkout", "-q", "--detach"}));
    CHECK(std::string(refusal(desk).what()).find("detached") != std::string::npos);
  }
  SECTION("unmerged paths") {
    const std::string blob = desk.git({"rev-parse", "HEAD:" + kPath}).substr(0, 40);
    const std::string entries = "100644 " + blob + " 1\tx\n100644 " + blob + " 2\tx\n";
    REQUIRE(run_git(desk.root().string(), {"update-index", "--index-info"}, entries).status == 0);
    CHECK(std::string(refusal(desk).what()).find("unmerged") != std::string::npos);
  }
}

TEST_CASE("another's index.lock is waited for, and never removed") {
  const SampleDesk desk;
  const auto lock = desk.root() / ".git/index.lock";
  write_file(lock, "");
  SECTION("in vain") {
    const Error error = refusal(desk);
    CHECK(error.kind() == ErrorKind::busy);
    CHECK(std::string(error.what()).find("index.lock' is there since") != std::string::npos);
    CHECK(fs::exists(lock));
  }
  SECTION("until it goes") {
    std::thread other([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      fs::remove(lock);
    });
    CHECK_NOTHROW(desk.set("second\n"));
    other.join();
    CHECK(desk.trouble() == "");
  }
}

TEST_CASE("a second change waits for the first, or says at once that it will not") {
  const SampleDesk desk;
  const Store store = desk.open();
  {
    const Change first = store.change();
    try {
      static_cast<void>(store.change(Wait::never));
      FAIL("two changes at once");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::busy);
    }
  }
  CHECK_NOTHROW(store.change(Wait::never));
}

TEST_CASE("a commit made with git meanwhile is not lost") {
  const SampleDesk desk;
  Change change = desk.open().change();
  change.put(kPath, "second\n");
  static_cast<void>(desk.git({"commit", "-q", "--allow-empty", "-m", "by hand"}));
  const std::string before = desk.head();
  try {
    change.commit("too late", {}, sample_author());
    FAIL("moved the branch back");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::busy);
  }
  CHECK(desk.head() == before);
  CHECK(desk.trouble() == "");
}

TEST_CASE("all of many concurrent changes are in HEAD") {
  const SampleDesk desk;
  constexpr int kWriters = 8;
  constexpr int kEach = 5;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 0; i < kEach; ++i) {
        desk.set("text\n",
                 "templates/w" + std::to_string(writer) + "-" + std::to_string(i) + ".txt");
      }
    });
  }
  for (std::thread& writer : writers) {
    writer.join();
  }
  CHECK(desk.open().snapshot().files("templates").size() == kWriters * kEach + 1);
  CHECK(desk.git({"rev-list", "--count", "HEAD"}) == std::to_string(kWriters * kEach + 1) + "\n");
  CHECK(desk.trouble() == "");
}

TEST_CASE("the state folder is private, and shared where the repository is") {
  const SampleDesk desk;
  const auto mode_of = [&](const std::string& path) {
    struct stat status {};
    REQUIRE(::stat((desk.root() / path).c_str(), &status) == 0);
    return status.st_mode & 07777U;
  };
  CHECK(mode_of(".git/tkt") == 0700);
  fs::remove_all(desk.root() / ".git/tkt");
  static_cast<void>(desk.git({"config", "core.sharedRepository", "group"}));
  const mode_t before = ::umask(0077);
  desk.set("second\n");
  ::umask(before);
  CHECK(mode_of(".git/tkt") == 02770);
  CHECK(mode_of(".git/tkt/lock") == 0660);
  CHECK((mode_of(".git/refs/heads/main") & 0060U) == 0060U);
  CHECK(mode_of(kPath) == 0660);
}

TEST_CASE("indexes that only git can write are written by git") {
  const SampleDesk desk;
  SECTION("version 4") {
    static_cast<void>(desk.git({"update-index", "--index-version", "4"}));
  }
  SECTION("split") {
    static_cast<void>(desk.git({"update-index", "--split-index"}));
  }
  desk.set("second\n");
  desk.set("third\n", "templates/resolved.sms.txt");
  CHECK(desk.trouble() == "");
  write_file(desk.root() / kPath, "edited by hand\n");
  CHECK(desk.git({"status", "--porcelain"}) == " M " + kPath + "\n");
}

TEST_CASE("an index that is missing or was torn is made anew from HEAD") {
  const SampleDesk desk;
  const fs::path index = desk.root() / ".git/index";
  const std::string whole = read_file(index);
  SECTION("missing") {
    fs::remove(index);
  }
  SECTION("empty") {
    write_file(index, "");
  }
  SECTION("torn") {
    write_file(index, whole.substr(0, whole.size() / 2));
  }
  SECTION("nothing but zeros") {
    write_file(index, std::string(whole.size(), '\0'));
  }
  desk.set("second\n");
  CHECK(desk.trouble() == "");
}

TEST_CASE("nothing is built on a commit with a file of an odd mode") {
  const SampleDesk desk;
  fs::create_directories(desk.root() / "docs");
  fs::create_symlink("../desk.yaml", desk.root() / "docs/it's");
  commit_all(desk.root(), "a link");
  const Error error = refusal(desk);
  CHECK(error.kind() == ErrorKind::refused);
  CHECK(std::string(error.what()) ==
        "docs/it's: it is a symbolic link in git (mode 120000), and a desk holds plain files only");
  const std::string staff = "staff/ntebo.yaml";
  fs::remove(desk.root() / "docs/it's");
  fs::permissions(desk.root() / staff, fs::perms::owner_exec, fs::perm_options::add);
  commit_all(desk.root(), "a program");
  CHECK(refusal(desk).hint() == "chmod -x " + staff + ", then git commit " + staff);
  fs::permissions(desk.root() / staff, fs::perms::owner_exec, fs::perm_options::remove);
  commit_all(desk.root(), "plain files");
  desk.set("second\n");
  CHECK(desk.trouble() == "");
}

TEST_CASE("a branch that is another name of one moves that one") {
  const SampleDesk desk;
  static_cast<void>(desk.git({"symbolic-ref", "refs/heads/alias", "refs/heads/main"}));
  static_cast<void>(desk.git({"symbolic-ref", "HEAD", "refs/heads/alias"}));
  const git::Oid made = desk.set("second\n");
  CHECK(desk.git({"rev-parse", "main"}) == made.hex() + "\n");
  CHECK(desk.git({"symbolic-ref", "refs/heads/alias"}) == "refs/heads/main\n");
  CHECK(desk.trouble() == "");
}

TEST_CASE("a state folder that is open to others is closed, and a link in its place refused") {
  const SampleDesk desk;
  const fs::path state = desk.root() / ".git/tkt";
  fs::permissions(state, fs::perms::all);
  desk.set("second\n");
  CHECK(fs::status(state).permissions() == fs::perms::owner_all);
  fs::rename(state, desk.root() / ".git/elsewhere");
  fs::create_directory_symlink("elsewhere", state);
  CHECK(std::string(refusal(desk).what()) == "'" + state.string() + "' is no folder");
}

TEST_CASE("a file that only has other line ends was not edited, and is written over") {
  const SampleDesk desk;
  static_cast<void>(desk.git({"config", "core.autocrlf", "true"}));
  for (const std::string& path : {kPath, std::string("desk.yaml")}) {
    fs::remove(desk.root() / path);
    static_cast<void>(desk.git({"checkout", "--", path}));
    REQUIRE(read_file(desk.root() / path).find("\r\n") != std::string::npos);
  }
  const Store store = desk.open();
  CHECK(store.hand_edits(store.snapshot(), {"desk.yaml", "templates"}).empty());
  desk.set("second\n");
  CHECK(read_file(desk.root() / kPath) == "second\n");
  CHECK(desk.trouble() == "");
  write_file(desk.root() / kPath, "edited\r\n");
  CHECK(store.hand_edits(store.snapshot(), {"templates"}) == std::vector<std::string>{kPath});
  CHECK(refusal(desk).kind() == ErrorKind::refused);
}

}  // namespace tkt::test
