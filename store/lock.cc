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
  if (::mkdir(folder.c_str(), 0700) != 0) {
    if (errno != EEXIST) {
      throw_errno(fmt::format("make the folder '{}'", folder.string()));
    }
    return folder;
  }
  const unsigned group = repository.shared_mode() & 0060U;
  if (group != 0 && ::chmod(folder.c_str(), 02770) != 0) {
    throw_errno(fmt::format("share the folder '{}'", folder.string()));
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
