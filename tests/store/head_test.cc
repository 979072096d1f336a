// SPDX-License-Identifier: MIT
#include "store/head.h"

#include <catch2/catch.hpp>
#include <unistd.h>

#include "tests/store/temporary.h"

namespace tkt::test {
namespace {

std::string hex(const std::optional<git::Oid>& oid) {
  return oid ? oid->hex() : "libgit2";
}

std::string line_of(const std::string& output) {
  return output.substr(0, output.find('\n'));
}

struct Fixture {
  Fixture() {
    make_repository(root);
    commit_all(root, "first");
    head = line_of(git_says(root, {"rev-parse", "HEAD"}));
  }
  TemporaryFolder folder;
  const std::filesystem::path root = folder.path() / "desk";
  std::string head;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "HEAD is read by hand in an ordinary repository") {
  CHECK(hex(read_head(root)) == head);
  SECTION("after another commit") {
    commit_all(root, "second");
    CHECK(hex(read_head(root)) == line_of(git_says(root, {"rev-parse", "HEAD"})));
  }
  SECTION("from packed-refs, among others") {
    git_says(root, {"branch", "a/main"});
    git_says(root, {"tag", "-m", "a tag", "main"});
    git_says(root, {"pack-refs", "--all"});
    CHECK(hex(read_head(root)) == head);
    SECTION("and a newer one from its file") {
      commit_all(root, "second");
      CHECK(hex(read_head(root)) == line_of(git_says(root, {"rev-parse", "HEAD"})));
    }
  }
  SECTION("of another branch") {
    git_says(root, {"checkout", "-q", "-b", "team/north"});
    commit_all(root, "second");
    CHECK(hex(read_head(root)) == line_of(git_says(root, {"rev-parse", "HEAD"})));
  }
  SECTION("detached") {
    git_says(root, {"checkout", "-q", "--detach"});
    CHECK(hex(read_head(root)) == head);
  }
}

TEST_CASE_METHOD(Fixture, "what is out of the ordinary is left to libgit2") {
  SECTION("no commit yet") {
    git_says(root, {"checkout", "-q", "--orphan", "empty"});
    CHECK(hex(read_head(root)) == "libgit2");
  }
  SECTION("no repository") {
    CHECK(hex(read_head(folder.path())) == "libgit2");
  }
  SECTION("a linked work tree") {
    git_says(root, {"worktree", "add", "-q", "../linked"});
    CHECK(hex(read_head(folder.path() / "linked")) == "libgit2");
  }
  SECTION("another work tree") {
    git_says(root, {"config", "core.worktree", "/elsewhere"});
    CHECK(hex(read_head(root)) == "libgit2");
  }
  SECTION("bare") {
    git_says(root, {"config", "core.bare", "true"});
    CHECK(hex(read_head(root)) == "libgit2");
  }
  SECTION("an included configuration") {
    git_says(root, {"config", "include.path", "/elsewhere"});
    CHECK(hex(read_head(root)) == "libgit2");
  }
  SECTION("a branch that leads to another") {
    git_says(root, {"symbolic-ref", "refs/heads/other", "refs/heads/main"});
    git_says(root, {"symbolic-ref", "HEAD", "refs/heads/other"});
    CHECK(hex(read_head(root)) == "libgit2");
  }
  SECTION("a name that leads out of the branches") {
    write_file(root / ".git" / "HEAD", "ref: refs/heads/../../secret\n");
    write_file(root / ".git" / "secret", head + "\n");
    CHECK(hex(read_head(root)) == "libgit2");
  }
  SECTION("garbage") {
    for (const std::string text : {"", "\n", "ref: refs/heads/main", "0123", "ref: \n"}) {
      write_file(root / ".git" / "HEAD", text);
      CHECK(hex(read_head(root)) == "libgit2");
    }
    write_file(root / ".git" / "HEAD", "ref: refs/heads/main\n");
    write_file(root / ".git" / "refs" / "heads" / "main", head.substr(0, 39) + "x\n");
    CHECK(hex(read_head(root)) == "libgit2");
  }
  SECTION("somebody else's folder") {
    if (::chown((root / ".git").c_str(), 65534, 65534) == 0) {
      CHECK(hex(read_head(root)) == "libgit2");
    }
  }
}

}  // namespace tkt::test
