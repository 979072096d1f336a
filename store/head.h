// SPDX-License-Identifier: MIT
//
// HEAD without libgit2, whose start costs more than a whole answer from the index.
#pragma once

#include <filesystem>
#include <optional>

#include "store/git.h"

namespace tkt {

/// The commit that HEAD leads to in an ordinary repository: a folder ".git" in `root` that belongs
/// to this user, branches as files or in packed-refs. nullopt for anything else (a linked or bare
/// work tree, somebody else's folder, another kind of reference store, a branch without a commit):
/// then libgit2 decides, and words the error.
[[nodiscard]] std::optional<git::Oid> read_head(const std::filesystem::path& root);

}  // namespace tkt
