// SPDX-License-Identifier: MIT
//
// Merges that git made without the merge driver: on a forge, or in a clone that was not set up.
#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "model/error.h"
#include "store/merge_nodes.h"
#include "store/merge_trees.h"
#include "store/paths.h"
#include "store/plain_git.h"
#include "store/three_trees.h"

namespace tkt {
namespace {

/// How far back is looked: what was built upon long ago cannot be merged anew.
constexpr std::size_t kCommits = 1000;

std::optional<git::Oid> blob_in(const git::Repository& repository, const git::Oid& commit,
                                const std::string& path) {
  const auto entry = repository.entry(repository.tree_of(commit), path);
  return entry && !entry->folder ? std::optional(entry->oid) : std::nullopt;
}

bool says_the_same(const std::string& a, const std::string& b, const std::string& path) {
  try {
    return a == b || parse_yaml(a, path) == parse_yaml(b, path);
  } catch (const Error&) {
    return true;  // a broken file is told as such
  }
}

class Audit {
 public:
  Audit(const git::Repository& repository, const git::Oid& head)
      : repository_(repository), head_(head) {}

  void look_at(const git::CommitInfo& merge) {
    const auto bases = repository_.merge_bases(merge.parents[0], merge.parents[1]);
    if (bases.size() != 1) {
      return;
    }
    const ThreeTrees trees =
        compare_three(repository_, repository_.tree_of(bases[0]),
                      repository_.tree_of(merge.parents[0]), repository_.tree_of(merge.parents[1]));
    const bool both = std::any_of(trees.files.begin(), trees.files.end(), changed_by_both);
    if (!both) {
      return;
    }
    const Merge meant = merge_commits(repository_, merge.parents[0], merge.parents[1]);
    for (const ThreeFiles& file : trees.files) {
      if (changed_by_both(file)) {
        compare(merge, file, meant);
      }
    }
  }

  std::vector<Stopped> found;

 private:
  static bool changed_by_both(const ThreeFiles& file) {
    return kind_of(file.path) == FileKind::ticket && file.ours && file.theirs &&
           file.ours != file.base && file.theirs != file.base;
  }

  void compare(const git::CommitInfo& merge, const ThreeFiles& file, const Merge& meant) {
    const auto made = blob_in(repository_, merge.oid, file.path);
    const auto wanted = meant.files.find(file.path);
    if (!made || made != blob_in(repository_, head_, file.path)) {
      return;
    }
    const std::string text = wanted != meant.files.end() && wanted->second
                                 ? *wanted->second
                                 : repository_.blob(*file.ours);
    if (!says_the_same(repository_.blob(*made), text, file.path)) {
      found.push_back({file.path, 0,
                       fmt::format("was merged by lines, not by field, in commit {}",
                                   merge.oid.hex().substr(0, 10))});
    }
  }

  const git::Repository& repository_;
  git::Oid head_;
};

}  // namespace

std::vector<Stopped> merged_by_lines(const git::Repository& repository, const git::Oid& head,
                                     const std::optional<git::Oid>& since) {
  Audit audit(repository, head);
  for (const git::CommitInfo& commit : repository.last_commits(head, since, kCommits)) {
    if (commit.parents.size() == 2) {
      audit.look_at(commit);
    }
  }
  return std::move(audit.found);
}

}  // namespace tkt
