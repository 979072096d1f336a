// SPDX-License-Identifier: MIT
#include "store/store.h"

#include <catch2/catch.hpp>

#include "model/error.h"
#include "store/plain_git.h"
#include "tests/store/sample_desk.h"

namespace tkt::test {

namespace fs = std::filesystem;

TEST_CASE("a desk is made in a folder that is not there yet") {
  const TemporaryFolder folder;
  const auto root = folder.path() / "deep" / "desk";
  const Store store = Store::create(root, {{"desk.yaml", kDeskText}}, "init", sample_author());
  CHECK(store.root() == root);
  CHECK(git_says(root, {"log", "--format=%s %an"}) == "init Ntebo Mokgotthu\n");
  CHECK(git_says(root, {"symbolic-ref", "HEAD"}) == "refs/heads/main\n");
  CHECK(git_says(root, {"status", "--porcelain"}).empty());
}

TEST_CASE("a desk is made in a repository that has a history") {
  const TemporaryFolder folder;
  make_repository(folder.path());
  write_file(folder.path() / "README.md", "ours\n");
  commit_all(folder.path(), "before");
  Store::create(folder.path(), {{"desk.yaml", kDeskText}}, "init", sample_author());
  CHECK(git_says(folder.path(), {"log", "--format=%s"}) == "init\nbefore\n");
  CHECK(git_says(folder.path(), {"ls-files"}) == "README.md\ndesk.yaml\n");
  CHECK_THROWS_AS(Store::create(folder.path(), {{"desk.yaml", kDeskText}}, "x", sample_author()),
                  Error);
}

TEST_CASE("making a desk writes over nothing") {
  const TemporaryFolder folder;
  write_file(folder.path() / "staff/ntebo.yaml", "mine\n");
  CHECK_THROWS_AS(
      Store::create(folder.path(), {{"desk.yaml", kDeskText}, {"staff/ntebo.yaml", kStaffText}},
                    "x", sample_author()),
      Error);
  CHECK(read_file(folder.path() / "staff/ntebo.yaml") == "mine\n");
  CHECK_FALSE(fs::exists(folder.path() / "desk.yaml"));
}

TEST_CASE("the nearest desk upwards is opened") {
  const SampleDesk desk;
  CHECK(Store::open(desk.root() / "staff").root() == desk.root());
  const TemporaryFolder empty;
  CHECK_THROWS_AS(Store::open(empty.path()), Error);
  write_file(desk.root() / "staff/desk.yaml", kDeskText);
  CHECK_THROWS_AS(Store::open(desk.root() / "staff"), Error);
  CHECK_THROWS_AS(Store::open(desk.root() / "absent"), Error);
}

TEST_CASE("a desk works in a linked work tree") {
  const SampleDesk desk;
  const TemporaryFolder folder;
  const auto linked = folder.path() / "linked";
  static_cast<void>(desk.git({"worktree", "add", "-q", "-b", "side", linked.string()}));
  Change change = Store::open(linked).change();
  change.put("templates/opened.email.txt", "second\n");
  change.commit("on the side", {}, sample_author());
  CHECK(git_says(linked, {"status", "--porcelain"}).empty());
  CHECK(git_says(linked, {"log", "-1", "--format=%s"}) == "on the side\n");
  CHECK(desk.trouble() == "");
}

TEST_CASE("a snapshot does not change while the desk does") {
  const SampleDesk desk;
  const Store store = desk.open();
  const Snapshot before = store.snapshot();
  desk.set("second\n");
  CHECK(before.file("templates/opened.email.txt") == "first\n");
  CHECK(store.snapshot().file("templates/opened.email.txt") == "second\n");
  CHECK_FALSE(before.file("absent"));
  CHECK_FALSE(before.file("staff"));
  CHECK(before.files("staff") == std::vector<std::string>{"staff/ntebo.yaml"});
  CHECK(before.files("absent").empty());
}

TEST_CASE("a snapshot is asked what edits would make of it") {
  const SampleDesk desk;
  const Snapshot before = desk.open().snapshot();
  std::string later(kDeskText);
  later.replace(later.find("warn: 75"), 8, "warn: 50");
  const Snapshot after = before.with({{"desk.yaml", later},
                                      {"staff/letla.yaml", "name: Letla Mmeke\n"},
                                      {"staff/ntebo.yaml", std::nullopt},
                                      {"templates/opened.email.txt", "edited\n"}});
  CHECK(after.desk().value.warn == 50);
  CHECK(before.desk().value.warn == 75);
  CHECK(after.files("staff") == std::vector<std::string>{"staff/letla.yaml"});
  CHECK(after.staff().front().value.name == "Letla Mmeke");
  CHECK_FALSE(after.staff_member("ntebo"));
  CHECK(after.with({{"staff/letla.yaml", "name: Letla\n"}}).staff().front().value.name == "Letla");
  CHECK(after.file("templates/opened.email.txt") == "edited\n");
  CHECK_THROWS_AS(before.with({{"desk.yaml", "nonsense\n"}}), Error);
}

TEST_CASE("a broken desk.yaml is read from the work tree by whoever mends it") {
  const SampleDesk desk;
  write_file(desk.root() / "desk.yaml", "nonsense\n");
  static_cast<void>(desk.git({"commit", "-qam", "Nonsense"}));
  const Store store = desk.open();
  CHECK_THROWS_AS(store.snapshot(), Error);
  store.may_read_edited_desk();
  CHECK_THROWS_AS(store.snapshot(), Error);
  write_file(desk.root() / "desk.yaml", kDeskText);
  store.may_read_edited_desk();
  CHECK(store.hand_edits(store.snapshot(), {"desk.yaml"}) == std::vector<std::string>{"desk.yaml"});
  {
    Change change = store.change();
    change.adopt("desk.yaml", kDeskText, kDeskText);
    change.commit("mend", {}, sample_author());
  }
  CHECK(desk.trouble().empty());
  CHECK(desk.open().snapshot().desk().value.prefix == "ITW");
}

TEST_CASE("hand edits are found by their bytes") {
  const SampleDesk desk;
  const Store store = desk.open();
  const std::vector<std::string> all = {"desk.yaml", "staff", "clients", "tickets", "templates"};
  CHECK(store.hand_edits(store.snapshot(), all).empty());
  write_file(desk.root() / "staff/letla.yaml", kStaffText);
  write_file(desk.root() / "staff/notes.txt", "not the desk's\n");
  write_file(desk.root() / "templates/opened.email.txt", "edited\n");
  fs::remove(desk.root() / "staff/ntebo.yaml");
  fs::create_symlink("/etc/passwd", desk.root() / "staff/ciaron.yaml");
  CHECK(store.hand_edits(store.snapshot(), {"desk.yaml", "staff"}) ==
        std::vector<std::string>{"staff/ciaron.yaml", "staff/letla.yaml", "staff/ntebo.yaml"});
  CHECK(store.hand_edits(store.snapshot(), {"templates"}) ==
        std::vector<std::string>{"templates/opened.email.txt"});
}

TEST_CASE("the history of a file is told newest first") {
  const SampleDesk desk;
  desk.set("second\n");
  desk.set("new\n", "templates/resolved.sms.txt");
  const auto log = desk.open().log("templates/opened.email.txt");
  REQUIRE(log.size() == 2);
  CHECK(log[0].subject == "set");
  CHECK(log[1].subject == "init ITWorx");
  CHECK(log[0].author == "Ntebo Mokgotthu");
  CHECK(log[0].when == sample_author().when);
  CHECK(log[0].commit.size() == 40);
  CHECK(desk.open().log("absent").empty());
}

TEST_CASE("git's identity is read for a desk and for a folder that is none yet") {
  const SampleDesk desk;
  CHECK(desk.open().identity().email == "ntebo@example.com");
  CHECK(Store::identity_in(desk.root()).name == "Ntebo Mokgotthu");
  const TemporaryFolder empty;
  CHECK(Store::identity_in(empty.path()).email.empty());
  CHECK(Store::identity_in(empty.path() / "absent").email.empty());
  fs::create_directories(empty.path() / "half" / ".git");
  CHECK(Store::identity_in(empty.path() / "half").email.empty());
}

TEST_CASE("git's identity is what git says, with its variables and with includes by remote") {
  const SampleDesk desk;
  static_cast<void>(desk.git({"config", "--unset", "user.email"}));
  const TemporaryFolder home;
  const fs::path mine = home.path() / "mine";
  write_file(mine, "[user]\n\temail = neo@example.com\n[Tkt]\n\tSMS-program = x\n");
  CHECK(desk.open().identity().email.empty());
  SECTION("another file") {
    const Variable global("GIT_CONFIG_GLOBAL", mine.string());
    CHECK(desk.open().identity().email == "neo@example.com");
    CHECK(desk.open().identity().name == "Ntebo Mokgotthu");
    CHECK(desk.open().git_config("tkt.sms-Program") == "x");
    CHECK_FALSE(desk.open().git_config("tkt.none"));
    CHECK(Store::identity_in(home.path()).email == "neo@example.com");
  }
  SECTION("a single value") {
    const Variable count("GIT_CONFIG_COUNT", "1");
    const Variable key("GIT_CONFIG_KEY_0", "user.email");
    const Variable value("GIT_CONFIG_VALUE_0", "pula@example.com");
    CHECK(desk.open().identity().email == "pula@example.com");
  }
  SECTION("an include") {
    static_cast<void>(desk.git(
        {"config", "includeIf.hasconfig:remote.*.url:https://itworx/**.path", mine.string()}));
    CHECK(desk.open().identity().email.empty());
    static_cast<void>(desk.git({"remote", "add", "origin", "https://itworx/desk.git"}));
    CHECK(desk.open().identity().email == "neo@example.com");
  }
}

TEST_CASE("a desk is one by what HEAD has, also within another one") {
  const SampleDesk outer;
  const SampleDesk desk;
  fs::create_directories(outer.root() / "inner");
  git_says(outer.root(), {"clone", "-q", desk.root().string(), "inner/desk"});
  fs::remove(outer.root() / "inner/desk/desk.yaml");
  const Store store = Store::open(outer.root() / "inner/desk/staff");
  CHECK(store.root() == outer.root() / "inner/desk");
  CHECK(store.snapshot().desk().value.prefix == "ITW");
  CHECK(store.hand_edits(store.snapshot(), {"desk.yaml"}) == std::vector<std::string>{"desk.yaml"});
  CHECK(Store::open(outer.root() / "inner").root() == outer.root());
}

TEST_CASE("what cannot be a desk's file hides no hand edit") {
  const SampleDesk desk;
  const std::string longest = "clients/" + std::string(230, 'x') + ".yaml";
  write_file(desk.root() / longest, "");
  git_says(desk.root(), {"init", "-q", "tickets/2026/nested"});
  write_file(desk.root() / "tickets/2026/nested/x", "");
  write_file(desk.root() / "clients/.acme.yaml.swp", "");
  write_file(desk.root() / "clients/acme.yaml", "name: Acme\n");
  const Store store = desk.open();
  const std::vector<std::string> places = {"clients", "tickets"};
  CHECK(store.hand_edits(store.snapshot(), places) ==
        std::vector<std::string>{"clients/acme.yaml"});
  CHECK(store.likely_hand_edits(store.snapshot(), places) ==
        std::vector<std::string>{"clients/acme.yaml", longest, "tickets/2026/nested/"});
}

TEST_CASE("a history that is cut off says what is not looked at") {
  const SampleDesk desk;
  desk.set("second\n");
  desk.set("third\n");
  const TemporaryFolder folder;
  const std::string url = "file://" + desk.root().string();
  git_says(folder.path(), {"clone", "-q", "--depth", "1", url, "desk"});
  const Store store = Store::open(folder.path() / "desk");
  const auto merges = store.merged_by_lines(store.snapshot());
  REQUIRE(merges.size() == 1);
  CHECK(merges[0].message.find("git fetch --unshallow") != std::string::npos);
}

TEST_CASE("plain git is told to keep the bytes, and a program that is gone is missed") {
  const SampleDesk desk;
  const TemporaryFolder folder;
  const fs::path program = folder.path() / "it's tkt";
  write_file(program, "#!/bin/sh\nexit 0\n");
  fs::permissions(program, fs::perms::owner_all);
  static_cast<void>(desk.git({"config", "core.autocrlf", "true"}));
  desk.open().set_up_plain_git(program.string());
  CHECK(desk.open().missing_for_plain_git().empty());
  fs::remove(desk.root() / "desk.yaml");
  static_cast<void>(desk.git({"checkout", "--", "desk.yaml"}));
  CHECK(read_file(desk.root() / "desk.yaml") == kDeskText);
  CHECK(desk.git({"status", "--porcelain"}).empty());

  fs::remove(program);
  const auto missing = desk.open().missing_for_plain_git();
  REQUIRE(missing.size() == 1);
  CHECK(missing[0] == "the program '" + program.string() + "' that git is to call");
  Program hook;
  hook.arguments = {(desk.root() / ".git/hooks/pre-commit").string()};
  const Outcome outcome = run(hook);
  CHECK(outcome.status == 1);
  CHECK(outcome.errors.find("is gone: " + program.string()) != std::string::npos);
  CHECK(outcome.errors.find("--no-verify") != std::string::npos);
}

TEST_CASE("git's own commit is stopped at a file of an odd mode, wherever it is") {
  const SampleDesk desk;
  fs::create_directories(desk.root() / "docs");
  fs::create_symlink("../desk.yaml", desk.root() / "docs/link");
  write_file(desk.root() / "docs/plain", "");
  static_cast<void>(desk.git({"add", "docs"}));
  static_cast<void>(desk.git({"update-index", "--chmod=+x", "staff/ntebo.yaml"}));
  const auto problems = staged_problems(desk.root(), "");
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].path == "docs/link");
  CHECK(problems[0].message.find("symbolic link") != std::string::npos);
  CHECK(problems[1].path == "staff/ntebo.yaml");
}

}  // namespace tkt::test
