// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace tkt {

/// Removes the locks that git left on a branch of a repository on this machine when a push of ours
/// was killed. They are taken for ours when they were made after `since`, when our push began,
/// nobody is at work in that repository any more who was there when they were made, and they stay
/// the same for a while. Of a
/// repository elsewhere nothing can be known, and nothing is removed.
void remove_dead_push(const std::string& url, const std::string& branch,
                      std::filesystem::file_time_type since);

}  // namespace tkt
