// SPDX-License-Identifier: MIT
//
// The files that people see. Paths are relative to the root ("clients/kgalagadi-foods.yaml"); no
// symbolic link is ever followed, so that nothing outside is read or written, whatever stands
// there.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/stat.h>

#include "store/file.h"

namespace tkt {

/// Throws Error{refused} unless a path is relative, plain and outside of .git.
void check_path(std::string_view path);

class WorkTree {
 public:
  explicit WorkTree(const std::filesystem::path& root);

  /// The bytes of a plain file; nullopt where there is nothing. Throws Error{refused} for anything
  /// else that stands there or on the way: a link, a folder, a device.
  [[nodiscard]] std::optional<std::string> read(std::string_view path) const;
  /// As the index wants it; all zero where there is no plain file.
  [[nodiscard]] struct stat seen(std::string_view path) const;
  /// Puts a file in place, wholly or not at all, and on the disk before it returns; makes folders.
  void put(std::string_view path, std::string_view bytes) const;
  /// Removes a file and the folders that it leaves empty.
  void remove(std::string_view path) const;
  /// Removes what a process that died in `put` left behind.
  void clean_up(std::string_view path) const;
  /// Paths of the plain files and links at a place (a file, or all below a folder), sorted.
  [[nodiscard]] std::vector<std::string> files(std::string_view place) const;

 private:
  Fd root_;
};

}  // namespace tkt
