// SPDX-License-Identifier: MIT
#include "store/lock.h"

#include <algorithm>
#include <cerrno>
#include <thread>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "model/error.h"

namespace tkt {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kLockWait = std::chrono::seconds(10);
constexpr milliseconds kFirstPause{1};
constexpr milliseconds kLongestPause{16};

// Of a folder in its own place. What a link leads to may be anybody's.
mode_t mode_of(const std::filesystem::path& folder) {
  struct stat status {};
  if (::lstat(folder.c_str(), &status) != 0) {
    throw_errno(fmt::format("look at '{}'", folder.string()));
  }
  if (!S_ISDIR(status.st_mode)) {
    throw Error(ErrorKind::storage, fmt::format("'{}' is no folder", folder.string()),
                "tkt keeps what is private to this clone there: move it out of the way");
  }
  return status.st_mode;
}

bool take(const Fd& file) {
  if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) {
    return true;
  }
  if (errno != EWOULDBLOCK && errno != EINTR) {
    throw_errno("lock the desk");
  }
  return false;
}

}  // namespace

bool keep_trying(const std::function<bool()>& attempt, milliseconds limit) {
  const auto end = steady_clock::now() + limit;
  milliseconds pause = kFirstPause;
  while (!attempt()) {
    if (steady_clock::now() >= end) {
      return false;
    }
    std::this_thread::sleep_for(pause);
    pause = std::min(2 * pause, kLongestPause);
  }
  return true;
}

std::filesystem::path state_folder(const git::Repository& repository) {
  return repository.git_dir() / "tkt";
}

std::filesystem::path make_state_folder(const git::Repository& repository) {
  const std::filesystem::path folder = state_folder(repository);
  const bool made = ::mkdir(folder.c_str(), 0700) == 0;
  if (!made && errno != EEXIST) {
    throw_errno(fmt::format("make the folder '{}'", folder.string()));
  }
  const mode_t mode = made ? 0700 : mode_of(folder);
  const bool open_to_others = (mode & 0007U) != 0;
  const bool open_to_group = (mode & 0070U) != 0;
  if (!made && !open_to_group && !open_to_others) {
    return folder;
  }
  const bool shared = (repository.shared_mode() & 0060U) != 0;
  const bool right = !open_to_others && open_to_group == shared;
  if (!right && ::chmod(folder.c_str(), shared ? 02770 : 0700) != 0) {
    throw_errno(fmt::format("set who may enter the folder '{}'", folder.string()));
  }
  return folder;
}

Lock::Lock(const std::filesystem::path& state_folder, Wait wait)
    : file_(open_file((state_folder / "lock").string(), O_RDWR | O_CREAT)) {
  const milliseconds limit = wait == Wait::bounded ? kLockWait : milliseconds(0);
  if (!keep_trying([this] { return take(file_); }, limit)) {
    throw Error(ErrorKind::busy, "another tkt command is changing the desk",
                "nothing was changed; try again");
  }
}

}  // namespace tkt
