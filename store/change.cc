// SPDX-License-Identifier: MIT
//
// The order of a change
// =====================
//
// A desk is three things that must tell the same story: the branch (what was recorded), the work
// tree (what people see), and git's index (what git compares the two by). No system call changes
// two of them at once, and a process may die between any two calls, the disk may be full or fail,
// and colleagues and cron work in the same clone. So one of the three has to lead, and the others
// follow it, also when the follower of a dead process is the next command. The branch leads: it is
// the only one that moves by a single rename, and the one that is pushed.
//
//   1  Lock. `flock` on .git/tkt/lock; of two commands one waits. The kernel takes the lock back
//      from a dead process, so that it blocks nobody. Whoever only reads takes no lock: HEAD is
//      whole at any moment.
//   2  Recover. If an intent is there, its process died: recovery.cc finishes or forgets its work.
//      Then whatever stands in the way is refused, while nothing is written yet: a detached HEAD, a
//      merge or rebase that is not finished; and, when it is known what is to be written, unmerged
//      paths and files with edits that are not committed. Git's own index.lock is taken here and
//      held to the end, so that no git command runs in between.
//   3  Objects. Blobs, trees and the commit are made from HEAD's tree and from nothing else: the
//      index may hold what somebody has staged for a commit of their own, and the work tree what
//      they have half written. Until the branch moves, the objects are invisible. All are flushed.
//   4  Intent. Old commit, new commit and paths, flushed to .git/tkt/intent.
//   5  Branch. Compare-and-swap from the old commit to the new: from here on it happened. An error
//      may come back from a move that took place, so the branch is read again before anything is
//      said.
//   6  Work tree and index follow, each file by a temporary one and a rename; a file that is not as
//      the old commit has it was edited meanwhile, and stays. All are flushed.
//   7  The intent goes, and the caller may say that it is done.
//
// An example: `tkt assign ITW-4F7K24 letla` dies in step 6, the branch moved, the file not written.
// `tkt show` reads HEAD and shows letla at once. The next command that changes something takes the
// lock, which the dead one no longer holds, finds the intent, sees that HEAD holds what the new
// commit holds and that the file is as the old commit had it, writes the file, brings the index
// entry in step, removes index.lock (which is the dead command's: it is the same file as
// .git/tkt/index-lock), and goes on with its own work. Had the first one died in step 4, HEAD would
// be the old commit, and recovery would have nothing to do but to remove the intent.
//
// What the order rules out: a branch that is moved last lets the file and the staged entry of a
// dead command leak into the next commit; a tree that is built from the index carries other
// people's staged work, and undoes what was committed behind the index's back; a lock file without
// an intent cannot be told from a living one's and blocks the desk for ever.
#include "store/change.h"

#include <algorithm>

#include <fmt/core.h>
#include <sys/stat.h>

#include "model/error.h"
#include "store/change_state.h"
#include "store/file.h"
#include "store/follow.h"
#include "store/index.h"
#include "store/index_lock.h"
#include "store/intent.h"
#include "store/merge.h"
#include "store/merge_message.h"
#include "store/recovery.h"
#include "store/sound.h"
#include "store/upkeep.h"
#include "store/yaml_text.h"

namespace tkt {
namespace {

constexpr std::string_view kTakeOver = "'tkt commit' takes the edits over";
constexpr std::string_view kMoveAway =
    "a file of that name comes in: move yours out of the way, and try again";

std::vector<std::string> paths_of(const std::map<std::string, std::optional<std::string>>& files) {
  std::vector<std::string> paths;
  for (const auto& [path, text] : files) {
    paths.push_back(path);
  }
  return paths;
}

// git's core.sharedRepository: what this process makes in a shared repository is made for the
// group.
void share_created_files(unsigned mode) {
  const mode_t before = ::umask(0);
  const unsigned folders = mode | (mode & 0444U) >> 2U;
  ::umask(before & ~folders);
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; }, ' ');
  return line;
}

