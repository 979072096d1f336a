// SPDX-License-Identifier: MIT
#include "store/exchange.h"

#include <charconv>
#include <set>
#include <sstream>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>

#include "model/error.h"
#include "store/file.h"
#include "store/recovery.h"
#include "store/remote_locks.h"

namespace tkt {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr milliseconds kSyncWait = std::chrono::seconds(30);
constexpr milliseconds kOwnGrace{500};
constexpr int kQuestions = 5;

std::string git_output(const fs::path& root, const std::vector<std::string>& words) {
  const Outcome outcome = run_git(root.string(), words);
  if (outcome.status != 0) {
    throw Error(ErrorKind::storage,
                fmt::format("git {} failed: {}", words.front(), outcome.errors));
  }
  return outcome.output.substr(0, outcome.output.find_last_not_of('\n') + 1);
}

template <class Number = int>
Number number_in(std::string_view text) {
  Number number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

fs::path seen_file(const fs::path& folder) {
  return folder / "seen";
}

std::string tracking_name(const Remote& remote) {
  return fmt::format("refs/remotes/{}/{}", remote.name, remote.branch);
}

std::string place_of(const Remote& remote) {
  return remote.name + " " + remote.branch;
}

// Lines of the file "seen": "<40 digits> origin main".
std::optional<git::Oid> seen_in(const std::string& text, const Remote& remote) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.size() > 41 && line.substr(41) == place_of(remote)) {
      return git::Oid::from_hex(std::string_view(line).substr(0, 40));
    }
  }
  return std::nullopt;
}

std::string with_seen(const std::string& text, const Remote& remote, const git::Oid& commit) {
  std::istringstream lines(text);
  std::string result;
  for (std::string line; std::getline(lines, line);) {
    if (line.size() > 41 && line.substr(41) != place_of(remote)) {
      result += line + "\n";
    }
  }
  return result + commit.hex() + " " + place_of(remote) + "\n";
}

// Everything that is known to have been on the remote's branch.
std::set<git::Oid> seen_at(const git::Repository& repository, const fs::path& folder,
                           const Remote& remote) {
  std::set<git::Oid> seen;
  for (const auto& known : {seen_in(read_file(seen_file(folder).string()).value_or(""), remote),
                            repository.reference(tracking_name(remote))}) {
    if (known) {
      seen.insert(*known);
    }
  }
  return seen;
}

void refuse_shallow(const git::Repository& repository) {
  if (fs::exists(repository.common_dir() / "shallow")) {
    throw Error(ErrorKind::refused,
                "this clone is shallow: the history that a merge needs is not all here",
                "'git fetch --unshallow' brings the rest");
  }
}

Fd lock_sync(const fs::path& folder, Wait wait) {
  Fd file = open_file((folder / "sync-lock").string(), O_RDWR | O_CREAT);
  const auto take = [&] { return ::flock(file.get(), LOCK_EX | LOCK_NB) == 0; };
  if (!keep_trying(take, wait == Wait::bounded ? kSyncWait : milliseconds(0))) {
    throw Error(ErrorKind::busy, "another sync of this clone is under way",
                "nothing was changed; try again");
  }
  return file;
}

fs::path marker_in(const fs::path& folder) {
  return folder / "syncing";
}

void make_marker(const fs::path& folder) {
  (void)open_file(marker_in(folder).string(), O_WRONLY | O_CREAT | O_TRUNC);
}

std::string wish_file(const Store& store) {
  return (store.state_folder() / "sync-wanted").string();
}

}  // namespace

LastSync last_sync(const Store& store) {
  // Three lines: when the last one was done, when one failed since, in seconds, and why.
  std::istringstream lines(read_file((store.state_folder() / "synced").string()).value_or(""));
  const auto next_instant = [&]() -> std::optional<Instant> {
    std::string line;
    std::getline(lines, line);
    return line.empty() ? std::nullopt
                        : std::optional(Instant(Seconds(number_in<long long>(line))));
  };
  LastSync last;
  last.done = next_instant();
  last.failed = next_instant();
  std::getline(lines, last.why);
  return last;
}

