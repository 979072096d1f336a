// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "store/git.h"

namespace tkt {

/// A plain file that differs between two trees; nullopt where a side has none.
struct TreeChange {
  std::string path;
  std::optional<git::Oid> before;
  std::optional<git::Oid> after;
};

/// Reports every file that differs, in the order of the names. Equal folders are not entered, so
/// that the cost follows the changes: libgit2's own comparison reads all trees of a large desk
/// whatever has changed. Throws as `Repository::tree`.
void compare_trees(const git::Repository& repository, const std::optional<git::Oid>& before,
                   const std::optional<git::Oid>& after,
                   const std::function<void(const TreeChange&)>& report);

}  // namespace tkt
