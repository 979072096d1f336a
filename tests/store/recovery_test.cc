// SPDX-License-Identifier: MIT
//
// What dead processes leave, made by hand. tests/faults kills real ones.
#include "store/recovery.h"

#include <catch2/catch.hpp>

#include "model/error.h"
#include "store/intent.h"
#include "store/lock.h"
#include "store/store.h"
#include "tests/store/sample_desk.h"

namespace tkt::test {

namespace fs = std::filesystem;

namespace {

const std::string kPath = "templates/opened.email.txt";
const std::string kNew = "templates/resolved.sms.txt";

// A desk whose last commit changed one file, added one and removed one, taken back to before the
// step that the test is about.
class Interrupted {
 public:
  Interrupted() : before_(*head()) {
    desk.set("doomed\n", "templates/doomed.txt");
    before_ = *head();
    fs::copy_file(git_dir() / "index", git_dir() / "index.before");
    Change change = desk.open().change();
    change.put(kPath, "second\n");
    change.put(kNew, "new\n");
    change.put("templates/doomed.txt", std::nullopt);
    after_ = change.commit("three files", {}, sample_author());
    const auto oid = [](const char* bytes) { return git::Repository::hash_blob(bytes); };
    prepare_intent(git_dir() / "tkt", {"refs/heads/main",
                                       before_,
                                       after_,
                                       {{"templates/doomed.txt", oid("doomed\n")},
                                        {kPath, oid("first\n")},
                                        {kNew, std::nullopt}}});
    declare_intent(git_dir() / "tkt");
  }

  void before_branch_moved() {
    before_work_tree();
    static_cast<void>(desk.git({"update-ref", "refs/heads/main", before_.hex()}));
  }
  void before_work_tree() {
    write_file(desk.root() / kPath, "first\n");
    write_file(desk.root() / "templates/doomed.txt", "doomed\n");
    fs::remove(desk.root() / kNew);
    before_index();
  }
  void before_index() { fs::rename(git_dir() / "index.before", git_dir() / "index"); }
  void held_index_lock() {
    write_file(git_dir() / "tkt/index-lock", "");
    fs::create_hard_link(git_dir() / "tkt/index-lock", git_dir() / "index.lock");
  }

  void recover_now() const {
    fs::remove(git_dir() / "index.before");
    const git::Repository repository(desk.root());
    WorkTree work_tree(desk.root());
    recover(repository, git_dir() / "tkt", work_tree);
  }

  [[nodiscard]] fs::path git_dir() const { return desk.root() / ".git"; }
  [[nodiscard]] std::optional<git::Oid> head() const { return git::Repository(desk.root()).head(); }
  [[nodiscard]] const git::Oid& before() const { return before_; }
  [[nodiscard]] const git::Oid& after() const { return after_; }

  SampleDesk desk;

