// SPDX-License-Identifier: MIT
#include "store/git.h"

#include <chrono>
#include <thread>

#include <fcntl.h>
#include <fmt/core.h>
#include <git2.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/error.h"
#include "store/file.h"
#include "store/git_internal.h"
#include "store/head.h"

// libgit2 starts TLS and SSH, with a source of randomness for each and the system's whole bundle of
// certificates, which costs more than all the rest of many a command. No connection is ever made
// through libgit2, so these calls end here: the linker's --wrap leads them to the first names, a
// shared library's search for its symbol to the other.
#ifdef TKT_STATIC_LIBGIT2
// NOLINTBEGIN(bugprone-reserved-identifier): the linker makes these names
extern "C" int __wrap_git_mbedtls_stream_global_init() {
  return 0;
}
extern "C" int __wrap_git_transport_ssh_global_init() {
  return 0;
}
// NOLINTEND(bugprone-reserved-identifier)
#else
extern "C" int mbedtls_x509_crt_parse_file(void* /*chain*/, const char* /*path*/) {
  return 0;
}
#endif

namespace tkt::git {
namespace {

namespace fs = std::filesystem;

// How long another program's lock on the branch is waited for.
constexpr auto kBranchWait = std::chrono::seconds(2);
constexpr auto kBranchPause = std::chrono::milliseconds(10);
constexpr int kMostAliases = 5;  // as in git

[[noreturn]] void throw_cannot_open(int status, const fs::path& root) {
  if (status == GIT_EOWNER) {
    throw Error(ErrorKind::storage,
                fmt::format("the repository '{}' belongs to another user", root.string()),
                "run tkt as its owner, or trust the folder in git's safe.directory");
  }
  if (status == GIT_ENOTFOUND) {
    throw Error(ErrorKind::storage, fmt::format("'{}' is not a git repository", root.string()));
  }
  check(status, fmt::format("open the repository '{}'", root.string()));
  throw Error(ErrorKind::storage, fmt::format("the repository '{}' is bare", root.string()),
              "a desk needs a work tree: clone it");
}

std::optional<Oid> tip(git_repository* repository, const std::string& name) {
  git_oid oid;
  const int status = git_reference_name_to_id(&oid, repository, name.c_str());
  if (status == GIT_ENOTFOUND) {
    return std::nullopt;
  }
  check(status, fmt::format("read '{}'", name));
  return from_git(oid);
}

int try_move(git_repository* repository, const std::string& branch, const std::optional<Oid>& from,
             const Oid& to, const std::string& reflog) {
  git_reference* moved = nullptr;
  const git_oid target = to_git(to);
  int status = 0;
  if (from) {
    const git_oid current = to_git(*from);
    status = git_reference_create_matching(&moved, repository, branch.c_str(), &target, 1, &current,
                                           reflog.c_str());
  } else {
    status = git_reference_create(&moved, repository, branch.c_str(), &target, 0, reflog.c_str());
  }
  git_reference_free(moved);
  return status;
}

/// libgit2 gives the lock of a branch without a file the branch's name by a second link, and leaves
/// the first where it cannot be removed. Nobody holds such a lock.
void remove_left_lock(const fs::path& branch) {
  const std::string lock = branch.string() + ".lock";
  struct stat of_branch {};
  struct stat of_lock {};
  if (::lstat(branch.c_str(), &of_branch) == 0 && ::lstat(lock.c_str(), &of_lock) == 0 &&
      of_branch.st_dev == of_lock.st_dev && of_branch.st_ino == of_lock.st_ino) {
    ::unlink(lock.c_str());
  }
}

/// The folder, made where it is missing and held until the descriptor is closed, so that two
/// processes do not make one repository at the same time.
Fd exclusive_folder(const fs::path& root) {
  make_folders(root.string());
  Fd folder = open_file(root.string(), O_RDONLY | O_DIRECTORY);
  if (::flock(folder.get(), LOCK_EX) != 0) {
    throw_errno(fmt::format("lock the folder '{}'", root.string()));
  }
  return folder;
}

/// What whoever made the repository held when it died, and the file or link by which libgit2 tries
/// out what the file system can do.
void remove_left_behind(const fs::path& root) {
  for (const char* name : {"config.lock", "HEAD.lock"}) {
    remove_file((root / ".git" / name).string());
  }
  for (const auto& entry : fs::directory_iterator(root)) {
    if (entry.path().filename().string().rfind("_git2_", 0) == 0 &&
        (entry.is_symlink() || (entry.is_regular_file() && entry.file_size() == 0))) {
      remove_file(entry.path().string());
    }
  }
}

// libgit2 flushes nothing of a new repository.
void flush_all(const fs::path& root) {
  std::vector<std::string> paths = {fs::absolute(root).parent_path().string(), root.string(),
                                    (root / ".git").string()};
  for (const auto& entry : fs::recursive_directory_iterator(root / ".git")) {
    paths.push_back(entry.path().string());
  }
  flush_each(paths);
}

}  // namespace

void start_libgit2() {
  static const bool started = [] {
    check(git_libgit2_init(), "start libgit2");
    check(git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1), "make libgit2 write to the disk");
    // As git itself: the names are checked when objects come in, and zlib's sums whenever they are
    // read.
    check(git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0), "set libgit2 up");
    return true;
  }();
  static_cast<void>(started);
}

