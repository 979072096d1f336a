// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/git.h"

namespace tkt {

/// A path of which two sides have different files; nullopt where one has none.
struct ThreeFiles {
  std::string path;
  std::optional<git::Oid> base;
  std::optional<git::Oid> ours;
  std::optional<git::Oid> theirs;
};

/// Something in a tree that is no plain file with a plain name.
struct TreeProblem {
  std::string path;
  std::string message;
};

struct ThreeTrees {
  std::vector<ThreeFiles> files;  ///< by name
  /// Of what theirs has and ours has not: links, submodules, programs; names that lead elsewhere or
  /// hide what they are; more than a desk can hold.
  std::vector<TreeProblem> problems;
};

/// Which folders are entered, beside those that differ on both sides from the base.
enum class Enter {
  changed,   ///< all that are not equal on both sides, so that the cost follows the changes
  by_theirs  ///< of these, not those that theirs has as the base has them
};

[[nodiscard]] ThreeTrees compare_three(const git::Repository& repository,
                                       const std::optional<git::Oid>& base,
                                       const std::optional<git::Oid>& ours,
                                       const std::optional<git::Oid>& theirs,
                                       Enter enter = Enter::changed);

}  // namespace tkt
