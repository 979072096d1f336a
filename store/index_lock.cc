// SPDX-License-Identifier: MIT
#include "store/index_lock.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <ctime>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/error.h"
#include "store/file.h"
#include "store/process.h"

namespace tkt {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

// A plain `git add` or `git commit` of 100,000 files holds its lock for a fifth of a second.
constexpr milliseconds kIndexWait{2000};

fs::path marker_in(const fs::path& state_folder) {
  return state_folder / "index-lock";
}
fs::path lock_in(const fs::path& git_dir) {
  return git_dir / "index.lock";
}

fs::path fresh_in(const fs::path& state_folder) {
  return state_folder / "index.new";
}

fs::path copy_in(const fs::path& state_folder) {
  return state_folder / "index.copy";
}

void make_marker(const fs::path& marker) {
  remove_file(marker.string());
  static_cast<void>(open_file(marker.string(), O_WRONLY | O_CREAT | O_EXCL));
}

// True when we hold the lock now, false when somebody else does.
bool take(const fs::path& marker, const fs::path& lock) {
  if (::link(marker.c_str(), lock.c_str()) == 0) {
    return true;
  }
  if (errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS) {
    // A file system without second names: git's own way, and like git's, a lock left by a process
    // that dies has to be removed by hand.
    const Fd plain(::open(lock.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (plain) {
      return true;
    }
  }
  if (errno != EEXIST) {
    throw_errno(fmt::format("make '{}'", lock.string()));
  }
  return false;
}

[[noreturn]] void throw_held(const fs::path& lock) {
  struct stat status {};
  const bool there = ::stat(lock.c_str(), &status) == 0;
  const std::time_t age =
      there ? std::max<std::time_t>(std::time(nullptr) - status.st_mtime, 0) : 0;
  throw Error(ErrorKind::busy,
              fmt::format("another git command holds the work tree: '{}' is there since {} s",
                          lock.string(), age),
              "nothing was changed; wait for that command to end; if none runs any more, one died, "
              "and its lock may be deleted");
}

bool same_file(const fs::path& a, const fs::path& b) {
  struct stat first {};
  struct stat second {};
  return ::lstat(a.c_str(), &first) == 0 && ::lstat(b.c_str(), &second) == 0 &&
         first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

}  // namespace

IndexLock::IndexLock(const git::Repository& repository, const fs::path& state_folder,
                     std::vector<std::string> paths, Wait wait)
    : git_dir_(repository.git_dir()),
      root_(repository.root()),
      state_folder_(state_folder),
      paths_(std::move(paths)) {
  const fs::path marker = marker_in(state_folder_);
  const fs::path lock = lock_in(git_dir_);
  make_marker(marker);
  const milliseconds limit = wait == Wait::bounded ? kIndexWait : milliseconds(0);
  if (!keep_trying([&] { return take(marker, lock); }, limit)) {
    remove_file(marker.string());
    throw_held(lock);
  }
  try {
    read(repository);
  } catch (...) {
    give_back();
    throw;
  }
}

// An index that is missing, or that a power cut left empty or torn, holds nothing that anybody has
// staged: it is made anew from HEAD, for git would take all that it lacks for removed.
void IndexLock::read(const git::Repository& repository) {
  file_ = MappedFile(index_file().string());
  if (!file_.bytes().empty()) {
    try {
      bytes_.emplace(file_.bytes(), paths_);
      return;
    } catch (const Error&) {  // made anew
    }
  }
  file_ = repository.head() ? from_head() : MappedFile();
  bytes_.emplace(file_.bytes(), paths_);
}

MappedFile IndexLock::from_head() const {
  const fs::path copy = copy_in(state_folder_);
  remove_file(copy.string());
  const Outcome outcome =
      run_git(root_.string(), {"read-tree", "HEAD"}, "", {"GIT_INDEX_FILE=" + copy.string()});
  if (outcome.status != 0) {
    throw Error(ErrorKind::storage,
                fmt::format("git's index cannot be made anew: {}", outcome.errors),
                "see what `git status` says about it");
  }
  MappedFile file(copy.string());
  remove_file(copy.string());
  return file;
}

IndexLock::~IndexLock() {
  give_back();
}

// A lock that does not go stays beside its marker, by which the next command knows it for tkt's.
void IndexLock::give_back() const {
  if (::unlink(lock_in(git_dir_).c_str()) == 0 || errno == ENOENT) {
    ::unlink(marker_in(state_folder_).c_str());
  }
}

fs::path IndexLock::index_file() const {
  return git_dir_ / "index";
}

bool IndexLock::unmerged() const {
  if (bytes_->supported()) {
    return bytes_->unmerged();
  }
  return !run_git(root_.string(), {"ls-files", "-z", "--unmerged"}).output.empty();
}

std::optional<git::Oid> IndexLock::entry(const std::string& path) const {
  if (bytes_->supported()) {
    return bytes_->entry(path);
  }
  // "100644 <name of the blob> 0\t<path>"
  const std::string line =
      run_git(root_.string(), {"--literal-pathspecs", "ls-files", "-z", "--stage", "--", path})
          .output;
  const std::size_t blank = line.find(' ');
  return blank == std::string::npos
             ? std::nullopt
             : git::Oid::from_hex(std::string_view(line).substr(blank + 1, 40));
}

std::string IndexLock::prepare(const git::IndexChanges& changes) {
  const std::string fresh = fresh_in(state_folder_).string();
  remove_file(fresh);
  const Fd file = open_file(fresh, O_RDWR | O_CREAT | O_EXCL);
  const auto write = [&](std::string_view bytes) { write_all(file, bytes, fresh); };
  if (bytes_->supported()) {
    bytes_->write_changed(changes, write);
  } else {
    write(by_git(changes));
  }
  return fresh;
}

void IndexLock::replace() {
  if (std::rename(fresh_in(state_folder_).c_str(), index_file().c_str()) != 0) {
    throw_errno(fmt::format("replace '{}'", index_file().string()));
  }
  flush_folder(git_dir_.string());
}

// The forms that IndexBytes leaves alone: git changes a copy.
std::string IndexLock::by_git(const git::IndexChanges& changes) const {
  const fs::path copy = copy_in(state_folder_);
  fs::copy_file(index_file(), copy, fs::copy_options::overwrite_existing);
  std::string input;
  for (const auto& [path, entry] : changes) {
    input += entry ? fmt::format("100644 {} 0\t{}", entry->oid.hex(), path)
                   : fmt::format("0 {} 0\t{}", git::Oid().hex(), path);
    input += '\0';
  }
  const Outcome outcome = run_git(root_.string(), {"update-index", "-z", "--index-info"}, input,
                                  {"GIT_INDEX_FILE=" + copy.string()});
  if (outcome.status != 0) {
    throw Error(ErrorKind::storage,
                fmt::format("git cannot bring its index up to date: {}", outcome.errors));
  }
  std::string bytes = read_file(copy.string()).value_or("");
  remove_file(copy.string());
  return bytes;
}

void IndexLock::release_stale(const git::Repository& repository, const fs::path& state_folder) {
  const fs::path marker = marker_in(state_folder);
  const fs::path lock = lock_in(repository.git_dir());
  if (same_file(marker, lock)) {
    remove_file(lock.string());
  }
  remove_file(marker.string());
  remove_file(fresh_in(state_folder).string());
  remove_file(copy_in(state_folder).string());
}

}  // namespace tkt
