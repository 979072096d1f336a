// SPDX-License-Identifier: MIT
#include "store/path_history.h"

#include <algorithm>
#include <array>
#include <random>

#include <catch2/catch.hpp>
#include <fmt/core.h>

#include "store/git.h"
#include "tests/store/temporary.h"

namespace tkt::test {
namespace {

using git::CommitInfo;
using git::Oid;
using git::Repository;

constexpr std::array<const char*, 4> kPaths = {"tickets/2026/a.yaml", "tickets/2026/b.yaml",
                                               "tickets/b.yaml", "desk.yaml"};

/// Histories as no desk has them: branches that part and meet at random, clocks that go wrong,
/// files that go and come back, subjects of several lines.
class RandomHistory {
 public:
  RandomHistory(const std::filesystem::path& folder, unsigned seed)
      : repository_(Repository::init(folder)), random_(seed) {}

  /// The new head.
  Oid grow(int commits) {
    for (int i = 0; i < commits; ++i) {
      commits_.push_back(commit());
    }
    const Oid head = commits_.back();
    repository_.store_objects();
    git_says(repository_.root(), {"update-ref", "refs/heads/main", head.hex()});
    return head;
  }

  const Repository& repository() const { return repository_; }

 private:
  unsigned below(unsigned most) { return static_cast<unsigned>(random_() % most); }

  std::vector<Oid> parents() {
    std::vector<Oid> found;
    constexpr std::array<unsigned, 10> kHowMany = {1, 1, 1, 1, 1, 1, 2, 2, 2, 3};
    for (unsigned i = kHowMany.at(below(10)); i > 0 && !commits_.empty(); --i) {
      const auto back = static_cast<std::ptrdiff_t>(
          below(static_cast<unsigned>(std::min<std::size_t>(commits_.size(), 5))));
      const Oid& parent = *(commits_.rbegin() + back);
      if (std::find(found.begin(), found.end(), parent) == found.end()) {
        found.push_back(parent);
      }
    }
    return found;
  }

  std::map<std::string, std::optional<Oid>> changes() {
    std::map<std::string, std::optional<Oid>> made;
    for (unsigned i = below(3); i > 0; --i) {
      std::optional<Oid>& blob = made[kPaths.at(below(kPaths.size()))];
      if (below(6) != 0) {
        blob = repository_.write_blob(fmt::format("{}\n", below(3)));
      }
    }
    return made;
  }

  Oid commit() {
    const std::vector<Oid> above = parents();
    const std::optional<Oid> tree =
        above.empty() ? std::nullopt
                      : std::optional(repository_.tree_of(
                            above.at(below(static_cast<unsigned>(above.size())))));
    now_ += below(4) == 0 ? 0 : below(100);
    const Instant when(Seconds(now_ - (below(8) == 0 ? below(5000) : 0)));
    const git::Signature author = {"Ntebo Mokgotthu", "ntebo@example.com", when - Seconds(below(3)),
                                   Seconds(7200)};
    const git::Signature committer = {"Kabo", "kabo@example.com", when, Seconds(0)};
    constexpr std::array<const char*, 7> kMessages = {
        "one line\n", "two  \nlines\n\nand a body\n", "\n  \n indented\twide  gap \n", "",
        "no end",     "\f\nfeed\v\n \nbody\n",        "carriage\r\nreturn\f\n"};
    return repository_.write_commit(repository_.write_tree(tree, changes()), above,
                                    kMessages.at(below(kMessages.size())), author, committer);
  }

