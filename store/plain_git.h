// SPDX-License-Identifier: MIT
//
// What keeps a desk safe from plain git in one clone: `git pull` and `git merge` call the merge
// driver, which merges by field as `tkt sync` does, and `git commit` calls a hook that checks the
// desk's files. Both are settings of the clone, not of the desk: .git/config,
// .git/info/attributes and .git/hooks/pre-commit.
#pragma once

#include <string>
#include <vector>

#include "store/git.h"

namespace tkt {

/// Sets up the merge driver and, where no other pre-commit hook stands, the check. `program` is
/// how git's shell finds tkt ("tkt", or a path). Again and again does no harm.
void set_up_plain_git(const git::Repository& repository, const std::string& program);

/// What is missing of it, in words; empty when all is there.
[[nodiscard]] std::vector<std::string> missing_for_plain_git(const git::Repository& repository);

}  // namespace tkt
