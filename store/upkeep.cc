// SPDX-License-Identifier: MIT
#include "store/upkeep.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/file.h"
#include "store/process.h"

namespace tkt {

namespace {

constexpr off_t kEnoughCommits = 100;

/// A file of as many bytes as commits were counted since the last time.
Fd open_counter(const std::filesystem::path& state_folder) {
  return Fd(
      ::open((state_folder / "commits").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
}

/// This one included; 0 where that cannot be known.
off_t count_in(const Fd& counter) {
  struct stat status {};
  const bool counted = counter && ::write(counter.get(), ".", 1) == 1;
  return counted && ::fstat(counter.get(), &status) == 0 ? status.st_size : 0;
}

void start_over(const git::Repository& repository, const Fd& counter) {
  // The lock goes over to git: while it writes, no second one is started.
  if (!counter || ::flock(counter.get(), LOCK_EX | LOCK_NB) != 0 ||
      ::ftruncate(counter.get(), 0) != 0) {
    return;
  }
  // A chain of files, of which mostly only the last is written anew; libgit2, which would read one
  // large file from end to end at every start, does not look at it.
  (void)start_git(
      repository.root().string(),
      {"commit-graph", "write", "--reachable", "--changed-paths", "--split", "--no-progress"},
      counter);
}

}  // namespace

void speed_up_history(const git::Repository& repository,
                      const std::filesystem::path& state_folder) {
  start_over(repository, open_counter(state_folder));
}

void count_commit(const git::Repository& repository, const std::filesystem::path& state_folder) {
  const Fd counter = open_counter(state_folder);
  if (count_in(counter) >= kEnoughCommits) {
    start_over(repository, counter);
  }
}

}  // namespace tkt