  Repository repository_;
  std::mt19937 random_;
  std::vector<Oid> commits_;
  std::uint32_t now_ = 1795421700;
};

std::string told(const std::vector<CommitInfo>& commits) {
  std::string text;
  for (const CommitInfo& commit : commits) {
    text += fmt::format("{} {} {} {}\n", commit.oid.hex(), commit.author,
                        commit.when.time_since_epoch().count(), commit.subject);
  }
  return text;
}

std::string told_by_git(const Repository& repository, const std::string& path) {
  return git_says(repository.root(), {"log", "--format=%H %an %at %s", "HEAD", "--", path});
}

void write_graph(const Repository& repository, const std::string& split) {
  git_says(repository.root(), {"commit-graph", "write", "--reachable", "--changed-paths", split});
}

std::filesystem::path graph_folder(const Repository& repository) {
  return repository.root() / ".git/objects/info/commit-graphs";
}

/// A history of ten commits, all in the graph.
struct Settled {
  TemporaryFolder folder;
  RandomHistory history{folder.path(), 7};
  Oid head = history.grow(10);
  Settled() { write_graph(history.repository(), "--split"); }
};

}  // namespace

TEST_CASE("a path's history is what git log tells, in its order") {
  for (unsigned seed = 1; seed <= 30; ++seed) {
    const TemporaryFolder folder;
    RandomHistory history(folder.path(), seed);
    const Repository& repository = history.repository();
    for (const char* split : {"--split=no-merge", "--split=no-merge", "--split=replace"}) {
      history.grow(25);
      write_graph(repository, split);
      const Oid head = history.grow(5);  // which the graph does not have
      for (const std::string path : {"desk.yaml", "tickets/2026/a.yaml", "tickets/2026/b.yaml",
                                     "tickets/b.yaml", "tickets/2026", "nowhere.yaml"}) {
        CAPTURE(seed, split, path);
        const auto found = path_history(repository, head, path);
        REQUIRE(found);
        CHECK(told(*found) == told_by_git(repository, path));
      }
    }
  }
}

TEST_CASE("a path's history is git's to tell without a graph, or without filters in it") {
  const Settled desk;
  const Repository& repository = desk.history.repository();
  REQUIRE(path_history(repository, desk.head, "desk.yaml"));
  std::filesystem::remove_all(graph_folder(repository));
  CHECK_FALSE(path_history(repository, desk.head, "desk.yaml"));
  git_says(repository.root(), {"commit-graph", "write", "--reachable", "--no-changed-paths"});
  CHECK_FALSE(path_history(repository, desk.head, "desk.yaml"));
  git_says(repository.root(), {"commit-graph", "write", "--reachable", "--changed-paths"});
  CHECK(path_history(repository, desk.head, "desk.yaml"));
}

TEST_CASE("a path's history is git's to tell where git sees another one than the graph") {
  const Settled desk;
  const Repository& repository = desk.history.repository();
  const auto git_is_to_tell = [&] { return !path_history(repository, desk.head, "desk.yaml"); };
  CHECK_FALSE(git_is_to_tell());
  SECTION("shallow") {
    write_file(repository.root() / ".git/shallow", "");
  }
  SECTION("grafted") {
    write_file(repository.root() / ".git/info/grafts", "");
  }
  SECTION("with replacements") {
    git_says(repository.root(), {"replace", "--graft", "HEAD~1"});
    SECTION("loose") {}
    SECTION("packed") {
      git_says(repository.root(), {"pack-refs", "--all"});
      std::filesystem::remove_all(repository.root() / ".git/refs/replace");
    }
  }
  SECTION("switched off") {
    repository.set_config("core.commitGraph", "false");
  }
  CHECK(git_is_to_tell());
}

TEST_CASE("authors are named as git names them, also those that only other programs write") {
  const Settled desk;
  const Repository& repository = desk.history.repository();
  Oid head = desk.head;
  for (const char* name : {"Thabo Molefe Jr.", "'N'", "\"Q\" N", "N <x>", "", ",", " wide  gap "}) {
    const Oid tree =
        repository.write_tree(repository.tree_of(head),
                              {{"desk.yaml", repository.write_blob(std::string("of ") + name)}});
    repository.store_objects();
    const std::string commit = fmt::format(
        "tree {}\nparent {}\nauthor {} <a@b> 1795421700 +0200\ncommitter K <k@b> 1795421701 "
        "+0200\n\nby hand\n",
        tree.hex(), head.hex(), name);
    const Outcome made =
        run_git(repository.root().string(),
                {"hash-object", "-t", "commit", "-w", "--literally", "--stdin"}, commit);
    head = Oid::from_hex(made.output.substr(0, 40)).value();
  }
  git_says(repository.root(), {"update-ref", "refs/heads/main", head.hex()});
  const auto found = path_history(repository, head, "desk.yaml");
  REQUIRE(found);
  CHECK(told(*found) == told_by_git(repository, "desk.yaml"));
}

TEST_CASE("texts that are not in UTF-8 are git's to tell") {
  const Settled desk;
  const std::filesystem::path& folder = desk.history.repository().root();
  git_says(folder, {"config", "user.name", "Ntebo"});
  git_says(folder, {"config", "user.email", "ntebo@example.com"});
  git_says(folder, {"-c", "i18n.commitEncoding=ISO-8859-1", "commit", "-q", "--allow-empty",
                    "--only", "-m", "caf\xe9", "-m", "x"});
  git_says(folder, {"reset", "-q", "--hard"});
  write_file(folder / "desk.yaml", "new\n");
  git_says(folder, {"add", "desk.yaml"});
  git_says(folder, {"-c", "i18n.commitEncoding=ISO-8859-1", "commit", "-q", "-m", "caf\xe9"});
  const Repository repository(folder);
  CHECK_FALSE(path_history(repository, *repository.head(), "desk.yaml"));
  CHECK(path_history(repository, *repository.head(), "nowhere.yaml"));
}

TEST_CASE("a chain whose files do not stand on each other is git's") {
  Settled desk;
  const Repository& repository = desk.history.repository();
  const std::filesystem::path chain = graph_folder(repository) / "commit-graph-chain";
  const std::string base = read_file(chain);
  write_graph(repository, "--split=replace");
  const Oid head = desk.history.grow(10);
  write_graph(repository, "--split=no-merge");
  REQUIRE(path_history(repository, head, "desk.yaml"));
  const std::string both = read_file(chain);
  std::filesystem::permissions(chain, std::filesystem::perms::owner_all);
  const std::string top = both.substr(both.find('\n') + 1);
  write_file(chain, top);
  CHECK_FALSE(path_history(repository, head, "desk.yaml"));
  write_file(chain, top + base);
  CHECK_FALSE(path_history(repository, head, "desk.yaml"));
}

TEST_CASE("a damaged graph is git's, and no reason to fail") {
  const Settled desk;
  const Repository& repository = desk.history.repository();
  const std::string whole = told(*path_history(repository, desk.head, "desk.yaml"));
  std::filesystem::path graph;
  for (const auto& file : std::filesystem::directory_iterator(graph_folder(repository))) {
    graph = file.path().extension() == ".graph" ? file.path() : graph;
  }
  const std::string bytes = read_file(graph);
  std::filesystem::permissions(graph, std::filesystem::perms::owner_all);
  SECTION("cut short") {
    for (std::size_t length = 0; length < bytes.size() - 20; length += 7) {
      write_file(graph, bytes.substr(0, length));
      CAPTURE(length);
      CHECK_FALSE(path_history(repository, desk.head, "desk.yaml"));
    }
  }
  SECTION("with bytes that are wrong") {
    std::mt19937 random(1);
    for (int i = 0; i < 2000; ++i) {
      std::string broken = bytes;
      broken[random() % broken.size()] = static_cast<char>(random());
      write_file(graph, broken);
      CHECK_NOTHROW(path_history(repository, desk.head, "desk.yaml"));
    }
  }
  SECTION("a file of the chain is gone") {
    std::filesystem::remove(graph);
    CHECK_FALSE(path_history(repository, desk.head, "desk.yaml"));
  }
  SECTION("the chain names something else") {
    const std::filesystem::path chain = graph_folder(repository) / "commit-graph-chain";
    std::filesystem::permissions(chain, std::filesystem::perms::owner_all);
    write_file(chain, "../../../../etc/passwd\n");
    CHECK_FALSE(path_history(repository, desk.head, "desk.yaml"));
  }
  write_file(graph, bytes);
}

}  // namespace tkt::test
