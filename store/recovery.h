// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "store/git.h"
#include "store/work_tree.h"

namespace tkt {

/// Finishes or rolls back what a process left that died in a change; nothing to do is the rule.
/// The caller holds the desk's Lock, which proves that the process is dead.
void recover(const git::Repository& repository, const std::filesystem::path& state_folder,
             WorkTree& work_tree);

}  // namespace tkt
