// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "store/git.h"
#include "store/index_bytes.h"
#include "store/lock.h"
#include "store/mapped_file.h"

namespace tkt {

/// Git's index, held by git's own lock, ".git/index.lock": while it lives, no git command changes
/// index, HEAD or work tree.
///
/// The lock is made as a second name of the file "index-lock" in the state folder. A lock that a
/// dead tkt left behind is thereby told from anybody else's: it is the same file.
class IndexLock {
 public:
  /// Waits a little for another's lock, then throws Error{busy} that names the file and its age.
  /// Reads the index for `paths`, sorted; one that cannot be read is made anew from HEAD.
  IndexLock(const git::Repository& repository, const std::filesystem::path& state_folder,
            std::vector<std::string> paths, Wait wait);
  IndexLock(const IndexLock&) = delete;
  IndexLock& operator=(const IndexLock&) = delete;
  ~IndexLock();

  /// Whether some path of the index is left from an unfinished merge.
  [[nodiscard]] bool unmerged() const;
  /// What the index holds for one of the paths; nullopt where it holds nothing.
  [[nodiscard]] std::optional<git::Oid> entry(const std::string& path) const;
  /// Writes the index with these entries beside it; returns the file, for the caller to flush.
  [[nodiscard]] std::string prepare(const git::IndexChanges& changes);
  /// Puts what was prepared in its place, on the disk before it returns.
  void replace();

  /// Removes the lock that a dead tkt left. The caller holds the desk's Lock.
  static void release_stale(const git::Repository& repository,
                            const std::filesystem::path& state_folder);

 private:
  [[nodiscard]] std::filesystem::path index_file() const;
  void read(const git::Repository& repository);
  [[nodiscard]] MappedFile from_head() const;
  [[nodiscard]] std::string by_git(const git::IndexChanges& changes) const;
  void give_back() const;

  std::filesystem::path git_dir_;
  std::filesystem::path root_;
  std::filesystem::path state_folder_;
  std::vector<std::string> paths_;
  MappedFile file_;
  std::optional<git::IndexBytes> bytes_;  ///< of it
};

}  // namespace tkt
