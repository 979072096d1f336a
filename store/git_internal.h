// SPDX-License-Identifier: MIT
//
// What the files git_*.cc share. No others include it.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <git2.h>

#include "store/git.h"

namespace tkt::git {

template <auto Function>
struct FreeBy {
  template <class T>
  void operator()(T* object) const {
    Function(object);
  }
};

using RepositoryPtr = std::unique_ptr<git_repository, FreeBy<git_repository_free>>;
using ReferencePtr = std::unique_ptr<git_reference, FreeBy<git_reference_free>>;
using CommitPtr = std::unique_ptr<git_commit, FreeBy<git_commit_free>>;
using TreePtr = std::unique_ptr<git_tree, FreeBy<git_tree_free>>;
using BlobPtr = std::unique_ptr<git_blob, FreeBy<git_blob_free>>;
using TreebuilderPtr = std::unique_ptr<git_treebuilder, FreeBy<git_treebuilder_free>>;
using SignaturePtr = std::unique_ptr<git_signature, FreeBy<git_signature_free>>;
using OdbPtr = std::unique_ptr<git_odb, FreeBy<git_odb_free>>;
using RevwalkPtr = std::unique_ptr<git_revwalk, FreeBy<git_revwalk_free>>;
using ConfigPtr = std::unique_ptr<git_config, FreeBy<git_config_free>>;

class FreshObjects;

/// By key, as git tells it.
using ToldConfig = std::map<std::string, std::string>;

struct Repository::State {
  /// Starts libgit2 and opens the repository at the first call.
  git_repository* handle();
  /// Where writes go; made at the first.
  FreshObjects& fresh();

  /// As it is at the first call.
  git_config* config();
  /// Of one key; nullopt where it is not set.
  std::optional<std::string> config_value(std::string_view key);

  RepositoryPtr opened;
  ConfigPtr config_snapshot;
  std::optional<ToldConfig> told_config;  ///< empty where libgit2 knows all there is
  std::filesystem::path root;
  std::filesystem::path git_dir;
  std::filesystem::path common_dir;
  FreshObjects* fresh_objects = nullptr;  ///< owned by the handle's object database
};

/// Starts libgit2, once a process.
void start_libgit2();

/// Opens the repository at exactly `root`, or gives libgit2's status: GIT_EOWNER for another user's
/// that git's configuration doesn't trust, GIT_ENOTFOUND for none.
int open_repository(git_repository** opened, const std::filesystem::path& root);

/// Throws Error{storage, "cannot WHAT: ..."} with libgit2's reason, for a negative `status`.
void check(int status, std::string_view what);

/// Without its object. With Modes::plain throws Error{storage} for anything but a plain file or a
/// folder.
[[nodiscard]] TreeEntry checked_entry(std::string name, unsigned mode, Modes modes);

[[nodiscard]] Oid from_git(const git_oid& oid);
[[nodiscard]] git_oid to_git(const Oid& oid);

}  // namespace tkt::git
