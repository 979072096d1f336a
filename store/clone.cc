// SPDX-License-Identifier: MIT
#include "store/clone.h"

#include <cstdio>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/error.h"
#include "store/file.h"
#include "store/plain_git.h"
#include "store/records.h"
#include "store/remote.h"
#include "store/snapshot.h"
#include "store/three_trees.h"
#include "store/work_tree.h"

namespace tkt {
namespace {

namespace fs = std::filesystem;

void expect(const Outcome& outcome, std::string_view what) {
  if (outcome.status != 0) {
    throw Error(ErrorKind::storage, fmt::format("git cannot {}: {}", what, outcome.errors));
  }
}

void refuse_taken(const fs::path& folder) {
  std::error_code none;
  if (fs::exists(folder, none) && !fs::is_empty(folder, none)) {
    throw Error(ErrorKind::refused,
                fmt::format("'{}' is there already, and not empty", folder.string()),
                "name another folder: tkt clone URL DIR");
  }
}

/// The branch that a desk is on: the remote's HEAD, else main, else its only one.
std::string branch_of(const std::string& url, const Advertised& there) {
  if (there.branches.empty()) {
    throw Error(ErrorKind::refused, fmt::format("'{}' is empty: there is no desk yet", url),
                "'tkt init --remote URL' makes one there");
  }
  for (const std::string& name : {there.head, std::string("main")}) {
    if (there.branches.count(name) != 0) {
      return name;
    }
  }
  if (there.branches.size() > 1) {
    throw Error(ErrorKind::refused,
                fmt::format("'{}' has several branches, and its HEAD names none of them", url),
                "in that repository: git symbolic-ref HEAD refs/heads/BRANCH");
  }
  return there.branches.begin()->first;
}

/// The folder in which a clone is made until it is whole; the next attempt clears what a dead one
/// left.
class Workshop {
 public:
  explicit Workshop(const fs::path& folder)
      : path_(folder.parent_path() / fmt::format(".{}.tkt-clone", folder.filename().string())) {
    if (::mkdir(path_.c_str(), 0777) != 0 && errno != EEXIST) {
      throw_errno(fmt::format("make the folder '{}'", path_.string()));
    }
    handle_ = open_file(path_.string(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    if (::flock(handle_.get(), LOCK_EX | LOCK_NB) != 0) {
      throw Error(ErrorKind::busy,
                  fmt::format("somebody else is cloning into '{}'", folder.string()),
                  "nothing was changed; try again");
    }
    clear();
  }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;
  ~Workshop() {
    std::error_code none;
    fs::remove_all(path_, none);
  }

  [[nodiscard]] const fs::path& path() const { return path_; }
  /// On the disk, and in its place, when it returns.
  void finish(const fs::path& folder) {
    if (::syncfs(handle_.get()) != 0 || std::rename(path_.c_str(), folder.c_str()) != 0) {
      throw_errno(fmt::format("make the folder '{}'", folder.string()));
    }
    flush_folder(folder.parent_path().string());
  }

 private:
  void clear() {
    for (const auto& entry : fs::directory_iterator(path_)) {
      fs::remove_all(entry.path());
    }
  }

  fs::path path_;
  Fd handle_;
};

void write_files(const git::Repository& repository, const git::Oid& tree, const std::string& prefix,
                 WorkTree& work_tree) {
  for (const git::TreeEntry& entry : repository.tree(tree)) {
    const std::string path = prefix + entry.name;
    if (entry.folder) {
      write_files(repository, entry.oid, path + "/", work_tree);
    } else {
      work_tree.write_new(path, repository.blob(entry.oid));
    }
  }
}

/// Nothing larger than what `tkt sync` takes over is read.
void refuse_large(const git::Repository& repository, const std::vector<ThreeFiles>& files,
                  const std::string& url) {
  for (const ThreeFiles& file : files) {
    if (repository.size(file.theirs.value()) > most_bytes(file.path)) {
      throw Error(ErrorKind::refused,
                  fmt::format("'{}' cannot be cloned: '{}': it is larger than {} MiB", url,
                              file.path, most_bytes(file.path) >> 20U),
                  "nothing was made; whoever has that desk can take it out");
    }
  }
}

/// The files of the branch, and git's index. Not by `git checkout`, which would run the filters
/// that the files of the other side ask for.
void check_out(const fs::path& root, const std::string& url) {
  const auto repository = std::make_shared<const git::Repository>(root);
  const auto commit = repository->head();
  if (!commit || !repository->entry(repository->tree_of(*commit), "desk.yaml")) {
    throw Error(ErrorKind::refused, fmt::format("'{}' holds no desk: it has no desk.yaml", url),
                "'tkt init --remote URL' makes one in an empty repository");
  }
  const ThreeTrees found =
      compare_three(*repository, std::nullopt, std::nullopt, repository->tree_of(*commit));
  if (!found.problems.empty()) {
    throw Error(ErrorKind::refused,
                fmt::format("'{}' cannot be cloned: '{}': {}", url, found.problems[0].path,
                            found.problems[0].message),
                "nothing was made; whoever has that desk can take it out");
  }
  refuse_large(*repository, found.files, url);
  (void)Snapshot(repository, *commit);
  WorkTree work_tree(root);
  write_files(*repository, repository->tree_of(*commit), "", work_tree);
  expect(run_git(root.string(), {"read-tree", "HEAD"}), "make the index");
}

}  // namespace

void clone_desk(const std::string& url, const fs::path& folder, const fs::path& from,
                const Talk& talk) {
  refuse_taken(folder);
  const std::string source = lasting_url(url, from);
  const std::string shown = shown_url(url);
  const std::string branch = branch_of(shown, ask_url(from.string(), source, talk));
  make_folders(folder.parent_path().string());
  Workshop workshop(folder);
  const std::string root = workshop.path().string();
  const Outcome cloned = run_git_transport(
      from.string(),
      {"clone", "--quiet", "--no-checkout", "--no-local", "--no-tags", "--no-recurse-submodules",
       "--origin", "origin", "--branch", branch, "--", source, root},
      talk);
  if (cloned.status != 0) {
    throw Error(ErrorKind::refused,
                fmt::format("'{}' cannot be cloned: {}", shown, shown_url(cloned.errors)),
                "nothing was made; try again");
  }
  if (fs::exists(workshop.path() / ".git/shallow")) {
    throw Error(
        ErrorKind::refused,
        fmt::format("'{}' is shallow: the history that a merge needs is not all there", shown),
        "there: git fetch --unshallow");
  }
  check_out(workshop.path(), shown);
  if (!git::user_config("tkt.auto-sync")) {
    expect(run_git(root, {"config", "tkt.auto-sync", "true"}), "configure the clone");
  }
  set_up_plain_git(git::Repository(workshop.path()), program_for_git());
  workshop.finish(folder);
}

std::string lasting_url(const std::string& url, const fs::path& from) {
  std::error_code none;
  const fs::path path = fs::canonical(from / url, none);
  return none || url.find("://") != std::string::npos ? url : path.string();
}

void set_origin(const fs::path& root, const std::string& url) {
  const Outcome head = run_git(root.string(), {"symbolic-ref", "HEAD"});
  expect(head, "read HEAD");
  const std::string reference = head.output.substr(0, head.output.find('\n'));
  const std::string key = "branch." + reference.substr(std::string_view("refs/heads/").size());
  expect(run_git(root.string(), {"remote", "add", "--", "origin", url}), "add the remote");
  expect(run_git(root.string(), {"config", key + ".remote", "origin"}), "set the remote");
  expect(run_git(root.string(), {"config", key + ".merge", reference}), "set the remote's branch");
}

}  // namespace tkt
