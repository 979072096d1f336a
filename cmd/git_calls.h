// SPDX-License-Identifier: MIT
//
// Hidden commands that git calls: its merge driver and its hooks. See store/plain_git.h.
#pragma once

#include <string>
#include <vector>

#include "cmd/environment.h"
#include "cmd/exit.h"
#include "cmd/io.h"

namespace tkt {

/// "__merge-driver BASE OURS THEIRS PATH": merges by field into the file OURS. Exit::refused, and
/// OURS as it was, where that cannot be done: git then counts the path as unmerged.
Exit run_merge_driver(const std::vector<std::string>& words, const Environment& environment,
                      Io& io);

/// "__check-staged [INDEX]": Exit::refused where a file that is about to be committed breaks the
/// desk. INDEX is what git gives its hooks as GIT_INDEX_FILE.
Exit run_staged_check(const std::vector<std::string>& words, const Environment& environment,
                      Io& io);

}  // namespace tkt