 private:
  git::Oid before_;
  git::Oid after_;
};

}  // namespace

TEST_CASE("an intent is read as it was written") {
  const TemporaryFolder folder;
  CHECK_FALSE(read_intent(folder.path()));
  const git::Oid oid = git::Repository::hash_blob("x");
  prepare_intent(folder.path(), {"refs/heads/main", std::nullopt, oid, {{"a b", oid}, {"c", {}}}});
  CHECK_FALSE(read_intent(folder.path()));
  declare_intent(folder.path());
  const auto intent = read_intent(folder.path());
  REQUIRE(intent);
  CHECK(intent->branch == "refs/heads/main");
  CHECK_FALSE(intent->old_commit);
  CHECK(intent->new_commit == oid);
  REQUIRE(intent->places.size() == 2);
  CHECK(intent->places[0].path == "a b");
  CHECK(intent->places[0].found == oid);
  CHECK_FALSE(intent->places[1].found);

  const std::string text = read_file(folder.path() / "intent");
  for (std::size_t length = 0; length + 1 < text.size(); ++length) {
    write_file(folder.path() / "intent", text.substr(0, length));
    CHECK_FALSE(read_intent(folder.path()));
  }
  remove_intent(folder.path());
  CHECK_FALSE(fs::exists(folder.path() / "intent"));
}

TEST_CASE("a process that died before the branch moved is forgotten") {
  Interrupted scene;
  scene.before_branch_moved();
  SECTION("alone") {}
  SECTION("with git's locks held") {
    scene.held_index_lock();
    write_file(scene.git_dir() / "refs/heads/main.lock", "");
  }
  scene.recover_now();
  CHECK(scene.head() == scene.before());
  CHECK(read_file(scene.desk.root() / kPath) == "first\n");
  CHECK(scene.desk.trouble() == "");
}

TEST_CASE("work tree and index follow a branch that moved before its process died") {
  Interrupted scene;
  SECTION("with nothing done yet") {
    scene.before_work_tree();
  }
  SECTION("with a file half written") {
    scene.before_work_tree();
    write_file(scene.desk.root() / "templates/.opened.email.txt.tkt-new", "sec");
  }
  SECTION("with one of the files done") {
    scene.before_work_tree();
    write_file(scene.desk.root() / kPath, "second\n");
  }
  SECTION("with the index to do") {
    scene.before_index();
  }
  SECTION("with the index locked") {
    scene.before_index();
    scene.held_index_lock();
    write_file(scene.git_dir() / "tkt/index.new", "half");
  }
  SECTION("with nothing left to do") {}
  scene.recover_now();
  CHECK(scene.head() == scene.after());
  CHECK(read_file(scene.desk.root() / kPath) == "second\n");
  CHECK(read_file(scene.desk.root() / kNew) == "new\n");
  CHECK_FALSE(fs::exists(scene.desk.root() / "templates/doomed.txt"));
  CHECK(scene.desk.trouble() == "");
}

TEST_CASE("what people did since is left alone") {
  Interrupted scene;
  scene.before_work_tree();
  SECTION("an edit") {
    write_file(scene.desk.root() / kPath, "edited since\n");
    scene.recover_now();
    CHECK(read_file(scene.desk.root() / kPath) == "edited since\n");
    CHECK(scene.desk.git({"status", "--porcelain"}) == " M " + kPath + "\n");
  }
  SECTION("a staged edit") {
    write_file(scene.desk.root() / kPath, "staged since\n");
    static_cast<void>(scene.desk.git({"add", kPath}));
    scene.recover_now();
    CHECK(read_file(scene.desk.root() / kPath) == "staged since\n");
    CHECK(scene.desk.git({"status", "--porcelain"}) == "M  " + kPath + "\n");
  }
  SECTION("a lock of theirs") {
    write_file(scene.git_dir() / "index.lock", "");
    CHECK_THROWS(scene.recover_now());
    CHECK(fs::exists(scene.git_dir() / "index.lock"));
    fs::remove(scene.git_dir() / "index.lock");
    scene.recover_now();
    CHECK(scene.desk.trouble() == "");
  }
  SECTION("a commit on top, made with git, of another file") {
    write_file(scene.desk.root() / "notes.txt", "mine\n");
    static_cast<void>(scene.desk.git({"add", "notes.txt"}));
    static_cast<void>(scene.desk.git({"commit", "-q", "-m", "by hand", "notes.txt"}));
    const std::string head = scene.desk.head();
    scene.recover_now();
    CHECK(scene.desk.head() == head);
    CHECK(read_file(scene.desk.root() / kPath) == "second\n");
    CHECK(scene.desk.trouble() == "");
  }
}

TEST_CASE("an intent whose commit is gone is forgotten") {
  const SampleDesk desk;
  const std::string head = desk.head();
  const git::Oid gone = git::Repository::hash_blob("no such commit");
  const git::Oid other = git::Repository::hash_blob("nor that one");
  prepare_intent(desk.root() / ".git/tkt", {"refs/heads/main", other, gone, {{kPath, {}}}});
  declare_intent(desk.root() / ".git/tkt");
  desk.set("second\n");
  CHECK(desk.git({"rev-parse", "HEAD^"}) == head);
  CHECK(desk.trouble() == "");
}

TEST_CASE("git's locks are not removed without an intent") {
  const SampleDesk desk;
  write_file(desk.root() / ".git/refs/heads/main.lock", "");
  WorkTree work_tree(desk.root());
  recover(git::Repository(desk.root()), desk.root() / ".git/tkt", work_tree);
  CHECK(fs::exists(desk.root() / ".git/refs/heads/main.lock"));
}

TEST_CASE("the next command finishes what a dead one began") {
  Interrupted scene;
  scene.before_work_tree();
  scene.held_index_lock();
  fs::remove(scene.git_dir() / "index.before");
  scene.desk.set("third\n");
  CHECK(read_file(scene.desk.root() / kPath) == "third\n");
  CHECK(read_file(scene.desk.root() / kNew) == "new\n");
  CHECK(scene.desk.git({"show", "--name-only", "--format=", "HEAD"}) == kPath + "\n");
  CHECK(scene.desk.trouble() == "");
}

TEST_CASE("an intent that tkt did not write stops recovery by name, and touches nothing") {
  const Interrupted scene;
  const fs::path intent = scene.git_dir() / "tkt/intent";
  const std::string old = scene.before().hex();
  const std::string made = scene.after().hex();
  const std::string gone(40, 'e');
  const fs::path victim = scene.desk.root() / "victim.lock";
  write_file(victim, "");
  SECTION("a branch elsewhere") {
    write_file(intent, "branch ../../victim\nold " + old + "\nnew " + made + "\nend\n");
  }
  SECTION("a branch that leads elsewhere") {
    write_file(intent,
               "branch refs/heads/../../../victim\nold " + old + "\nnew " + made + "\nend\n");
  }
  SECTION("a path elsewhere") {
    write_file(intent,
               "branch refs/heads/main\nold " + old + "\nnew " + made + "\npath - ../x\nend\n");
  }
  SECTION("no path") {
    write_file(intent, "branch refs/heads/main\nold " + old + "\nnew " + made + "\npath -\nend\n");
  }
  SECTION("an old commit that is none") {
    write_file(intent, "branch refs/heads/main\nold x\nnew " + made + "\nend\n");
  }
  SECTION("an old commit that is not there") {
    write_file(intent, "branch refs/heads/main\nold " + gone + "\nnew " + made +
                           "\npath - desk.yaml\nend\n");
  }
  SECTION("a folder") {
    fs::remove(intent);
    fs::create_directories(intent);
  }
  try {
    scene.recover_now();
    FAIL("was not stopped");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::storage);
    CHECK(std::string(error.what()).find(intent.string()) != std::string::npos);
    CHECK(error.hint().find("move the file away") != std::string::npos);
  }
  CHECK(fs::exists(victim));
}

}  // namespace tkt::test
