// SPDX-License-Identifier: MIT
#include "store/tree_changes.h"

#include <catch2/catch.hpp>

#include "tests/store/ticket_desk.h"

namespace tkt::test {
namespace {

/// "+path" for a new file, "-path" for one that is gone, "*path" for a changed one.
std::vector<std::string> told_changes(const TicketDesk& desk, const std::optional<git::Oid>& before,
                                      const std::optional<git::Oid>& after) {
  const auto tree = [&](const std::optional<git::Oid>& commit) {
    return commit ? std::optional(desk.repository().tree_of(*commit)) : std::nullopt;
  };
  std::vector<std::string> told;
  compare_trees(desk.repository(), tree(before), tree(after), [&](const TreeChange& change) {
    const std::string mark = !change.before ? "+" : !change.after ? "-" : "*";
    told.push_back(mark + change.path);
  });
  return told;
}

using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE("trees are compared file by file") {
  const TicketDesk desk;
  const git::Oid before = desk.commit(
      Files{{"a.yaml", "1"}, {"b/c/d.yaml", "2"}, {"b/e.yaml", "3"}, {"same/x.yaml", "4"}});
  const git::Oid after = desk.commit(
      {{"a.yaml", "changed"}, {"b/c/d.yaml", std::nullopt}, {"b/f/g.yaml", "new"}}, before);
  CHECK(told_changes(desk, before, after) == Paths{"*a.yaml", "-b/c/d.yaml", "+b/f/g.yaml"});
  CHECK(told_changes(desk, after, before) == Paths{"*a.yaml", "+b/c/d.yaml", "-b/f/g.yaml"});
  CHECK(told_changes(desk, after, after).empty());
  CHECK(told_changes(desk, std::nullopt, before) ==
        Paths{"+a.yaml", "+b/c/d.yaml", "+b/e.yaml", "+same/x.yaml"});
}

TEST_CASE("a file becomes a folder, beside names that sort between") {
  const TicketDesk desk;
  const git::Oid before = desk.commit(Files{{"a", "1"}, {"a-b", "2"}, {"a0", "3"}});
  const git::Oid after = desk.commit(Files{{"a/b", "4"}, {"a-b", "2"}, {"a0", "3"}});
  CHECK(told_changes(desk, before, after) == Paths{"-a", "+a/b"});
  CHECK(told_changes(desk, after, before) == Paths{"+a", "-a/b"});
}

}  // namespace tkt::test
