// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <cstring>

#include <fmt/core.h>
#include <git2.h>

#include "model/error.h"
#include "store/git.h"
#include "store/git_fresh.h"
#include "store/git_internal.h"

namespace tkt::git {
namespace {

using Changes = std::map<std::string, std::optional<Oid>>;
using Place = Changes::const_iterator;

TreePtr find_tree(git_repository* repository, const Oid& oid) {
  git_tree* tree = nullptr;
  const git_oid wanted = to_git(oid);
  check(git_tree_lookup(&tree, repository, &wanted), fmt::format("read tree {}", oid.hex()));
  return TreePtr(tree);
}

CommitPtr find_commit(git_repository* repository, const Oid& oid) {
  git_commit* commit = nullptr;
  const git_oid wanted = to_git(oid);
  check(git_commit_lookup(&commit, repository, &wanted), fmt::format("read commit {}", oid.hex()));
  return CommitPtr(commit);
}

TreeEntry checked(const git_tree_entry* entry, Modes modes = Modes::plain) {
  TreeEntry result =
      checked_entry(git_tree_entry_name(entry), git_tree_entry_filemode_raw(entry), modes);
  result.oid = from_git(*git_tree_entry_id(entry));
  return result;
}

SignaturePtr make_signature(const Signature& who) {
  git_signature* made = nullptr;
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(who.offset);
  const int status =
      git_signature_new(&made, who.name.c_str(), who.email.c_str(),
                        who.when.time_since_epoch().count(), static_cast<int>(minutes.count()));
  if (status != 0) {
    throw Error(ErrorKind::refused,
                fmt::format("'{} <{}>' cannot be the author of a commit", who.name, who.email),
                "set user.name and user.email in git's configuration");
  }
  return SignaturePtr(made);
}

// Writes the tree that `old` becomes by the changes [first, last), all of whose paths begin with
// the same folder, `skip` bytes long. nullopt when nothing is left in it.
class TreeWriter {
 public:
  explicit TreeWriter(git_repository* repository) : repository_(repository) {}

  std::optional<Oid> write(const std::optional<Oid>& old, Place first, Place last,
                           std::size_t skip) const {
    const TreePtr tree = old ? find_tree(repository_, *old) : nullptr;
    git_treebuilder* made = nullptr;
    check(git_treebuilder_new(&made, repository_, tree.get()), "make a tree");
    const TreebuilderPtr builder(made);
    while (first != last) {
      const std::string& path = first->first;
      const std::size_t slash = path.find('/', skip);
      const std::string name = path.substr(skip, slash - skip);
      if (slash == std::string::npos) {
        set(made, name, first->second, GIT_FILEMODE_BLOB);
        ++first;
        continue;
      }
      const std::string folder = path.substr(0, slash + 1);
      const Place end = std::find_if(first, last, [&](const auto& change) {
        return change.first.compare(0, folder.size(), folder) != 0;
      });
      write_folder(made, name, first, end, slash + 1);
      first = end;
    }
    if (git_treebuilder_entrycount(made) == 0) {
      return std::nullopt;
    }
    return finish(made);
  }

  Oid finish(git_treebuilder* builder) const {
    git_oid oid;
    check(git_treebuilder_write(&oid, builder), "write a tree");
    return from_git(oid);
  }

 private:
  static void set(git_treebuilder* builder, const std::string& name, const std::optional<Oid>& oid,
                  git_filemode_t mode) {
    if (!oid) {
      if (git_treebuilder_get(builder, name.c_str()) != nullptr) {
        check(git_treebuilder_remove(builder, name.c_str()), fmt::format("remove '{}'", name));
      }
      return;
    }
    const git_oid target = to_git(*oid);
    check(git_treebuilder_insert(nullptr, builder, name.c_str(), &target, mode),
          fmt::format("put '{}' into a tree", name));
  }

  // A file of that name may just have been put there, or stand there still: then nothing may be
  // left of the folder.
  void write_folder(git_treebuilder* builder, const std::string& name, Place first, Place last,
                    std::size_t skip) const {
    const git_tree_entry* entry = git_treebuilder_get(builder, name.c_str());
    const std::optional<TreeEntry> there =
        entry == nullptr ? std::nullopt : std::optional(checked(entry));
    const bool file = there && !there->folder;
    const std::optional<Oid> written =
        write(there && there->folder ? std::optional(there->oid) : std::nullopt, first, last, skip);
    if (!file) {
      set(builder, name, written, GIT_FILEMODE_TREE);
    } else if (written) {
      throw Error(ErrorKind::storage, fmt::format("'{}' is a file where a folder must be", name));
    }
  }

  git_repository* repository_;
};

}  // namespace

std::string Oid::hex() const {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0xFU];
  }
  return text;
}

std::optional<Oid> Oid::from_hex(std::string_view text) {
  Oid oid;
  if (text.size() != 2 * oid.bytes.size()) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < oid.bytes.size(); ++i) {
    const char* digits = text.data() + 2 * i;
    if (std::from_chars(digits, digits + 2, oid.bytes[i], 16).ptr != digits + 2) {
      return std::nullopt;
    }
  }
  return oid;
}

