// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "store/git.h"

namespace tkt {

/// A file that differs between two trees; nullopt where a side has none.
struct TreeChange {
  std::string path;
  std::optional<git::Oid> before;
  std::optional<git::Oid> after;
  unsigned odd_mode = 0;  ///< as of a git::TreeEntry, of what stands there after
};

/// Reports every file that differs, in the order of the names. Equal folders are not entered, so
/// that the cost follows the changes: libgit2's own comparison reads all trees of a large desk
/// whatever has changed. Odd modes are reported, and no error.
void compare_trees(const git::Repository& repository, const std::optional<git::Oid>& before,
                   const std::optional<git::Oid>& after,
                   const std::function<void(const TreeChange&)>& report);

}  // namespace tkt