void check(int status, std::string_view what) {
  if (status >= 0) {
    return;
  }
  const git_error* error = git_error_last();
  throw Error(ErrorKind::storage,
              fmt::format("cannot {}: {}", what,
                          error != nullptr && error->message != nullptr ? error->message
                                                                        : "no reason was given"));
}

git_repository* Repository::State::handle() {
  if (!opened) {
    git_repository* handle = nullptr;
    const int status = open_repository(&handle, root);
    opened.reset(handle);
    if (status != 0 || git_repository_is_bare(handle) != 0) {
      opened.reset();
      throw_cannot_open(status, root);
    }
  }
  return opened.get();
}

// libgit2 takes longer to start than the index to answer, so it is not started before it is needed.
// Where anything is out of the ordinary, it alone knows what is where, and is needed at once.
Repository::Repository(const fs::path& root) : state_(std::make_unique<State>()) {
  state_->root = root;
  if (is_ordinary_repository(root)) {
    state_->root = fs::canonical(root);
    state_->git_dir = state_->common_dir = state_->root / ".git";
    return;
  }
  git_repository* handle = state_->handle();
  state_->root = fs::path(git_repository_workdir(handle)).parent_path();
  state_->git_dir = fs::path(git_repository_path(handle)).parent_path();
  state_->common_dir = fs::path(git_repository_commondir(handle)).parent_path();
}

Repository Repository::init(const fs::path& root) {
  const Fd alone = exclusive_folder(root);
  // One that is only half there is what a dead process left; it is made whole.
  const bool whole = is_repository(root);
  if (!whole || !Repository(root).head()) {
    remove_left_behind(root);
  }
  if (!whole) {
    git_repository_init_options options = GIT_REPOSITORY_INIT_OPTIONS_INIT;
    options.flags = GIT_REPOSITORY_INIT_MKDIR | GIT_REPOSITORY_INIT_MKPATH;
    options.initial_head = "main";
    git_repository* handle = nullptr;
    const int status = git_repository_init_ext(&handle, root.c_str(), &options);
    git_repository_free(handle);
    check(status, fmt::format("make a repository in '{}'", root.string()));
    flush_all(root);
  }
  return Repository(root);
}

Repository::~Repository() = default;
Repository::Repository(Repository&&) noexcept = default;
Repository& Repository::operator=(Repository&&) noexcept = default;

const fs::path& Repository::root() const {
  return state_->root;
}
const fs::path& Repository::git_dir() const {
  return state_->git_dir;
}
const fs::path& Repository::common_dir() const {
  return state_->common_dir;
}