std::string message_of(std::string_view subject, const Trailers& trailers) {
  std::string message = one_line(subject) + "\n";
  for (std::size_t i = 0; i < trailers.size(); ++i) {
    message += fmt::format("{}{}: {}\n", i == 0 ? "\n" : "", trailers[i].first,
                           one_line(trailers[i].second));
  }
  return message;
}

void refuse_operation(const git::Repository& repository) {
  const std::string operation = repository.operation_in_progress();
  if (!operation.empty()) {
    throw Error(ErrorKind::refused,
                fmt::format("{} is in progress in '{}'", operation, repository.root().string()),
                "finish or abort it with git first; `git status` says how");
  }
}

std::optional<git::Oid> hash_of(const std::optional<std::string>& bytes) {
  return bytes ? std::optional(git::Repository::hash_blob(*bytes)) : std::nullopt;
}

// What git's core.autocrlf or an attribute makes of a file may be written over.
bool has_other_line_ends(const std::optional<std::string>& bytes,
                         const std::optional<git::Oid>& head) {
  return bytes && hash_of(with_plain_line_ends(*bytes)) == head;
}

// `merging`: what is to be written comes from the others.
void refuse_edited(const std::string& path, const std::optional<git::Oid>& now,
                   const std::optional<git::Oid>& head, bool merging) {
  if (!now) {
    throw Error(ErrorKind::refused, fmt::format("'{}' is missing from the work tree", path),
                "files of a desk are never deleted; 'git restore' brings it back");
  }
  if (!head) {
    throw Error(ErrorKind::refused, fmt::format("'{}' is there already, and not committed", path),
                std::string(merging ? kMoveAway : kTakeOver));
  }
  throw Error(ErrorKind::refused, fmt::format("'{}' has uncommitted edits", path),
              std::string(kTakeOver));
}

// What a staged file is in HEAD, work tree and index, before anything is written.
void refuse_unless_clean(const WorkTree& work_tree, const IndexLock& index, FileStep& step,
                         bool merging) {
  const std::optional<std::string> bytes = work_tree.read(step.path);
  const std::optional<git::Oid> now = hash_of(bytes);
  if (step.adopted && now != step.found) {
    throw Error(ErrorKind::refused, fmt::format("'{}' was edited again meanwhile", step.path),
                "nothing was changed; try again");
  }
  if (now != step.found && now != step.after) {
    if (!has_other_line_ends(bytes, step.before)) {
      refuse_edited(step.path, now, step.before, merging);
    }
    step.found = now;
  }
  const std::optional<git::Oid> indexed = index.entry(step.path);
  if (!step.adopted && indexed != step.before && indexed != step.after) {
    throw Error(ErrorKind::refused, fmt::format("'{}' has edits staged in git's index", step.path),
                "commit them with git, or unstage them (git restore --staged)");
  }
}

// So that the next command finds the index in step. Without that, it does this itself.
void update_index(Index* index, const git::Oid& commit) {
  try {
    if (index != nullptr) {
      index->refresh(commit);
    }
  } catch (const std::exception&) {
  }
}

git::Signature signature(const std::string& name, const std::string& email, const Author& author) {
  return {name, email, author.when, author.offset};
}

// Git's own identity; the author where git has none.
git::Signature committer_for(const git::Repository& repository, const Author& author) {
  const std::optional<std::string> name = repository.config("user.name");
  const std::optional<std::string> email = repository.config("user.email");
  return name && email ? signature(*name, *email, author)
                       : signature(author.name, author.email, author);
}

// One commit on its way; the numbers are those of the essay above.
class Writer {
 public:
  /// `merge` is nullptr for a change of this clone's own.
  Writer(Change::State& state, IndexLock& index, const Merge* merge)
      : state_(state), index_(index), merge_(merge) {}