void note_sync(const Store& store, const LastSync& last) {
  const auto text = [](const std::optional<Instant>& time) {
    return time ? std::to_string(time->time_since_epoch().count()) : std::string();
  };
  try {
    replace_file((store.state_folder() / "synced").string(),
                 text(last.done) + "\n" + text(last.failed) + "\n" + last.why + "\n");
  } catch (const Error&) {
  }
}

std::optional<Distance> distance(const Store& store) {
  const git::Repository repository(store.root());
  const auto remote = find_remote(repository, "");
  if (!remote) {
    return std::nullopt;
  }
  Distance result{
      *remote, seen_in(read_file(seen_file(store.state_folder()).string()).value_or(""), *remote),
      0, 0};
  if (!result.seen) {
    result.seen = repository.reference(tracking_name(*remote));
  }
  if (!result.seen || !repository.has(*result.seen)) {
    result.ahead = number_in(git_output(store.root(), {"rev-list", "--count", "HEAD"}));
    return result;
  }
  const std::string counts = git_output(
      store.root(),
      {"rev-list", "--left-right", "--count", fmt::format("HEAD...{}", result.seen->hex())});
  result.ahead = number_in(counts);
  result.behind = number_in(std::string_view(counts).substr(counts.find('\t') + 1));
  return result;
}

std::optional<Exchange> Exchange::begin(const Store& store, std::string_view name, const Talk& talk,
                                        Wait wait) {
  const git::Repository repository(store.root());
  const auto remote = find_remote(repository, name);
  if (!remote) {
    return std::nullopt;
  }
  refuse_shallow(repository);
  return Exchange(store, *remote, talk, wait);
}

Exchange::Exchange(const Store& store, Remote remote, const Talk& talk, Wait wait)
    : repository_(std::make_shared<const git::Repository>(store.root())),
      folder_(store.state_folder()),
      remote_(std::move(remote)),
      talk_(talk),
      lock_(lock_sync(folder_, wait)) {
  std::error_code none;
  const auto died = fs::last_write_time(marker_in(folder_), none);
  if (!none) {
    clean_up(died);
  }
  make_marker(folder_);
}

Exchange::~Exchange() {
  if (lock_) {
    std::error_code none;
    fs::remove(marker_in(folder_), none);
  }
}

// What git may have left behind in a push that was broken off after `since`.
void Exchange::clean_up(fs::file_time_type since) const {
  remove_stale_lock(repository_->common_dir() / (tracking_name(remote_) + ".lock"), kOwnGrace);
  const std::string url = git_output(repository_->root(), {"remote", "get-url", remote_.name});
  remove_dead_push((repository_->root() / url).string(), remote_.branch, since);
}

bool Exchange::is_ancestor(const git::Oid& old, const git::Oid& young) const {
  return old == young ||
         (repository_->has(old) && run_git(repository_->root().string(),
                                           {"merge-base", "--is-ancestor", old.hex(), young.hex()})
                                           .status == 0);
}

// Whether the commit is here with all that it leads to: an object alone may be what is left of a
// fetch that was broken off.
bool Exchange::is_whole(const git::Oid& commit) const {
  const auto head = repository_->head();
  return repository_->reference(tracking_name(remote_)) == commit ||
         (head && is_ancestor(commit, *head));
}

int Exchange::count(const std::optional<git::Oid>& from, const git::Oid& to) const {
  std::vector<std::string> words = {"rev-list", "--count", to.hex()};
  if (from) {
    words.push_back("^" + from->hex());
  }
  return number_in(git_output(repository_->root(), words));
}

