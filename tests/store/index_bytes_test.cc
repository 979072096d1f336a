// SPDX-License-Identifier: MIT
#include "store/index_bytes.h"

#include <catch2/catch.hpp>

#include "model/error.h"
#include "store/sha1.h"
#include "tests/store/temporary.h"

namespace tkt::git {
namespace {

using test::commit_all;
using test::git_says;
using test::make_repository;
using test::read_file;
using test::TemporaryFolder;
using test::write_file;

struct stat seen(const std::filesystem::path& path) {
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status;
}

// A repository with a few committed files; its index holds a cache of trees.
void make_desk(const std::filesystem::path& root) {
  make_repository(root);
  for (const char* path : {"desk.yaml", "staff/ntebo.yaml", "tickets/2026/11/23/ITW-1.yaml",
                           "tickets/2026/11/23/ITW-2.yaml", "tickets/2026/11/24/ITW-3.yaml"}) {
    write_file(root / path, std::string(path) + "\n");
  }
  commit_all(root, "first");
}

// The object as git writes it.
Oid store_object(const std::filesystem::path& root, const std::string& path) {
  const std::string hex = git_says(root, {"hash-object", "-w", path});
  return Oid::from_hex(hex.substr(0, 40)).value();
}

std::string changed(const IndexBytes& index, const IndexChanges& changes) {
  std::string bytes;
  index.write_changed(changes, [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

void apply(const std::filesystem::path& root, const IndexChanges& changes) {
  std::vector<std::string> paths;
  for (const auto& [path, entry] : changes) {
    paths.push_back(path);
  }
  const std::string before = read_file(root / ".git/index");
  const IndexBytes bytes(before, paths);
  REQUIRE(bytes.supported());
  write_file(root / ".git/index", changed(bytes, changes));
}

std::string hex(const std::array<std::uint8_t, 20>& sum) {
  return Oid{sum}.hex();
}

}  // namespace

TEST_CASE("SHA-1 of the standard's own examples") {
  const auto sha1 = [](const std::string& bytes) {
    Sha1 sum;
    sum.add(bytes.substr(0, bytes.size() / 3));
    sum.add(bytes.substr(bytes.size() / 3));
    return sum.sum();
  };
  CHECK(hex(sha1("")) == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  CHECK(hex(sha1("abc")) == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(hex(sha1("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  CHECK(hex(sha1(std::string(1'000'000, 'a'))) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

TEST_CASE("entries are changed, added and removed as git itself would") {
  const TemporaryFolder folder;
  const auto& root = folder.path();
  make_desk(root);
  write_file(root / "desk.yaml", "changed\n");
  write_file(root / "clients/acme.yaml", "added\n");
  write_file(root / "zzz.yaml", "added at the end\n");
  std::filesystem::remove_all(root / "tickets/2026/11/24");
  const auto entry = [&](const std::string& path) {
    return IndexEntry{store_object(root, path), seen(root / path)};
  };
  apply(root, {{"clients/acme.yaml", entry("clients/acme.yaml")},
               {"desk.yaml", entry("desk.yaml")},
               {"tickets/2026/11/24/ITW-3.yaml", std::nullopt},
               {"zzz.yaml", entry("zzz.yaml")}});
  const std::string ours = git_says(root, {"ls-files", "--stage", "--debug"});
  CHECK(git_says(root, {"diff-files"}).empty());
  CHECK(git_says(root, {"fsck", "--strict"}).empty());
  const std::string tree = git_says(root, {"write-tree"});

  git_says(root, {"read-tree", "HEAD"});
  git_says(root, {"add", "-A"});
  CHECK(git_says(root, {"ls-files", "--stage", "--debug"}) == ours);
  CHECK(git_says(root, {"write-tree"}) == tree);
}

TEST_CASE("the cache of trees forgets the folders along a changed path and no others") {
  const TemporaryFolder folder;
  const auto& root = folder.path();
  make_desk(root);
  git_says(root, {"write-tree"});
  write_file(root / "tickets/2026/11/23/ITW-1.yaml", "changed\n");
  const std::string path = "tickets/2026/11/23/ITW-1.yaml";
  apply(root, {{path, IndexEntry{store_object(root, path), seen(root / path)}}});
  const std::string index = read_file(root / ".git/index");
  const std::string known = index.substr(index.find("TREE"));
  CHECK(known.find(std::string("staff\0001 0\n", 10)) != std::string::npos);
  CHECK(known.find(std::string("24\0001 0\n", 7)) != std::string::npos);
  CHECK(known.find(std::string("23\000-1 0\n", 8)) != std::string::npos);
  CHECK(known.find(std::string("tickets\000-1 1\n", 13)) != std::string::npos);
  CHECK(git_says(root, {"diff", "--cached", "--name-only"}) == path + "\n");
}

TEST_CASE("an index that is not there yet is an empty one") {
  const TemporaryFolder folder;
  make_repository(folder.path());
  write_file(folder.path() / "desk.yaml", "first\n");
  const Oid blob = store_object(folder.path(), "desk.yaml");
  apply(folder.path(), {{"desk.yaml", IndexEntry{blob, seen(folder.path() / "desk.yaml")}}});
  CHECK(git_says(folder.path(), {"status", "--porcelain"}) == "A  desk.yaml\n");
}

TEST_CASE("an entry without file times makes git look into the file") {
  const TemporaryFolder folder;
  make_desk(folder.path());
  const Oid blob = store_object(folder.path(), "desk.yaml");
  apply(folder.path(), {{"desk.yaml", IndexEntry{blob}}});
  CHECK(git_says(folder.path(), {"status", "--porcelain"}).empty());
  write_file(folder.path() / "desk.yaml", "edited by hand\n");
  CHECK(git_says(folder.path(), {"status", "--porcelain"}) == " M desk.yaml\n");
}

TEST_CASE("paths longer than the length field are found and written") {
  const TemporaryFolder folder;
  make_repository(folder.path());
  std::string path;
  for (int i = 0; i < 22; ++i) {
    path += std::string(190, static_cast<char>('a' + i)) + "/";
  }
  path += "end";
  const std::string blob = git_says(folder.path(), {"hash-object", "-w", "/dev/null"});
  const Oid oid = Oid::from_hex(blob.substr(0, 40)).value();
  const IndexBytes empty("", {path});
  const std::string once = changed(empty, {{path, IndexEntry{oid}}});
  const IndexBytes again(once, {path, "b"});
  CHECK(again.entry(path) == oid);
  write_file(folder.path() / ".git/index", changed(again, {{"b", IndexEntry{oid}}}));
  CHECK(git_says(folder.path(), {"ls-files", "-z"}) == path + '\0' + "b" + '\0');
}

TEST_CASE("unmerged paths are seen") {
  const TemporaryFolder folder;
  const auto& root = folder.path();
  make_desk(root);
  git_says(root, {"checkout", "-q", "-b", "side"});
  write_file(root / "desk.yaml", "side\n");
  commit_all(root, "side");
  git_says(root, {"checkout", "-q", "main"});
  write_file(root / "desk.yaml", "main\n");
  commit_all(root, "main");
  CHECK_FALSE(IndexBytes(read_file(root / ".git/index"), {}).unmerged());
  static_cast<void>(run_git(root.string(), {"merge", "side"}));
  CHECK(IndexBytes(read_file(root / ".git/index"), {}).unmerged());
}

TEST_CASE("forms that only git writes are told apart") {
  const TemporaryFolder folder;
  make_desk(folder.path());
  const auto index = folder.path() / ".git/index";
  CHECK(IndexBytes(read_file(index), {}).supported());
  git_says(folder.path(), {"update-index", "--index-version", "4"});
  CHECK_FALSE(IndexBytes(read_file(index), {}).supported());
  git_says(folder.path(), {"update-index", "--index-version", "2"});
  git_says(folder.path(), {"update-index", "--split-index"});
  CHECK_FALSE(IndexBytes(read_file(index), {}).supported());
}

TEST_CASE("bytes that are no index are an error, wherever they are cut") {
  const TemporaryFolder folder;
  make_desk(folder.path());
  const std::string whole = read_file(folder.path() / ".git/index");
  CHECK_THROWS_AS(IndexBytes("not an index at all, but long enough", {}), Error);
  for (std::size_t length = 1; length < whole.size(); ++length) {
    const std::string part = whole.substr(0, length);
    try {
      const IndexBytes cut(part, {"desk.yaml"});
      static_cast<void>(changed(cut, {{"desk.yaml", std::nullopt}}));
    } catch (const Error&) {
    }
  }
}

}  // namespace tkt::git
