// SPDX-License-Identifier: MIT
//
// HEAD without libgit2, whose start costs more than a whole answer from the index.
#pragma once

#include <filesystem>
#include <optional>

#include "store/git.h"

namespace tkt {

/// A folder ".git" in `root`, both of this user, and a configuration that puts neither the work
/// tree nor the references elsewhere.
[[nodiscard]] bool is_ordinary_repository(const std::filesystem::path& root);

/// The commit that HEAD leads to in an ordinary repository. nullopt for anything unusual (another
/// kind of reference store, a branch that leads to another, one without a commit): then libgit2
/// decides, and words the error.
[[nodiscard]] std::optional<git::Oid> read_head(const std::filesystem::path& root);

}  // namespace tkt