TreeEntry checked_entry(std::string name, unsigned mode, Modes modes) {
  const bool odd = mode != GIT_FILEMODE_BLOB && mode != GIT_FILEMODE_TREE;
  if (odd && modes == Modes::plain) {
    throw Error(ErrorKind::storage,
                fmt::format("'{}' in git's history is neither a plain file nor a folder (mode "
                            "{:06o})",
                            name, mode),
                "a desk holds no symbolic links, submodules or programs");
  }
  return {std::move(name), {}, mode == GIT_FILEMODE_TREE, odd ? mode : 0};
}

Oid from_git(const git_oid& oid) {
  Oid result;
  std::memcpy(result.bytes.data(), oid.id, result.bytes.size());
  return result;
}

git_oid to_git(const Oid& oid) {
  git_oid result;
  std::memcpy(result.id, oid.bytes.data(), oid.bytes.size());
  return result;
}

bool Repository::has(const Oid& object) const {
  git_odb* found = nullptr;
  check(git_repository_odb(&found, state_->handle()), "open git's objects");
  const git_oid wanted = to_git(object);
  return git_odb_exists(OdbPtr(found).get(), &wanted) != 0;
}

Oid Repository::tree_of(const Oid& commit) const {
  return from_git(*git_commit_tree_id(find_commit(state_->handle(), commit).get()));
}

std::vector<TreeEntry> Repository::tree(const Oid& tree, Modes modes) const {
  const TreePtr found = find_tree(state_->handle(), tree);
  std::vector<TreeEntry> entries;
  for (std::size_t i = 0; i < git_tree_entrycount(found.get()); ++i) {
    entries.push_back(checked(git_tree_entry_byindex(found.get(), i), modes));
  }
  return entries;
}

std::optional<TreeEntry> Repository::entry(const Oid& tree, std::string_view path,
                                           Modes modes) const {
  // Step by step: git_tree_entry_bypath() takes a folder whose object is lost for one that is not
  // there.
  TreePtr folder = find_tree(state_->handle(), tree);
  for (std::string_view rest = path;;) {
    const std::size_t slash = rest.find('/');
    const std::string name(rest.substr(0, slash));
    const git_tree_entry* found = git_tree_entry_byname(folder.get(), name.c_str());
    if (found == nullptr) {
      return std::nullopt;
    }
    if (slash == std::string_view::npos) {
      return checked(found, modes);
    }
    if (git_tree_entry_type(found) != GIT_OBJECT_TREE) {
      return std::nullopt;
    }
    folder = find_tree(state_->handle(), from_git(*git_tree_entry_id(found)));
    rest.remove_prefix(slash + 1);
  }
}

std::string Repository::blob(const Oid& blob) const {
  git_blob* found = nullptr;
  const git_oid wanted = to_git(blob);
  check(git_blob_lookup(&found, state_->handle(), &wanted),
        fmt::format("read blob {}", blob.hex()));
  const BlobPtr owner(found);
  return {static_cast<const char*>(git_blob_rawcontent(found)),
          static_cast<std::size_t>(git_blob_rawsize(found))};
}

// Ahead of libgit2's own databases, whose priorities are 1 and 2.
FreshObjects& Repository::State::fresh() {
  if (fresh_objects == nullptr) {
    git_odb* found = nullptr;
    check(git_repository_odb(&found, handle()), "open git's objects");
    const OdbPtr odb(found);
    auto made = std::make_unique<FreshObjects>(common_dir / "objects");
    check(git_odb_add_backend(found, made.get(), 100), "add to git's objects");
    fresh_objects = made.release();
  }
  return *fresh_objects;
}

Oid Repository::write_blob(std::string_view bytes) const {
  state_->fresh();
  git_oid oid;
  check(git_blob_create_from_buffer(&oid, state_->handle(), bytes.data(), bytes.size()),
        "write a file into git");
  return from_git(oid);
}

Oid Repository::write_tree(const std::optional<Oid>& tree, const Changes& changes) const {
  state_->fresh();
  const TreeWriter writer(state_->handle());
  if (const std::optional<Oid> written = writer.write(tree, changes.begin(), changes.end(), 0)) {
    return *written;
  }
  git_treebuilder* empty = nullptr;
  check(git_treebuilder_new(&empty, state_->handle(), nullptr), "make a tree");
  return writer.finish(TreebuilderPtr(empty).get());
}

Oid Repository::write_commit(const Oid& tree, const std::vector<Oid>& parents,
                             std::string_view message, const Signature& author,
                             const Signature& committer) const {
  state_->fresh();
  std::vector<CommitPtr> owners;
  std::vector<const git_commit*> pointers;
  for (const Oid& parent : parents) {
    owners.push_back(find_commit(state_->handle(), parent));
    pointers.push_back(owners.back().get());
  }
  git_oid oid;
  check(
      git_commit_create(&oid, state_->handle(), nullptr, make_signature(author).get(),
                        make_signature(committer).get(), nullptr, std::string(message).c_str(),
                        find_tree(state_->handle(), tree).get(), pointers.size(), pointers.data()),
      "write a commit");
  return from_git(oid);
}

void Repository::store_objects() const {
  state_->fresh().store();
}

std::vector<std::string> Repository::unflushed_folders() const {
  return state_->fresh().take_unflushed();
}

Oid Repository::hash_blob(std::string_view bytes) {
  start_libgit2();
  git_oid oid;
  check(git_odb_hash(&oid, bytes.data(), bytes.size(), GIT_OBJECT_BLOB), "hash a file");
  return from_git(oid);
}

}  // namespace tkt::git
