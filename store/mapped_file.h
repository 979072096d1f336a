// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace tkt {

/// A file's bytes, mapped into memory: for files of many megabytes, which git replaces whole and
/// never writes in place. One that is replaced stays as it was when it was opened.
class MappedFile {
 public:
  MappedFile() = default;
  /// Empty where there is no file. Throws Error{storage}; a disk that fails later, as the bytes are
  /// looked at, ends the process (SIGBUS), as it ends git.
  explicit MappedFile(const std::string& path);
  MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  MappedFile& operator=(MappedFile&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~MappedFile();

  [[nodiscard]] std::string_view bytes() const { return bytes_; }

 private:
  std::string_view bytes_;
};

}  // namespace tkt