std::string Repository::branch() const {
  git_reference* found = nullptr;
  check(git_reference_lookup(&found, state_->handle(), "HEAD"), "read 'HEAD'");
  const ReferencePtr head(found);
  if (git_reference_type(found) != GIT_REFERENCE_SYMBOLIC) {
    throw Error(ErrorKind::refused, "HEAD is detached: no branch is checked out",
                "check out the desk's branch, as in: git switch main");
  }
  std::string name = git_reference_symbolic_target(found);
  // A branch may be another name of one, which is what moves.
  for (int step = 0; step < kMostAliases; ++step) {
    git_reference* next = nullptr;
    if (git_reference_lookup(&next, state_->handle(), name.c_str()) != 0) {
      break;  // unborn
    }
    const ReferencePtr owner(next);
    if (git_reference_type(next) != GIT_REFERENCE_SYMBOLIC) {
      break;
    }
    name = git_reference_symbolic_target(next);
  }
  return name;
}

std::optional<Oid> Repository::head() const {
  const std::optional<Oid> found = state_->opened ? std::nullopt : read_head(state_->root);
  if (found) {
    return found;
  }
  return tip(state_->handle(), "HEAD");
}

std::optional<Oid> Repository::reference(const std::string& name) const {
  return tip(state_->handle(), name);
}

void Repository::set_reference(const std::string& name, const Oid& to,
                               const std::string& reflog) const {
  git_reference* made = nullptr;
  const git_oid target = to_git(to);
  const int status =
      git_reference_create(&made, state_->handle(), name.c_str(), &target, 1, reflog.c_str());
  git_reference_free(made);
  check(status, fmt::format("set '{}'", name));
}

bool Repository::move_branch(const std::string& branch, const std::optional<Oid>& from,
                             const Oid& to, std::string_view reflog) const {
  const fs::path file = state_->common_dir / branch;
  const auto give_up = std::chrono::steady_clock::now() + kBranchWait;
  for (;;) {
    const int status = try_move(state_->handle(), branch, from, to, std::string(reflog));
    if (status == 0) {
      remove_left_lock(file);
      return true;
    }
    const git_error* last = git_error_last();
    const std::string reason = last != nullptr ? last->message : "";
    // The branch may have moved although an error came back (its new name stands, the flush of the
    // folder failed), so what it says now decides, not the status.
    const std::optional<Oid> now = tip(state_->handle(), branch);
    if (now == to) {
      remove_left_lock(file);
      return true;
    }
    if (now != from) {
      return false;
    }
    if (status != GIT_ELOCKED) {
      throw Error(ErrorKind::storage, fmt::format("cannot move '{}': {}", branch, reason));
    }
    if (std::chrono::steady_clock::now() >= give_up) {
      throw Error(ErrorKind::busy,
                  fmt::format("git holds the branch: '{}.lock' is there", file.string()),
                  "wait for the other git command to end; if none runs any more, delete the file");
    }
    std::this_thread::sleep_for(kBranchPause);
    remove_left_lock(file);
  }
}

std::string Repository::operation_in_progress() const {
  switch (git_repository_state(state_->handle())) {
    case GIT_REPOSITORY_STATE_NONE: return "";
    case GIT_REPOSITORY_STATE_MERGE: return "a merge";
    case GIT_REPOSITORY_STATE_REVERT:
    case GIT_REPOSITORY_STATE_REVERT_SEQUENCE: return "a revert";
    case GIT_REPOSITORY_STATE_CHERRYPICK:
    case GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE: return "a cherry-pick";
    case GIT_REPOSITORY_STATE_BISECT: return "a bisection";
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX: return "an application of patches";
    default: return "a rebase";
  }
}

bool is_repository(const fs::path& root) {
  git_repository* opened = nullptr;
  const int status = open_repository(&opened, root);
  git_repository_free(opened);
  return status != GIT_ENOTFOUND;
}

}  // namespace tkt::git
