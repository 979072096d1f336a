// SPDX-License-Identifier: MIT
#include "store/store.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <set>

#include <fmt/core.h>

#include "model/error.h"
#include "store/change_state.h"
#include "store/git.h"
#include "store/path_history.h"
#include "store/paths.h"
#include "store/plain_git.h"
#include "store/process.h"
#include "store/store_state.h"
#include "store/tree_changes.h"
#include "store/upkeep.h"
#include "store/work_tree.h"
#include "store/yaml_text.h"

namespace tkt {

namespace fs = std::filesystem;

namespace {

// What only a history without filters of changed paths takes.
constexpr std::chrono::milliseconds kSlowHistory{700};

// What counts is HEAD: the work tree's desk.yaml may be gone.
bool has_desk_in_git(const fs::path& folder) {
  std::error_code none;
  if (!fs::exists(folder / ".git", none)) {
    return false;
  }
  try {
    const git::Repository repository(folder);
    const std::optional<git::Oid> head = repository.head();
    return head && repository.entry(repository.tree_of(*head), kDeskFile, git::Modes::any);
  } catch (const Error&) {
    return false;
  }
}

// The nearest folder, from `start` upwards, with a desk.yaml.
fs::path find_desk(const fs::path& start) {
  std::error_code none;
  const fs::path from = fs::canonical(start, none);
  if (none) {
    throw Error(ErrorKind::storage, fmt::format("there is no folder '{}'", start.string()));
  }
  for (fs::path folder = from;; folder = folder.parent_path()) {
    if (fs::exists(folder / kDeskFile, none) || has_desk_in_git(folder)) {
      return folder;
    }
    if (folder == folder.parent_path()) {
      break;
    }
  }
  throw Error(ErrorKind::storage,
              fmt::format("there is no desk in '{}' or above it", from.string()),
              "go to a desk's folder or name it with -C; 'tkt init' makes one");
}

std::shared_ptr<const git::Repository> open_repository(const fs::path& folder) {
  std::error_code none;
  if (!fs::exists(folder / ".git", none)) {
    throw Error(
        ErrorKind::storage,
        fmt::format("'{}' is not at the root of a git repository", (folder / kDeskFile).string()),
        "a desk is a git repository with a desk.yaml at its root");
  }
  return std::make_shared<const git::Repository>(folder);
}

git::Oid head_of(const git::Repository& repository) {
  const std::optional<git::Oid> head = repository.head();
  if (!head) {
    throw Error(ErrorKind::storage,
                fmt::format("the repository '{}' holds no commit yet", repository.root().string()),
                "commit its desk.yaml with git, or make a desk elsewhere with 'tkt init'");
  }
  return *head;
}

bool is_ours(const std::string& path) {
  return kind_of(path) != FileKind::other;
}

// nullopt also for what git cannot give, or has in an odd mode. A lost object is lost at a second
// look, too; a disk that failed once has not made an edit of it.
std::optional<std::string> in_git(const Snapshot& snapshot, const std::string& path) {
  for (int look = 0; look < 2; ++look) {
    try {
      return snapshot.file(path);
    } catch (const Error&) {
    }
  }
  return std::nullopt;
}

// Of a snapshot: the path itself where it is one of a file, or all files below.
std::vector<std::string> files_at(const Snapshot& snapshot, const std::string& place) {
  if (!is_ours(place)) {
    return snapshot.files(place);
  }
  return in_git(snapshot, place) ? std::vector<std::string>{place} : std::vector<std::string>{};
}

// Other line ends are what git's core.autocrlf or an attribute made of a file, and no edit.
bool is_edited(const std::optional<std::string>& bytes, const std::optional<std::string>& in_git) {
  return !bytes || !in_git || (*bytes != *in_git && with_plain_line_ends(*bytes) != *in_git);
}

// The paths at a place whose bytes are not the snapshot's; what is no plain file differs.
void add_differing(const WorkTree& work_tree, const Snapshot& snapshot, const std::string& place,
                   std::set<std::string>& paths) {
  const auto contents = work_tree.contents(place);
  for (const auto& [path, bytes] : contents) {
    if (is_ours(path) && is_place(path) && is_edited(bytes, in_git(snapshot, path))) {
      paths.insert(path);
    }
  }
  for (const std::string& path : files_at(snapshot, place)) {
    if (is_ours(path) && contents.count(path) == 0) {
      paths.insert(path);
    }
  }
}

// The fields of `git log`, each ended by NUL, four for a commit.
std::vector<std::string> fields_of(const std::string& output) {
  std::vector<std::string> fields;
  for (std::size_t at = 0; at < output.size();) {
    const std::size_t end = std::min(output.find('\0', at), output.size());
    fields.push_back(output.substr(at, end - at));
    at = end + 1;
  }
  return fields;
}

Instant instant_of(const std::string& seconds) {
  long long value = 0;
  std::from_chars(seconds.data(), seconds.data() + seconds.size(), value);
  return Instant(Seconds(value));
}

std::vector<Store::LogEntry> log_of_git(const std::filesystem::path& root, std::string_view path) {
  const Outcome outcome =
      run_git(root.string(), {"--literal-pathspecs", "log", "-z", "--no-show-signature",
                              "--format=%H%x00%an%x00%at%x00%s", "HEAD", "--", std::string(path)});
  if (outcome.status != 0) {
    throw Error(ErrorKind::storage, fmt::format("git log failed: {}", outcome.errors));
  }
  const std::vector<std::string> fields = fields_of(outcome.output);
  std::vector<Store::LogEntry> entries;
  for (std::size_t i = 0; i + 4 <= fields.size(); i += 4) {
    entries.push_back({fields[i], fields[i + 1], instant_of(fields[i + 2]), fields[i + 3]});
  }
  return entries;
}

}  // namespace

Store::Store(std::shared_ptr<State> state) : state_(std::move(state)) {}

Store Store::open(const fs::path& start) {
  return Store(std::make_shared<State>(open_repository(find_desk(start))));
}

Store Store::create(const fs::path& folder,
                    const std::vector<std::pair<std::string, std::string>>& files,
                    std::string_view subject, const Author& author, const std::string& program) {
  auto repository = std::make_shared<const git::Repository>(git::Repository::init(folder));
  const WorkTree work_tree(repository->root());
  Change change(std::make_unique<Change::State>(repository, Wait::bounded));
  const std::optional<git::Oid> head = repository->head();
  for (const auto& [path, text] : files) {
    if (work_tree.read(path) || (head && repository->entry(repository->tree_of(*head), path))) {
      throw Error(ErrorKind::refused,
                  fmt::format("'{}' is there already in '{}'", path, folder.string()),
                  path == kDeskFile ? "this folder holds a desk" : "move it out of the way");
    }
    change.put(path, text);
  }
  if (!program.empty()) {
    tkt::set_up_plain_git(*repository, program);  // a process that dies here can begin anew
  }
  change.commit(subject, {}, author);
  return Store(std::make_shared<State>(std::move(repository)));
}

GitIdentity Store::identity_in(const fs::path& folder) {
  if (git::is_repository(folder)) {
    return Store(std::make_shared<State>(open_repository(folder))).identity();
  }
  return {git::user_config("user.name").value_or(""), git::user_config("user.email").value_or("")};
}

const fs::path& Store::root() const {
  return state_->repository->root();
}

const fs::path& Store::state_folder() const {
  try {
    make_state_folder(*state_->repository);
  } catch (const Error&) {
    // A desk that may only be read; what wants to write there will say so itself.
  }
  return state_->folder;
}

GitIdentity Store::identity() const {
  return {git_config("user.name").value_or(""), git_config("user.email").value_or("")};
}

std::optional<std::string> Store::git_config(std::string_view key) const {
  return state_->repository->config(key);
}

void Store::set_up_plain_git(const std::string& program) const {
  tkt::set_up_plain_git(*state_->repository, program);
}

std::vector<std::string> Store::missing_for_plain_git() const {
  return tkt::missing_for_plain_git(*state_->repository);
}

std::vector<Stopped> Store::merged_by_lines(const Snapshot& snapshot,
                                            const std::optional<git::Oid>& since) const {
  const fs::path shallow = state_->repository->common_dir() / "shallow";
  std::error_code none;
  if (fs::exists(shallow, none)) {
    return {{".git/shallow", 0,
             "the history is cut off, so that merges which plain git made are not looked at: git "
             "fetch --unshallow"}};
  }
  return tkt::merged_by_lines(*state_->repository, snapshot.commit(), since);
}

Snapshot Store::snapshot_of(const git::Oid& commit) const {
  return {state_->repository, commit};
}

std::optional<std::vector<FileChange>> Store::changes_since(const Snapshot& snapshot,
                                                            const git::Oid& commit) const {
  const git::Repository& repository = *state_->repository;
  if (!repository.has(commit) ||
      repository.merge_bases(commit, snapshot.commit()) != std::vector<git::Oid>{commit}) {
    return std::nullopt;
  }
  std::vector<FileChange> changes;
  compare_trees(repository, repository.tree_of(commit), repository.tree_of(snapshot.commit()),
                [&](const TreeChange& change) {
                  changes.push_back({change.path, change.after.has_value()});
                });
  return changes;
}

void Store::may_read_edited_desk() const {
  state_->edited_desk = work_tree_file(kDeskFile);
}

Snapshot Store::snapshot() const {
  return {state_->repository, head_of(*state_->repository), state_->index, state_->edited_desk};
}

Change Store::change(Wait wait) const {
  auto state = std::make_unique<Change::State>(state_->repository, wait);
  state->index = state_->index;
  state->snapshot.emplace(state_->repository, head_of(*state_->repository), state->index,
                          state_->edited_desk);
  // None where the last commit's desk.yaml is broken.
  const std::shared_ptr<Index>& index = state->snapshot->index();
  const auto odd = index ? index->odd_files(*state->head) : std::vector<OddFile>();
  if (!odd.empty()) {
    throw Error(ErrorKind::refused, odd.front().path + ": " + problem_of(odd.front()),
                mending_of(odd.front()));
  }
  return Change(std::move(state));
}

std::vector<std::string> Store::hand_edits(const Snapshot& snapshot,
                                           const std::vector<std::string>& places) const {
  const WorkTree work_tree(root());
  std::set<std::string> paths;
  for (const std::string& place : places) {
    add_differing(work_tree, snapshot, place, paths);
  }
  return {paths.begin(), paths.end()};
}

std::vector<std::string> Store::likely_hand_edits(const Snapshot& snapshot,
                                                  const std::vector<std::string>& places) const {
  std::vector<std::string> words = {
      "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignored", "--"};
  words.insert(words.end(), places.begin(), places.end());
  const Outcome outcome = run_git(root().string(), words);
  if (outcome.status != 0) {
    return hand_edits(snapshot, places);
  }
  std::vector<std::string> suspects;
  std::vector<std::string> strange;
  for (const std::string& line : fields_of(outcome.output)) {
    std::string path = line.substr(std::min<std::size_t>(3, line.size()));  // "XY path"
    (is_place(path) ? suspects : strange).push_back(std::move(path));
  }
  std::vector<std::string> found = hand_edits(snapshot, suspects);
  found.insert(found.end(), strange.begin(), strange.end());
  return found;
}

std::optional<std::string> Store::work_tree_file(std::string_view path) const {
  return WorkTree(root()).read(path);
}

std::vector<Store::LogEntry> Store::log(std::string_view path) const {
  const auto begin = std::chrono::steady_clock::now();
  const git::Repository& repository = *state_->repository;
  std::vector<LogEntry> entries;
  if (const auto commits = path_history(repository, head_of(repository), path)) {
    for (const git::CommitInfo& commit : *commits) {
      entries.push_back({commit.oid.hex(), commit.author, commit.when, commit.subject});
    }
  } else {
    entries = log_of_git(root(), path);
  }
  if (std::chrono::steady_clock::now() - begin > kSlowHistory) {
    speed_up_history(repository, state_->folder);
  }
  return entries;
}

}  // namespace tkt
