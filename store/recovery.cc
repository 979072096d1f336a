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

#include <sys/stat.h>

#include <algorithm>
#include <chrono>

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

void remove_stale_lock(const fs::path& lock) {
  struct stat first {};
  if (::lstat(lock.c_str(), &first) != 0) {
    return;
  }
  const bool gone = keep_trying(
      [&] {
        struct stat now {};
        return ::lstat(lock.c_str(), &now) != 0 || now.st_ino != first.st_ino;
      },
      kGrace);
  if (!gone) {
    remove_file(lock.string());
  }
}

// Those steps whose outcome is what HEAD holds.
std::vector<Step> taken(const git::Repository& repository, const Intent& intent) {
  const std::optional<git::Oid> head = repository.head();
  if (!head) {
    return {};
  }
  std::vector<Step> steps =
      steps_between(repository, intent.old_commit, intent.new_commit, intent.paths);
  const std::vector<Step> now =
      steps_between(repository, intent.old_commit, *head, intent.paths);
  std::vector<Step> result;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].after == now[i].after) {
      result.push_back(std::move(steps[i]));
    }
  }
  return result;
}

}  // namespace

void recover(const git::Repository& repository, const fs::path& state_folder,
             const WorkTree& work_tree) {
  IndexLock::release_stale(repository, state_folder);
  const std::optional<Intent> intent = read_intent(state_folder);
  if (!intent) {
    remove_intent(state_folder);
    return;
  }
  remove_stale_lock(repository.git_dir() / "HEAD.lock");
  remove_stale_lock(repository.common_dir() / (intent->branch + ".lock"));
  for (const std::string& path : intent->paths) {
    work_tree.clean_up(path);
  }
  const std::vector<Step> steps = taken(repository, *intent);
  if (!steps.empty()) {
    IndexLock index(repository, state_folder, intent->paths, Wait::bounded);
    follow(repository, work_tree, index, steps, {});
  }
  remove_intent(state_folder);
}

}  // namespace tkt
