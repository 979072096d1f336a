// SPDX-License-Identifier: MIT
#include "store/remote_locks.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <fstream>
#include <system_error>

#include "store/recovery.h"

namespace tkt {
namespace {

namespace fs = std::filesystem;

// A reference's lock is held for a few system calls.
constexpr std::chrono::milliseconds kGrace = std::chrono::seconds(2);

bool is_git(const fs::path& process) {
  std::ifstream stream(process / "comm");
  std::string name;
  std::getline(stream, name);
  return name.rfind("git", 0) == 0;
}

// git-receive-pack works in the repository's folder; where another's process does not tell its
// own, one of git's may be there.
bool is_at_work_in(const fs::path& process, const fs::path& repository) {
  std::error_code hidden;
  const fs::path folder = fs::read_symlink(process / "cwd", hidden);
  return hidden == std::errc::permission_denied ? is_git(process) : folder == repository;
}

bool is_anybody_at_work_in(const fs::path& repository) {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator("/proc", none)) {
    const std::string name = entry.path().filename().string();
    const bool process =
        std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    if (process && is_at_work_in(entry.path(), repository)) {
      return true;
    }
  }
  return static_cast<bool>(none);
}

}  // namespace

void remove_dead_push(const std::string& url, const std::string& branch, fs::file_time_type since) {
  std::error_code none;
  fs::path folder = fs::canonical(url, none);
  if (none || !fs::is_directory(folder)) {
    return;
  }
  folder = fs::exists(folder / ".git") ? folder / ".git" : folder;
  for (const fs::path& lock : {folder / "HEAD.lock", folder / ("refs/heads/" + branch + ".lock")}) {
    const auto made = fs::last_write_time(lock, none);
    if (!none && made >= since && !is_anybody_at_work_in(folder)) {
      remove_stale_lock(lock, kGrace);
    }
  }
}

}  // namespace tkt
