// SPDX-License-Identifier: MIT
#include "store/remote_locks.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>

#include <unistd.h>

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

double first_number_in(const fs::path& file) {
  std::ifstream stream(file);
  double number = 0;
  stream >> number;
  return number;
}

// Seconds since the process began, by /proc/PID/stat: "4711 (name) S ...", of which the twentieth
// word behind the name is when it began, in ticks since the system did.
double age_of(const fs::path& process) {
  std::ifstream stream(process / "stat");
  std::string text;
  std::getline(stream, text);
  std::istringstream words(text.substr(std::min(text.rfind(')') + 1, text.size())));
  std::string word;
  for (int i = 0; i < 20; ++i) {
    words >> word;
  }
  const double began =
      std::strtod(word.c_str(), nullptr) / static_cast<double>(::sysconf(_SC_CLK_TCK));
  return first_number_in("/proc/uptime") - began;
}

// Whoever began after the lock was made does not hold it. Of many that push all the time, somebody
// is always at work.
bool may_hold(const fs::path& process, fs::file_time_type made) {
  constexpr double kSlack = 0.2;  // clocks of files and of processes tick in hundredths
  const std::chrono::duration<double> age = fs::file_time_type::clock::now() - made;
  return age_of(process) + kSlack >= age.count();
}

bool is_anybody_at_work_in(const fs::path& repository, fs::file_time_type made) {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator("/proc", none)) {
    const std::string name = entry.path().filename().string();
    const bool process =
        std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    if (process && is_at_work_in(entry.path(), repository) && may_hold(entry.path(), made)) {
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
    if (!none && made >= since && !is_anybody_at_work_in(folder, made)) {
      remove_stale_lock(lock, kGrace);
    }
  }
}

}  // namespace tkt