  // 2, the second half.
  void refuse() {
    if (index_.unmerged()) {
      throw Error(ErrorKind::refused, "git's index holds unmerged paths",
                  "resolve them with git first; `git status` lists them");
    }
    for (const auto& [path, text] : state_.staged) {
      const std::optional<git::Oid> before = head_oid(path);
      const auto taken = state_.adopted.find(path);
      const bool adopted = taken != state_.adopted.end();
      steps_.push_back(
          {path, before, hash_of(text), adopted ? hash_of(taken->second) : before, adopted});
      refuse_unless_clean(state_.work_tree, index_, steps_.back(), merge_ != nullptr);
    }
  }

  // 3
  void write_objects(std::string_view subject, const Trailers& trailers, const Author& author) {
    if (merge_ != nullptr && merge_->kind == Merge::Kind::fast_forward) {
      commit_ = merge_->theirs;
      return;
    }
    const git::Repository& repository = *state_.repository;
    std::map<std::string, std::optional<git::Oid>> blobs;
    for (const auto& [path, text] : state_.staged) {
      blobs.emplace(path, text ? std::optional(repository.write_blob(*text)) : std::nullopt);
    }
    const git::Oid tree = repository.write_tree(head_tree(), blobs);
    std::vector<git::Oid> parents =
        state_.head ? std::vector<git::Oid>{*state_.head} : std::vector<git::Oid>{};
    if (merge_ != nullptr) {
      parents.push_back(merge_->theirs);
    }
    commit_ = repository.write_commit(tree, parents, message_of(subject, trailers),
                                      signature(author.name, author.email, author),
                                      committer_for(repository, author));
    repository.store_objects();
  }

  // 4 and 5. False where the branch stands somewhere else by now.
  bool move(std::string_view subject) {
    Intent intent = {state_.branch, state_.head, *commit_, {}};
    for (const FileStep& step : steps_) {
      intent.places.push_back({step.path, step.found});
    }
    std::vector<std::string> unflushed = state_.repository->unflushed_folders();
    unflushed.push_back(prepare_intent(state_.folder, intent));
    flush_each(unflushed);
    declare_intent(state_.folder);
    return state_.repository->move_branch(state_.branch, state_.head, *commit_, one_line(subject));
  }

  // 6 and 7.
  void follow_branch() {
    const std::vector<std::string> left_alone =
        follow(*state_.repository, state_.work_tree, index_, steps_);
    remove_intent(state_.folder);
    if (!left_alone.empty()) {
      throw Error(ErrorKind::storage,
                  fmt::format("'{}' was edited meanwhile and is left as it is", left_alone.front()),
                  std::string(kTakeOver));
    }
  }

  // What came of steps 3 to 5 when one of them threw `error`: returns if the branch did move.
  void tell_failure(const Error& error) {
    std::optional<git::Oid> head;
    try {
      head = state_.repository->head();
    } catch (const Error&) {
      throw Error(
          ErrorKind::storage,
          fmt::format("the branch cannot be read, so it is not known whether the change was "
                      "recorded: {}",
                      error.what()),
          "look at `git log` when the disk is well again");
    }
    if (commit_ && head == commit_) {
      return;
    }
    forget();
    throw Error(error.kind(), fmt::format("nothing was recorded: {}", error.what()), error.hint());
  }

  // An intent that cannot be removed does no harm: the next command sees that the branch never
  // moved.
  void forget() {
    try {
      remove_intent(state_.folder);
    } catch (const Error&) {
    }
  }

  [[nodiscard]] const git::Oid& commit() const { return *commit_; }

 private:
  std::optional<git::Oid> head_tree() const {
    return state_.head ? std::optional(state_.repository->tree_of(*state_.head)) : std::nullopt;
  }

  std::optional<git::Oid> head_oid(const std::string& path) const {
    const std::optional<git::Oid> tree = head_tree();
    const std::optional<git::TreeEntry> entry =
        tree ? state_.repository->entry(*tree, path) : std::nullopt;
    return entry ? std::optional(entry->oid) : std::nullopt;
  }

