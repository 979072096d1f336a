// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "store/git.h"

namespace tkt {

/// The commits that led to what `head` has at a path (no slash at either end), newest first: the
/// same, in the same order, as `git log HEAD -- PATH` lists with its default simplification
/// (git-log(1)), in a fraction of its time. nullopt where that is git's own to tell: there is no
/// commit-graph with filters of paths, git is to follow renames, the history is shallow, grafted or
/// has replacements, texts are not in UTF-8, times are before 1970, something cannot be read.
[[nodiscard]] std::optional<std::vector<git::CommitInfo>> path_history(
    const git::Repository& repository, const git::Oid& head, std::string_view path);

}  // namespace tkt
