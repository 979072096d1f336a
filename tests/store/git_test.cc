// SPDX-License-Identifier: MIT
#include "store/git.h"

#include <atomic>
#include <thread>

#include <catch2/catch.hpp>
#include <fmt/core.h>
#include <unistd.h>

#include "model/error.h"
#include "tests/store/temporary.h"

namespace tkt::git {
namespace {

using test::commit_all;
using test::git_says;
using test::make_repository;
using test::TemporaryFolder;
using test::write_file;

const Signature kNtebo = {"Ntebo Mokgotthu", "ntebo@example.com", Instant(Seconds(1795421700)),
                          Seconds(7200)};

Oid commit(const Repository& repository, const Oid& tree, const std::vector<Oid>& parents) {
  return repository.write_commit(tree, parents, "a change\n", kNtebo, kNtebo);
}

}  // namespace

TEST_CASE("an object's name is read and written as hexadecimal") {
  const std::string hex = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
  REQUIRE(Oid::from_hex(hex));
  CHECK(Oid::from_hex(hex)->hex() == hex);
  CHECK(*Oid::from_hex(hex) == Repository::hash_blob(""));
  CHECK_FALSE(Oid::from_hex("e69de29"));
  CHECK_FALSE(Oid::from_hex("g69de29bb2d1d6434b8b29ae775ad8c2e48c5391"));
  CHECK_FALSE(Oid::from_hex("+69de29bb2d1d6434b8b29ae775ad8c2e48c5391"));
}

TEST_CASE("a new repository is on the unborn branch main") {
  const TemporaryFolder folder;
  const Repository repository = Repository::init(folder.path() / "deep" / "desk");
  CHECK(repository.branch() == "refs/heads/main");
  CHECK_FALSE(repository.head());
  CHECK(repository.root() == folder.path() / "deep" / "desk");
  CHECK(repository.git_dir() == folder.path() / "deep" / "desk" / ".git");
}

TEST_CASE("a repository that is half there is made whole, and a whole one left as it is") {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / ".git/refs");
  for (const char* stale : {"config.lock", "HEAD.lock"}) {
    write_file(folder.path() / ".git" / stale, "");
  }
  CHECK(Repository::init(folder.path()).branch() == "refs/heads/main");
  git_says(folder.path(), {"symbolic-ref", "HEAD", "refs/heads/trunk"});
  CHECK(Repository::init(folder.path()).branch() == "refs/heads/trunk");
}

TEST_CASE("a lock that was left in a repository without a commit goes") {
  const TemporaryFolder folder;
  CHECK_FALSE(Repository::init(folder.path()).head());
  write_file(folder.path() / ".git/HEAD.lock", "");
  CHECK_FALSE(Repository::init(folder.path()).head());
  CHECK_FALSE(std::filesystem::exists(folder.path() / ".git/HEAD.lock"));
}

TEST_CASE("a tree is changed path by path, and emptied folders go") {
  const TemporaryFolder folder;
  const Repository repository = Repository::init(folder.path());
  const Oid one = repository.write_blob("one");
  const Oid two = repository.write_blob("two");
  const Oid first = repository.write_tree(
      std::nullopt, {{"a/b/one", one}, {"a/two", two}, {"a-b", one}, {"z", two}});
  CHECK(repository.entry(first, "a/b/one")->oid == one);
  CHECK(repository.entry(first, "a")->folder);
  CHECK_FALSE(repository.entry(first, "a/b/two"));

  const Oid second = repository.write_tree(first, {{"a/b/one", std::nullopt}, {"a/two", one}});
  CHECK_FALSE(repository.entry(second, "a/b"));
  CHECK(repository.entry(second, "a/two")->oid == one);
  CHECK(repository.entry(second, "a-b")->oid == one);
  CHECK(repository.entry(second, "z")->oid == two);

  const Oid emptied = repository.write_tree(second, {{"a/two", std::nullopt},
                                                     {"a-b", std::nullopt},
                                                     {"z", std::nullopt},
                                                     {"never/was", std::nullopt}});
  CHECK(repository.tree(emptied).empty());
}

TEST_CASE("a file becomes a folder and a folder a file, and neither is both") {
  const TemporaryFolder folder;
  const Repository repository = Repository::init(folder.path());
  const Oid one = repository.write_blob("one");
  const Oid file = repository.write_tree(std::nullopt, {{"a", one}});
  const Oid inside = repository.write_tree(file, {{"a", std::nullopt}, {"a/b", one}});
  CHECK(repository.entry(inside, "a/b")->oid == one);
  CHECK(repository.write_tree(inside, {{"a", one}, {"a/b", std::nullopt}}) == file);
  CHECK_THROWS_AS(repository.write_tree(file, {{"a/b", one}}), Error);
  CHECK(repository.write_tree(file, {{"a/b", std::nullopt}}) == file);
}

