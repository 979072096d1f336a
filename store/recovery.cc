// SPDX-License-Identifier: MIT
//
// An intent says: the branch was to go from the old commit to the new one. What came of it is seen
// in what HEAD holds now, path by path:
//
//   HEAD holds what the new commit holds    the branch did move: file and index entry are taken
//                                           forward, unless somebody has changed them since
//   anything else                           it did not, or somebody went on from there with git:
//                                           file and entry stay as they are
//
// The work tree is touched only after the branch has moved, so there is never anything to take
// back: rolling back is to forget. Objects that no commit reaches are git gc's to remove.
#include "store/recovery.h"

#include <algorithm>
#include <chrono>

#include <fmt/core.h>
#include <sys/stat.h>

#include "model/error.h"
#include "store/file.h"
#include "store/follow.h"
#include "store/index_lock.h"
#include "store/intent.h"

namespace tkt {
namespace {

namespace fs = std::filesystem;

// A branch's lock is held for a few system calls. One that is still the same after this long is
// not somebody else's at work.
constexpr std::chrono::milliseconds kGrace{500};

std::optional<git::Oid> blob_at(const git::Repository& repository,
                                const std::optional<git::Oid>& commit, const std::string& path) {
  if (!commit) {
    return std::nullopt;
  }
  const std::optional<git::TreeEntry> entry =
      repository.entry(repository.tree_of(*commit), path, git::Modes::any);
  return entry && !entry->folder ? std::optional(entry->oid) : std::nullopt;
}

// Those steps whose outcome is what HEAD holds.
std::vector<FileStep> taken(const git::Repository& repository, const Intent& intent) {
  const std::optional<git::Oid> head = repository.head();
  // A new commit that the branch never held may have gone since, with git gc.
  if (head == intent.old_commit || !repository.has(intent.new_commit)) {
    return {};
  }
  std::vector<FileStep> steps;
  for (const Intent::Place& place : intent.places) {
    const FileStep step = {place.path, blob_at(repository, intent.old_commit, place.path),
                           blob_at(repository, intent.new_commit, place.path), place.found};
    if (step.before != step.after && blob_at(repository, head, place.path) == step.after) {
      steps.push_back(step);
    }
  }
  return steps;
}

std::vector<std::string> paths_of(const std::vector<FileStep>& steps) {
  std::vector<std::string> paths;
  for (const FileStep& step : steps) {
    paths.push_back(step.path);
  }
  return paths;
}

void finish(const git::Repository& repository, const fs::path& state_folder, WorkTree& work_tree) {
  const std::optional<Intent> intent = read_intent(state_folder);
  if (!intent) {
    remove_intent(state_folder);
    return;
  }
  remove_stale_lock(repository.git_dir() / "HEAD.lock", kGrace);
  remove_stale_lock(repository.common_dir() / (intent->branch + ".lock"), kGrace);
  for (const Intent::Place& place : intent->places) {
    work_tree.clean_up(place.path);
  }
  const std::vector<FileStep> steps = taken(repository, *intent);
  if (!steps.empty()) {
    IndexLock index(repository, state_folder, paths_of(steps), Wait::bounded);
    follow(repository, work_tree, index, steps);
  }
  remove_intent(state_folder);
}

}  // namespace

void remove_stale_lock(const fs::path& lock, std::chrono::milliseconds grace) {
  struct stat first {};
  if (::lstat(lock.c_str(), &first) != 0) {
    return;
  }
  const bool gone = keep_trying(
      [&] {
        struct stat now {};
        return ::lstat(lock.c_str(), &now) != 0 || now.st_ino != first.st_ino;
      },
      grace);
  if (!gone) {
    remove_file(lock.string());
  }
}

void recover(const git::Repository& repository, const fs::path& state_folder, WorkTree& work_tree) {
  IndexLock::release_stale(repository, state_folder);
  try {
    finish(repository, state_folder, work_tree);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::busy) {
      throw;
    }
    throw Error(ErrorKind::storage,
                fmt::format("what a command began that died cannot be finished: '{}': {}",
                            (state_folder / "intent").string(), error.what()),
                "mend that; or move the file away, if `git log` and `git status` show the desk as "
                "it is to be");
  }
}

}  // namespace tkt
