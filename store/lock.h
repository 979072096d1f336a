// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>

#include "store/file.h"
#include "store/git.h"

namespace tkt {

/// How long to wait for a lock.
enum class Wait { bounded, never };

/// Calls `attempt` until it returns true, with short pauses, for `limit` at the most; false when
/// it never did. A limit of zero means one attempt.
[[nodiscard]] bool keep_trying(const std::function<bool()>& attempt,
                               std::chrono::milliseconds limit);

/// ".git/tkt": what tkt keeps for this clone alone. It need not be there yet.
[[nodiscard]] std::filesystem::path state_folder(const git::Repository& repository);
/// Makes it where it is missing, for its owner alone, or for the group where git's
/// core.sharedRepository says so; one that is open to more is closed to them. Throws Error{storage}
/// for a symbolic link in its place.
std::filesystem::path make_state_folder(const git::Repository& repository);

/// The right to change the desk: `flock` on the file "lock" of the state folder. The kernel takes
/// it back when the process ends, however it ends.
class Lock {
 public:
  /// Throws Error{busy} when it is not free in 10 seconds, or at once.
  Lock(const std::filesystem::path& state_folder, Wait wait);

 private:
  Fd file_;
};

}  // namespace tkt