TEST_CASE("git sees what is written, and finds nothing wrong with it") {
  const TemporaryFolder folder;
  const Repository repository = Repository::init(folder.path());
  const Oid tree = repository.write_tree(std::nullopt, {{"a/one", repository.write_blob("1\n")}});
  const Oid made = commit(repository, tree, {});
  repository.store_objects();
  CHECK_FALSE(repository.unflushed_folders().empty());
  REQUIRE(repository.move_branch("refs/heads/main", std::nullopt, made, "the first"));
  CHECK(repository.head() == made);
  CHECK(repository.tree_of(made) == tree);
  CHECK(git_says(folder.path(), {"show", "HEAD:a/one"}) == "1\n");
  CHECK(git_says(folder.path(), {"log", "-1", "--format=%an <%ae> %ad", "--date=iso-strict"}) ==
        "Ntebo Mokgotthu <ntebo@example.com> 2026-11-23T10:15:00+02:00\n");
  CHECK(git_says(folder.path(), {"reflog", "--format=%gs"}) == "the first\n");
  CHECK(git_says(folder.path(), {"fsck", "--strict"}).empty());
}

TEST_CASE("objects can be read before they are stored, and by others after") {
  const TemporaryFolder folder;
  const Repository repository = Repository::init(folder.path());
  const std::string large(300'000, 'x');
  const Oid blob = repository.write_blob(large);
  CHECK(repository.blob(blob) == large);
  CHECK_THROWS_AS(Repository(folder.path()).blob(blob), Error);
  repository.store_objects();
  CHECK(Repository(folder.path()).blob(blob) == large);
  CHECK(repository.blob(blob) == large);
  CHECK(repository.write_blob(large) == blob);
  CHECK_NOTHROW(repository.store_objects());
  CHECK(git_says(folder.path(), {"count-objects"}).rfind("1 objects", 0) == 0);
  CHECK(git_says(folder.path(), {"fsck", "--strict", "--no-dangling"}).empty());
}

TEST_CASE("a branch moves only from where it was thought to be") {
  const TemporaryFolder folder;
  const Repository repository = Repository::init(folder.path());
  const Oid tree = repository.write_tree(std::nullopt, {});
  const Oid first = commit(repository, tree, {});
  const Oid second = commit(repository, tree, {first});
  const Oid third = commit(repository, tree, {second});
  repository.store_objects();
  REQUIRE(repository.move_branch("refs/heads/main", std::nullopt, first, "1"));
  CHECK_FALSE(repository.move_branch("refs/heads/main", std::nullopt, second, "unborn no more"));
  REQUIRE(repository.move_branch("refs/heads/main", first, second, "2"));
  CHECK_FALSE(repository.move_branch("refs/heads/main", first, third, "too late"));
  CHECK(repository.head() == second);
  CHECK(git_says(folder.path(), {"log", "-1", "--format=%P"}).find(first.hex()) == 0);

  write_file(folder.path() / ".git/refs/heads/main.lock", "");
  try {
    static_cast<void>(repository.move_branch("refs/heads/main", second, third, "held"));
    FAIL("moved a branch that is locked");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::busy);
  }
  CHECK(repository.head() == second);

  // A lock that is a second name of the branch is what a rename left that could not end.
  std::filesystem::remove(folder.path() / ".git/refs/heads/main.lock");
  std::filesystem::create_hard_link(folder.path() / ".git/refs/heads/main",
                                    folder.path() / ".git/refs/heads/main.lock");
  CHECK(repository.move_branch("refs/heads/main", second, third, "3"));
  CHECK_FALSE(std::filesystem::exists(folder.path() / ".git/refs/heads/main.lock"));
}

TEST_CASE("a folder whose tree is lost is no folder that is missing") {
  const TemporaryFolder folder;
  make_repository(folder.path());
  write_file(folder.path() / "a/b/one", "one");
  commit_all(folder.path(), "a file");
  const std::string lost = git_says(folder.path(), {"rev-parse", "HEAD:a/b"});
  std::filesystem::remove(folder.path() / ".git/objects" / lost.substr(0, 2) / lost.substr(2, 38));
  const Repository repository(folder.path());
  const Oid tree = repository.tree_of(*repository.head());
  CHECK_THROWS_AS(repository.entry(tree, "a/b/one"), Error);
  CHECK_FALSE(repository.entry(tree, "a/c/one"));
  CHECK_FALSE(repository.entry(tree, "a/b.yaml"));
}

TEST_CASE("anything but plain files and folders in a tree is refused") {
  const TemporaryFolder folder;
  make_repository(folder.path());
  std::filesystem::create_symlink("/etc/passwd", folder.path() / "link");
  commit_all(folder.path(), "a link");
  const Repository repository(folder.path());
  const Oid tree = repository.tree_of(*repository.head());
  CHECK_THROWS_AS(repository.tree(tree), Error);
  CHECK_THROWS_AS(repository.entry(tree, "link"), Error);
}

