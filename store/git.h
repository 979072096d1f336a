// SPDX-License-Identifier: MIT
//
// Git's object store, references and configuration. The only door to libgit2.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/instant.h"

namespace tkt::git {

/// The name of an object: SHA-1, 20 bytes.
struct Oid {
  std::array<std::uint8_t, 20> bytes{};
  auto operator<=>(const Oid&) const = default;  // NOLINT(modernize-use-nullptr)
  [[nodiscard]] std::string hex() const;
  static std::optional<Oid> from_hex(std::string_view text);
};

struct Signature {
  std::string name;
  std::string email;
  Instant when;
  Seconds offset{};
};

/// An entry of a tree: a plain file, or a folder.
struct TreeEntry {
  std::string name;
  Oid oid;
  bool folder = false;
  /// Neither of them, which no desk holds (store/odd_mode.h); else 0.
  unsigned odd_mode = 0;
};

/// What reading a tree does with an entry of an odd mode: throw Error{storage}, or give it out.
enum class Modes { plain, any };

/// What two trees have under one name; nullopt where one has nothing.
struct EntryPair {
  std::optional<TreeEntry> before;
  std::optional<TreeEntry> after;
};

/// A commit as its history tells it.
struct CommitInfo {
  Oid oid;
  Oid tree;
  std::vector<Oid> parents;
  std::string author;
  std::string email;
  Instant when;       ///< the author's
  Instant committed;  ///< the committer's
  std::string subject;
  std::string encoding;  ///< of author and subject, where they are not in UTF-8
};

/// A repository. Not for use by two threads at once; each opens its own.
class Repository {
 public:
  /// Throws Error{storage}: not a repository, owned by somebody else, bare.
  explicit Repository(const std::filesystem::path& root);
  /// Makes one on branch main, flushed to the disk, or opens the one that is there.
  static Repository init(const std::filesystem::path& root);
  ~Repository();
  Repository(Repository&&) noexcept;
  Repository& operator=(Repository&&) noexcept;

  [[nodiscard]] const std::filesystem::path& root() const;  ///< of the work tree
  /// Where HEAD and the index stand: ".git", or ".git/worktrees/NAME" of a linked work tree.
  [[nodiscard]] const std::filesystem::path& git_dir() const;
  /// Where branches and objects stand: ".git".
  [[nodiscard]] const std::filesystem::path& common_dir() const;

  /// "refs/heads/main", the one that moves where HEAD's is another name of it; throws
  /// Error{refused} for a detached HEAD.
  [[nodiscard]] std::string branch() const;
  /// HEAD's commit; nullopt on an unborn branch.
  [[nodiscard]] std::optional<Oid> head() const;
  /// What "refs/remotes/origin/main" and the like stand on; nullopt where there is none.
  [[nodiscard]] std::optional<Oid> reference(const std::string& name) const;
  /// Puts a reference on a commit, wherever it stood. Not for branches.
  void set_reference(const std::string& name, const Oid& to, const std::string& reflog) const;
  [[nodiscard]] bool has(const Oid& object) const;
  [[nodiscard]] Oid tree_of(const Oid& commit) const;
  [[nodiscard]] std::vector<TreeEntry> tree(const Oid& tree, Modes modes = Modes::plain) const;
  /// The entries by which two trees differ, by name; nullopt is a tree of nothing. What is equal in
  /// both is only looked over, which is most of what there is to see. Throws as `tree`.
  [[nodiscard]] std::vector<EntryPair> differing(const std::optional<Oid>& before,
                                                 const std::optional<Oid>& after,
                                                 Modes modes = Modes::plain) const;
  /// The blob or tree at a path; nullopt where there is none.
  [[nodiscard]] std::optional<TreeEntry> entry(const Oid& tree, std::string_view path,
                                               Modes modes = Modes::plain) const;
  [[nodiscard]] std::string blob(const Oid& blob) const;

  /// Of a blob, without reading it.
  [[nodiscard]] std::uint64_t size(const Oid& blob) const;

  /// The best common ancestors of two commits, by name: none of unrelated histories, several of
  /// those that merged each other crosswise.
  [[nodiscard]] std::vector<Oid> merge_bases(const Oid& a, const Oid& b) const;
  [[nodiscard]] CommitInfo commit(const Oid& commit) const;
  /// The commits of `tip`'s history that are not in the others', newest first.
  [[nodiscard]] std::vector<CommitInfo> commits(const Oid& tip,
                                                const std::vector<Oid>& without) const;

  /// The last commits that lead to `tip`, and not to `since`, newest first.
  [[nodiscard]] std::vector<CommitInfo> last_commits(const Oid& tip,
                                                     const std::optional<Oid>& since,
                                                     std::size_t most) const;

  // Writing objects. They are held in memory, and can be read, until they are stored.
  Oid write_blob(std::string_view bytes) const;
  /// `tree` with these paths set to blobs (nullopt: removed; emptied folders go).
  Oid write_tree(const std::optional<Oid>& tree,
                 const std::map<std::string, std::optional<Oid>>& changes) const;
  Oid write_commit(const Oid& tree, const std::vector<Oid>& parents, std::string_view message,
                   const Signature& author, const Signature& committer) const;
  /// The objects are on the disk when it returns, but for their names.
  void store_objects() const;
  /// The folders that hold their names, for the caller to flush.
  [[nodiscard]] std::vector<std::string> unflushed_folders() const;

  /// Moves the branch from `from` (nullopt: unborn) to `to`; false where it stands somewhere else
  /// by now. Throws, with the branch where it was, for anything else that prevents it.
  bool move_branch(const std::string& branch, const std::optional<Oid>& from, const Oid& to,
                   std::string_view reflog) const;

  /// The name that a blob of these bytes would have.
  [[nodiscard]] static Oid hash_blob(std::string_view bytes);
  /// A merge, rebase, cherry-pick or the like in progress, in words ("a merge"); empty when there
  /// is none.
  [[nodiscard]] std::string operation_in_progress() const;

  /// As it was when the first key was asked for; what `set_config` sets is seen.
  [[nodiscard]] std::optional<std::string> config(std::string_view key) const;
  /// In .git/config.
  void set_config(const std::string& key, const std::string& value) const;
  /// Permission bits that `core.sharedRepository` adds to created files: 0, 0060, 0064, 0660...
  [[nodiscard]] unsigned shared_mode() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The three-way merge of lines; nullopt where both sides changed the same ones.
[[nodiscard]] std::optional<std::string> merge_lines(std::string_view base, std::string_view ours,
                                                     std::string_view theirs);

/// Whether there is a repository in a folder; false for one that is only half there.
[[nodiscard]] bool is_repository(const std::filesystem::path& root);

/// Git's configuration outside any repository.
[[nodiscard]] std::optional<std::string> user_config(std::string_view key);

}  // namespace tkt::git
