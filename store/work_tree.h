// SPDX-License-Identifier: MIT
//
// The files that people see. Paths are relative to the root ("clients/kgalagadi-foods.yaml"); no
// symbolic link is ever followed, so that nothing outside is read or written, whatever stands
// there.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <sys/stat.h>

#include "store/file.h"

namespace tkt {

/// Whether a path of the work tree is relative and plain, and not in .git. No others are read or
/// written.
[[nodiscard]] bool is_place(std::string_view path);
/// Throws Error{refused} unless a path is such a one with no hidden name on the way: a file of
/// tkt's. A work tree takes others too (".gitignore").
void check_path(std::string_view path);

class WorkTree {
 public:
  explicit WorkTree(const std::filesystem::path& root);

  /// The bytes of a plain file; nullopt where there is nothing. Throws Error{refused} for anything
  /// else that stands there or on the way: a link, a folder, a device.
  [[nodiscard]] std::optional<std::string> read(std::string_view path) const;
  /// As the index wants it; all zero where there is no plain file.
  [[nodiscard]] struct stat seen(std::string_view path) const;
  // A file is put in place wholly or not at all: written beside its place, flushed, moved. Many
  // are written before the first is flushed, which costs the disk less.

  /// Writes the file's bytes beside its place; makes folders.
  void write_beside(std::string_view path, std::string_view bytes);
  void flush_beside(const std::vector<std::string>& paths) const;
  void move_in_place(std::string_view path);
  /// Writes a file where none is; makes folders. Without a promise that it is on the disk: for a
  /// work tree that nobody sees until its maker has flushed all of it.
  void write_new(std::string_view path, std::string_view bytes);
  /// Removes a file and the folders that it leaves empty.
  void remove(std::string_view path);
  /// Returns when all names that were made and removed are on the disk, and `others` as well.
  void flush_folders(const std::vector<std::string>& others);
  /// Removes what a dead process wrote beside the file's place.
  void clean_up(std::string_view path) const;
  /// Paths of the plain files and links at a place (a file, or all below a folder), sorted.
  [[nodiscard]] std::vector<std::string> files(std::string_view place) const;
  /// The same with their bytes; nullopt for a link, a device, or what cannot be read.
  [[nodiscard]] std::map<std::string, std::optional<std::string>> contents(
      std::string_view place) const;

 private:
  [[nodiscard]] Fd make_folders(std::string_view path);

  Fd root_;
  std::set<std::string> unflushed_;  ///< folders with new or removed names; "" is the root
};

}  // namespace tkt