TEST_CASE("what git is in the middle of is told in words") {
  const TemporaryFolder folder;
  make_repository(folder.path());
  commit_all(folder.path(), "first");
  const Repository repository(folder.path());
  CHECK(repository.operation_in_progress().empty());
  write_file(folder.path() / ".git/MERGE_HEAD", repository.head()->hex() + "\n");
  CHECK(repository.operation_in_progress() == "a merge");
}

TEST_CASE("a detached HEAD is no branch") {
  const TemporaryFolder folder;
  make_repository(folder.path());
  commit_all(folder.path(), "first");
  git_says(folder.path(), {"checkout", "-q", "--detach"});
  CHECK_THROWS_AS(Repository(folder.path()).branch(), Error);
}

TEST_CASE("a linked work tree has its own HEAD and shares the objects") {
  const TemporaryFolder folder;
  const auto desk = folder.path() / "desk";
  const auto linked = folder.path() / "linked";
  make_repository(desk);
  commit_all(desk, "first");
  git_says(desk, {"worktree", "add", "-q", "-b", "side", linked.string()});
  const Repository repository(linked);
  CHECK(repository.branch() == "refs/heads/side");
  CHECK(repository.root() == linked);
  CHECK(repository.git_dir() == desk / ".git/worktrees/linked");
  CHECK(repository.common_dir() == desk / ".git");
}

TEST_CASE("what is no repository to work in is refused") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(Repository(folder.path()), Error);
  git_says(folder.path(), {"init", "-q", "--bare", "bare.git"});
  CHECK_THROWS_AS(Repository(folder.path() / "bare.git"), Error);
}

TEST_CASE("configuration is read, and the sharing of a repository understood") {
  const TemporaryFolder folder;
  make_repository(folder.path());
  const Repository repository(folder.path());
  CHECK(repository.config("user.email") == "ntebo@example.com");
  CHECK_FALSE(repository.config("tkt.sms-program"));
  CHECK_FALSE(repository.config("no key at all"));
  repository.set_config("tkt.sms-program", "/usr/bin/gammu-smsd-inject");
  CHECK(repository.config("tkt.sms-program") == "/usr/bin/gammu-smsd-inject");
  CHECK(repository.shared_mode() == 0);
  git_says(folder.path(), {"config", "core.sharedRepository", "group"});
  CHECK(Repository(folder.path()).shared_mode() == 0060);
  git_says(folder.path(), {"config", "core.sharedRepository", "0660"});
  CHECK(Repository(folder.path()).shared_mode() == 0660);
}

TEST_CASE("objects find their place while git removes empty folders") {
  const TemporaryFolder folder;
  const Repository repository = Repository::init(folder.path());
  std::atomic<bool> done = false;
  std::thread collector([&] {
    while (!done) {
      for (int i = 0; i < 256; ++i) {
        const std::string name = fmt::format("{:02x}", i);
        ::rmdir((folder.path() / ".git/objects" / name).c_str());
      }
    }
  });
  std::vector<Oid> blobs;
  try {
    for (int i = 0; i < 400; ++i) {
      blobs.push_back(repository.write_blob(std::to_string(i)));
    }
    repository.store_objects();
  } catch (const Error& error) {
    UNSCOPED_INFO(error.what());
  }
  done = true;
  collector.join();
  REQUIRE(blobs.size() == 400);
  const Repository other(folder.path());
  CHECK(std::all_of(blobs.begin(), blobs.end(), [&](const Oid& blob) { return other.has(blob); }));
}

TEST_CASE("an entry that is neither a plain file nor a folder is an error, or given out") {
  const TemporaryFolder folder;
  const Repository repository = Repository::init(folder.path());
  const Oid blob = repository.write_blob("text\n");
  repository.store_objects();
  git_says(folder.path(),
           {"update-index", "--add", "--cacheinfo", "100755," + blob.hex() + ",a/x"});
  git_says(folder.path(), {"update-index", "--add", "--cacheinfo", "120000," + blob.hex() + ",y"});
  const Oid tree = *Oid::from_hex(git_says(folder.path(), {"write-tree"}).substr(0, 40));
  CHECK_THROWS_AS(repository.tree(tree), Error);
  CHECK_THROWS_AS(repository.entry(tree, "a/x"), Error);
  CHECK_THROWS_AS(repository.differing(std::nullopt, tree), Error);
  CHECK(repository.entry(tree, "a/x", Modes::any)->odd_mode == 0100755);
  CHECK(repository.tree(tree, Modes::any).at(1).odd_mode == 0120000);
  CHECK(repository.tree(tree, Modes::any).at(0).odd_mode == 0);
  CHECK(repository.differing(std::nullopt, tree, Modes::any).at(1).after->odd_mode == 0120000);
}

}  // namespace tkt::git
