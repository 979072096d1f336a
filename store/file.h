// SPDX-License-Identifier: MIT
//
// Files by descriptor. Every failure is an Error{storage} that names what was being done and the
// system's reason.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tkt {

/// An open file descriptor, closed at the end of its life.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Fd();

  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

/// Throws Error{storage, "cannot WHAT: No space left on device"}, by errno.
[[noreturn]] void throw_errno(std::string_view what);

/// As open(2), with O_CLOEXEC; throws where it fails.
[[nodiscard]] Fd open_file(const std::string& path, int flags, unsigned mode = 0666);
/// From the descriptor's place to the end.
[[nodiscard]] std::string read_all(const Fd& file, std::string_view name);
/// A whole file; nullopt where there is none.
[[nodiscard]] std::optional<std::string> read_file(const std::string& path);
void write_all(const Fd& file, std::string_view bytes, std::string_view name);
/// Returns when the bytes are on the disk.
void flush(const Fd& file, std::string_view name);
/// Flushes many files or folders at once, each as `open` opens it. The disk takes one wait for all
/// of them, where one after the other would cost a wait each.
void flush_each(std::size_t count, const std::function<Fd(std::size_t)>& open);
/// As `flush_each`, by name.
void flush_each(const std::vector<std::string>& paths);
/// Lets the bytes start on their way, so that `flush` has less to wait for; no promise.
void start_flush(const Fd& file);
/// Returns when the names in a folder are on the disk.
void flush_folder(const std::string& path);
/// Puts `bytes` in place of a file, wholly or not at all, and on the disk before it returns.
void replace_file(const std::string& path, std::string_view bytes, unsigned mode = 0666);
/// Makes a folder, and those above it, where they are missing.
void make_folders(const std::string& path);
/// True where there was one.
bool remove_file(const std::string& path);

}  // namespace tkt
