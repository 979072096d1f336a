// SPDX-License-Identifier: MIT
//
// What keeps a desk safe from plain git in one clone: `git pull` and `git merge` call the merge
// driver, which merges by field as `tkt sync` does, and `git commit` calls a hook that checks the
// desk's files. Both are settings of the clone, not of the desk, since git takes no orders from
// what it pulls: .git/config, .git/info/attributes and the hooks.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "store/git.h"
#include "store/merge.h"

namespace tkt {

/// Where this program stands, for git to call it there.
[[nodiscard]] std::string program_for_git();

/// Sets up the merge driver and the checks before a commit. Git's hooks that are there already stay
/// as they are. Again and again does no harm. `program` is where tkt stands.
void set_up_plain_git(const git::Repository& repository, const std::string& program);

/// What is missing of it, in words; empty when all is there.
[[nodiscard]] std::vector<std::string> missing_for_plain_git(const git::Repository& repository);

/// The merge driver's work, with the desk's policy from HEAD of the repository in `root`.
[[nodiscard]] FileMerge drive_merge(const std::filesystem::path& root, const std::string& path,
                                    const std::string& base, const std::string& ours,
                                    const std::string& theirs);

/// What is wrong with the files that the next `git commit` would record: files that do not parse,
/// events and files that are gone, invoices that were changed; of any file, an odd mode.
/// `index_file` is git's index where it is not the usual one (GIT_INDEX_FILE), else empty.
[[nodiscard]] std::vector<Stopped> staged_problems(const std::filesystem::path& root,
                                                   const std::string& index_file);

/// Merges of the last commits that lines were merged in, not fields: files that hold something else
/// than the merge by field gives, and that nobody has changed since. With `since`, only of those
/// that are not part of that commit's history.
[[nodiscard]] std::vector<Stopped> merged_by_lines(const git::Repository& repository,
                                                   const git::Oid& head,
                                                   const std::optional<git::Oid>& since);

}  // namespace tkt