  Change::State& state_;
  IndexLock& index_;
  const Merge* merge_;
  std::vector<FileStep> steps_;
  std::optional<git::Oid> commit_;
};

}  // namespace

Change::State::State(std::shared_ptr<const git::Repository> desk, Wait waiting)
    : repository(std::move(desk)),
      wait(waiting),
      folder((share_created_files(repository->shared_mode()), make_state_folder(*repository))),
      lock(folder, wait),
      work_tree(repository->root()) {
  recover(*repository, folder, work_tree);
  branch = repository->branch();
  head = repository->head();
  refuse_operation(*repository);
}

Change::Change(std::unique_ptr<State> state) : state_(std::move(state)) {}
Change::Change(Change&&) noexcept = default;
Change& Change::operator=(Change&&) noexcept = default;
Change::~Change() = default;

const Snapshot& Change::snapshot() const {
  return state_->snapshot.value();
}

git::Oid Change::commit(std::string_view subject, const Trailers& trailers, const Author& author) {
  return empty() && state_->head ? *state_->head : write(subject, trailers, author, nullptr);
}

Merge Change::merge(const git::Oid& theirs) const {
  const git::Oid& ours = state_->head.value();
  return merge_commits(*state_->repository, ours, theirs,
                       is_sound(state_->folder, ours) ? OurChanges::sound : OurChanges::unknown);
}

std::vector<Incoming> Change::incoming(const Merge& merge) const {
  return incoming_by(*state_->repository, merge);
}

git::Oid Change::commit(const Merge& merge, const Author& author) {
  if (merge.kind == Merge::Kind::unrelated) {
    throw Error(ErrorKind::refused, "the two histories have no commit in common",
                "they are two desks; 'tkt clone' joins a desk that is there already");
  }
  if (!merge.refused.empty()) {
    const Stopped& first = merge.refused.front();
    throw Error(ErrorKind::refused,
                fmt::format("'{}' cannot be taken over: {}", first.path, first.message));
  }
  if (merge.kind == Merge::Kind::nothing) {
    return *state_->head;
  }
  state_->staged = merge.files;
  return write(merge_subject(merge), merge_trailers(merge), author, &merge);
}

git::Oid Change::write(std::string_view subject, const Trailers& trailers, const Author& author,
                       const Merge* merge) {
  IndexLock index(*state_->repository, state_->folder, paths_of(state_->staged), state_->wait);
  Writer writer(*state_, index, merge);
  writer.refuse();
  bool moved = true;
  try {
    writer.write_objects(subject, trailers, author);
    moved = writer.move(subject);
  } catch (const Error& error) {
    writer.tell_failure(error);
  }
  if (!moved) {
    writer.forget();
    throw Error(ErrorKind::busy, "somebody moved the branch with git meanwhile",
                "nothing was recorded; try again");
  }
  try {
    writer.follow_branch();
  } catch (const Error& error) {
    throw Error(
        ErrorKind::storage,
        fmt::format("recorded as {}, but {}", writer.commit().hex().substr(0, 10), error.what()),
        error.hint().empty() ? "the next command that changes the desk finishes it" : error.hint());
  }
  update_index(state_->index.get(), writer.commit());
  note_sound(state_->folder, state_->head, writer.commit(), merge != nullptr);
  count_commit(*state_->repository, state_->folder);
  return writer.commit();
}

git::Oid Change::prepare(std::string_view subject, const Trailers& trailers,
                         const Author& author) const {
  IndexLock index(*state_->repository, state_->folder, paths_of(state_->staged), state_->wait);
  Writer writer(*state_, index, nullptr);
  writer.refuse();
  writer.write_objects(subject, trailers, author);
  flush_each(state_->repository->unflushed_folders());
  return writer.commit();
}

}  // namespace tkt
