// SPDX-License-Identifier: MIT
//
// Work tree and index follow the branch.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store/git.h"
#include "store/index_lock.h"
#include "store/work_tree.h"

namespace tkt {

/// A file before and after a commit; nullopt: not there.
struct Step {
  std::string path;
  std::optional<git::Oid> before;
  std::optional<git::Oid> after;
};

/// What two commits hold at these paths. `old_commit` is nullopt on an unborn branch.
[[nodiscard]] std::vector<Step> steps_between(const git::Repository& repository,
                                              const std::optional<git::Oid>& old_commit,
                                              const git::Oid& new_commit,
                                              const std::vector<std::string>& paths);

/// Takes each file that is as it was before to what it is after; one that people have changed
/// meanwhile is left alone, and its path is among those returned. Index entries likewise, but for
/// `adopted` paths, whose index entries are replaced whatever they were.
std::vector<std::string> follow(const git::Repository& repository, const WorkTree& work_tree,
                                IndexLock& index, const std::vector<Step>& steps,
                                const std::set<std::string>& adopted);

}  // namespace tkt
