// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "store/process.h"

namespace tkt {

/// Makes a clone of the desk at `url`, read as from the folder `from`; `folder` is there wholly or
/// not at all. What comes in is checked before it becomes a file: nothing of it is run, filtered or
/// followed. Throws Error{refused} where the folder is taken, the remote cannot be reached or holds
/// no desk, or holds what no desk may; Error{busy} where somebody else is cloning into it.
void clone_desk(const std::string& url, const std::filesystem::path& folder,
                const std::filesystem::path& from, const Talk& talk);

/// An URL or path as git understands it from anywhere: a path that is there becomes absolute.
[[nodiscard]] std::string lasting_url(const std::string& url, const std::filesystem::path& from);

/// Makes `url` the remote "origin" of a repository's branch.
void set_origin(const std::filesystem::path& root, const std::string& url);

}  // namespace tkt
