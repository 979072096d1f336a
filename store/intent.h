// SPDX-License-Identifier: MIT
//
// What a command is about to do to branch, index and work tree, written down on the disk before it
// does: whoever finds it there knows that a process died, and how to finish its work.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "store/git.h"

namespace tkt {

struct Intent {
  struct Place {
    std::string path;
    std::optional<git::Oid> found;  ///< what the work tree held; nullopt: no file
  };
  std::string branch;                  ///< "refs/heads/main"
  std::optional<git::Oid> old_commit;  ///< nullopt: the branch was unborn
  git::Oid new_commit;
  std::vector<Place> places;  ///< that differ between the two, sorted by path
};

/// Writes the intent down, not in force and not flushed; returns the file, for the caller to flush.
std::string prepare_intent(const std::filesystem::path& state_folder, const Intent& intent);
/// Puts the one prepared in force: on the disk when it returns.
void declare_intent(const std::filesystem::path& state_folder);
/// nullopt where there is none. One that is not whole counts as none: the branch moves only after
/// the whole of it is on the disk. Throws Error{storage} for one that cannot be read, or that tkt
/// has not written.
[[nodiscard]] std::optional<Intent> read_intent(const std::filesystem::path& state_folder);
/// Gone from the disk when it returns.
void remove_intent(const std::filesystem::path& state_folder);

}  // namespace tkt
