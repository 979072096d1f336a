// SPDX-License-Identifier: MIT
#include "store/work_tree.h"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include "model/error.h"
#include "tests/store/temporary.h"

namespace tkt::test {

namespace fs = std::filesystem;

namespace {

void put(WorkTree& work_tree, std::string_view path, std::string_view bytes) {
  work_tree.write_beside(path, bytes);
  work_tree.flush_beside({std::string(path)});
  work_tree.move_in_place(path);
  work_tree.flush_folders({});
}

}  // namespace

TEST_CASE("paths that lead elsewhere are refused", "[work-tree]") {
  for (const char* path : {"", "/etc/passwd", "..", "../x", "a/../b", "a/..", "./a", "a//b", "a/",
                           ".git/config", "a/.git/x", ".GIT/x", "a\nb", "a\\b", "a/b\x7F"}) {
    INFO(path);
    CHECK_THROWS_AS(check_path(path), Error);
  }
  CHECK_THROWS_AS(check_path(std::string_view("a\0b", 3)), Error);
  CHECK_NOTHROW(check_path("tickets/2026/11/23/ITW-4F7K24.yaml"));
}

TEST_CASE("a hidden file is none of tkt's, but of the work tree, where it is not git's",
          "[work-tree]") {
  const TemporaryFolder folder;
  WorkTree work_tree(folder.path());
  CHECK_THROWS_AS(check_path(".gitignore"), Error);
  CHECK_THROWS_AS(check_path("tickets/.hidden.yaml"), Error);
  put(work_tree, ".gitignore", "*.tmp\n");
  put(work_tree, ".github/workflow.yaml", "x");
  CHECK(work_tree.read(".gitignore") == "*.tmp\n");
  for (const char* path : {".git/config", ".GIT/config", "a/.git/config", "../x", "a/../x"}) {
    INFO(path);
    CHECK_THROWS_AS(put(work_tree, path, "x"), Error);
    CHECK_THROWS_AS(work_tree.read(path), Error);
  }
}

TEST_CASE("files are put, read and removed with the folders around them", "[work-tree]") {
  const TemporaryFolder folder;
  WorkTree work_tree(folder.path());
  CHECK_FALSE(work_tree.read("a/b/c.yaml"));
  put(work_tree, "a/b/c.yaml", "one");
  put(work_tree, "a/d.yaml", "two");
  CHECK(work_tree.read("a/b/c.yaml") == "one");
  put(work_tree, "a/b/c.yaml", "three");
  CHECK(read_file(folder.path() / "a/b/c.yaml") == "three");
  CHECK(work_tree.files("a") == std::vector<std::string>{"a/b/c.yaml", "a/d.yaml"});
  CHECK(work_tree.files("a/d.yaml") == std::vector<std::string>{"a/d.yaml"});
  CHECK(work_tree.files("b").empty());
  work_tree.remove("a/b/c.yaml");
  CHECK_FALSE(fs::exists(folder.path() / "a/b"));
  CHECK(fs::exists(folder.path() / "a/d.yaml"));
  work_tree.remove("a/d.yaml");
  CHECK(fs::is_empty(folder.path()));
  CHECK(fs::exists(folder.path()));
  CHECK_NOTHROW(work_tree.remove("never/was.yaml"));
}

TEST_CASE("a new file takes no other's place", "[work-tree]") {
  const TemporaryFolder folder;
  WorkTree work_tree(folder.path());
  work_tree.write_new("a/b.yaml", "one");
  CHECK(work_tree.read("a/b.yaml") == "one");
  CHECK_THROWS_AS(work_tree.write_new("a/b.yaml", "two"), Error);
  CHECK_THROWS_AS(work_tree.write_new(".git/config", "x"), Error);
  CHECK(work_tree.read("a/b.yaml") == "one");
}

TEST_CASE("nothing outside is read or written through a symbolic link", "[work-tree]") {
  const TemporaryFolder folder;
  const auto outside = folder.path() / "outside";
  const auto desk = folder.path() / "desk";
  write_file(outside / "secret.yaml", "secret");
  fs::create_directories(desk / "staff");
  fs::create_directory_symlink(outside, desk / "clients");
  fs::create_symlink(outside / "secret.yaml", desk / "staff/link.yaml");
  fs::create_symlink(outside / "absent.yaml", desk / "staff/dangling.yaml");
  WorkTree work_tree(desk);

  CHECK_THROWS_AS(work_tree.read("clients/secret.yaml"), Error);
  CHECK_THROWS_AS(put(work_tree, "clients/new.yaml", "x"), Error);
  CHECK_THROWS_AS(work_tree.write_new("clients/new.yaml", "x"), Error);
  CHECK_THROWS_AS(work_tree.remove("clients/secret.yaml"), Error);
  CHECK_THROWS_AS(work_tree.read("staff/link.yaml"), Error);
  CHECK_THROWS_AS(work_tree.read("staff/dangling.yaml"), Error);
  CHECK(work_tree.seen("staff/link.yaml").st_size == 0);
  CHECK(work_tree.files("clients") == std::vector<std::string>{"clients"});

  put(work_tree, "staff/link.yaml", "mine");
  CHECK(read_file(desk / "staff/link.yaml") == "mine");
  CHECK(read_file(outside / "secret.yaml") == "secret");
  CHECK_FALSE(fs::exists(outside / "absent.yaml"));
  CHECK_FALSE(fs::exists(outside / "new.yaml"));
}

TEST_CASE("a device or folder in place of a file is refused at once", "[work-tree]") {
  const TemporaryFolder folder;
  REQUIRE(::mkfifo((folder.path() / "pipe.yaml").c_str(), 0600) == 0);
  fs::create_directory(folder.path() / "folder.yaml");
  WorkTree work_tree(folder.path());
  CHECK_THROWS_AS(work_tree.read("pipe.yaml"), Error);
  CHECK_THROWS_AS(work_tree.read("folder.yaml"), Error);
}

TEST_CASE("what a dead process left is replaced and cleaned up", "[work-tree]") {
  const TemporaryFolder folder;
  WorkTree work_tree(folder.path());
  put(work_tree, "a/b.yaml", "one");
  write_file(folder.path() / "a/.b.yaml.tkt-new", "half");
  put(work_tree, "a/b.yaml", "two");
  CHECK(work_tree.files("a") == std::vector<std::string>{"a/b.yaml"});
  write_file(folder.path() / "a/.b.yaml.tkt-new", "half");
  work_tree.clean_up("a/b.yaml");
  CHECK(work_tree.files("a") == std::vector<std::string>{"a/b.yaml"});
}

}  // namespace tkt::test
