// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>

#include "store/git.h"
#include "store/work_tree.h"

namespace tkt {

/// Finishes or rolls back what a process left that died in a change; nothing to do is the rule.
/// The caller holds the desk's Lock, which proves that the process is dead.
void recover(const git::Repository& repository, const std::filesystem::path& state_folder,
             WorkTree& work_tree);

/// Removes git's lock on a reference when it is still the same after `grace`. The caller knows that
/// a process which may have held it is dead.
void remove_stale_lock(const std::filesystem::path& lock, std::chrono::milliseconds grace);

}  // namespace tkt
