// SPDX-License-Identifier: MIT
//
// Git's index as bytes: found, changed and summed without a parser's tree, since at 100,000 files
// the index is ten megabytes and all the rest of a commit twenty kilobytes.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/stat.h>

#include "store/git.h"

namespace tkt::git {

/// A file as the index is to have it.
struct IndexEntry {
  Oid oid;
  /// Of the file in the work tree. All zero where the file does not hold these bytes: git then
  /// looks into the file instead of trusting its times.
  struct stat seen {};
};
/// nullopt: removed.
using IndexChanges = std::map<std::string, std::optional<IndexEntry>>;

class IndexBytes {
 public:
  /// Looks for `paths`, which must be sorted, in bytes that outlive this. Empty bytes are an index
  /// without entries. Throws Error{storage} for what is no index.
  IndexBytes(std::string_view bytes, const std::vector<std::string>& paths);

  /// False for the forms that are left to the git program: version 4, split, sparse.
  [[nodiscard]] bool supported() const { return supported_; }
  [[nodiscard]] bool unmerged() const { return unmerged_; }
  /// What the index holds for one of `paths`; nullopt where it holds nothing.
  [[nodiscard]] std::optional<Oid> entry(const std::string& path) const;
  /// Gives the index with these changes, all of them to `paths`, to `write`, piece by piece: a
  /// second copy in memory would cost as much as writing it.
  void write_changed(const IndexChanges& changes,
                     const std::function<void(std::string_view)>& write) const;

 private:
  struct Place {
    std::size_t begin;  ///< of the entry, or where it would stand
    std::size_t end;    ///< `begin` where there is no entry
  };

  void scan(const std::vector<std::string>& paths);
  void look_at_extensions();
  [[nodiscard]] std::uint32_t count_after(const IndexChanges& changes) const;
  [[nodiscard]] std::string_view extensions() const;

  std::string_view bytes_;
  std::map<std::string, Place> places_;
  std::size_t entries_end_ = 0;
  std::uint32_t count_ = 0;
  bool supported_ = true;
  bool unmerged_ = false;
};

}  // namespace tkt::git
