// SPDX-License-Identifier: MIT
//
// Work tree and index follow the branch.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/git.h"
#include "store/index_lock.h"
#include "store/work_tree.h"

namespace tkt {

/// What a commit does to a file; nullopt: not there.
struct FileStep {
  std::string path;
  std::optional<git::Oid> before;  ///< in the old commit
  std::optional<git::Oid> after;   ///< in the new one
  std::optional<git::Oid> found;   ///< in the work tree; `before`, unless edits are taken over
  bool adopted = false;            ///< edits are taken over, staged ones too
};

/// Takes each file that is as it was found to what it is after; one that people have changed
/// meanwhile is left alone, and its path is among those returned. Index entries likewise, but for
/// those of adopted files, which are replaced whatever they were.
std::vector<std::string> follow(const git::Repository& repository, WorkTree& work_tree,
                                IndexLock& index, const std::vector<FileStep>& steps);

}  // namespace tkt