Exchange::Made Exchange::made(const git::Oid& commit) const {
  const std::string line = git_output(
      repository_->root(), {"log", "-1", "--no-show-signature", "--format=%ct %cn", commit.hex()});
  const std::size_t blank = line.find(' ');
  return {Instant(Seconds(number_in<long long>(line))),
          blank == std::string::npos ? "" : line.substr(blank + 1)};
}

std::optional<git::Oid> Exchange::fetch(bool rejoin) {
  for (int question = 0; question < kQuestions; ++question) {
    const Advertised there = ask_remote(repository_->root().string(), remote_.name, talk_);
    const auto branch = there.branches.find(remote_.branch);
    if (branch == there.branches.end()) {
      const auto seen = seen_at(*repository_, folder_, remote_);
      if (!seen.empty() && !rejoin) {
        throw_lost(*seen.begin(), std::nullopt);
      }
      if (!there.branches.empty()) {
        throw Error(ErrorKind::refused,
                    fmt::format("'{}' has no branch '{}', but '{}'", remote_.name, remote_.branch,
                                there.branches.begin()->first),
                    fmt::format("'git push {} {}' makes it there, if that is what is meant",
                                remote_.name, remote_.branch));
      }
      return std::nullopt;
    }
    const git::Oid commit = branch->second;
    if (is_whole(commit) ||
        fetch_commit(repository_->root().string(), remote_.name, commit, talk_)) {
      if (!rejoin) {
        check_seen(commit);
      }
      remember(commit);
      return commit;
    }
  }
  throw Error(ErrorKind::busy, fmt::format("'{}' changes faster than it can be read", remote_.name),
              "nothing was changed; try again");
}

bool Exchange::push(const git::Oid& commit) {
  const auto begun = fs::last_write_time(marker_in(folder_));
  switch (push_commit(repository_->root().string(), remote_, commit, talk_)) {
    case Pushed::done: remember(commit); return true;
    case Pushed::outrun: return false;
    case Pushed::unknown: break;
  }
  clean_up(begun);
  const Advertised there = ask_remote(repository_->root().string(), remote_.name, talk_);
  const auto branch = there.branches.find(remote_.branch);
  if (branch == there.branches.end() || branch->second != commit) {
    return false;
  }
  remember(commit);
  return true;
}

void Exchange::check_seen(const git::Oid& now) const {
  for (const git::Oid& seen : seen_at(*repository_, folder_, remote_)) {
    if (!is_ancestor(seen, now)) {
      throw_lost(seen, now);
    }
  }
}

void Exchange::throw_lost(const git::Oid& seen, const std::optional<git::Oid>& now) const {
  std::string what = "its branch '" + remote_.branch + "'";
  if (now && repository_->has(seen)) {
    const int lost = count(*now, seen);
    what = fmt::format("{} {}", lost, lost == 1 ? "commit" : "commits");
  } else if (now) {
    what = "commits";
  }
  throw Error(ErrorKind::refused,
              fmt::format("'{}' has lost {} that this clone has seen there: it was rewritten, or "
                          "restored from a backup",
                          remote_.name, what),
              "nothing was changed; 'tkt sync --rejoin' merges what is there now with what this "
              "clone has, and sends both");
}

void Exchange::remember(const git::Oid& commit) const {
  const fs::path file = seen_file(folder_);
  const std::string before = read_file(file.string()).value_or("");
  const std::string after = with_seen(before, remote_, commit);
  if (after != before) {
    replace_file(file.string(), after);
  }
  const std::string tracking = tracking_name(remote_);
  if (repository_->reference(tracking) != commit) {
    repository_->set_reference(tracking, commit, "tkt sync");
  }
}

void want_sync(const Store& store) {
  (void)open_file(wish_file(store), O_WRONLY | O_CREAT);
}

bool is_wanted(const Store& store) {
  std::error_code none;
  return fs::exists(wish_file(store), none);
}

bool take_wish(const Store& store) {
  return remove_file(wish_file(store));
}

}  // namespace tkt
