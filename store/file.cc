// SPDX-License-Identifier: MIT
#include "store/file.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/error.h"

namespace tkt {
namespace {

constexpr std::size_t kFlushers = 16;

}  // namespace

Fd::~Fd() {
  if (fd_ >= 0) {
    ::close(fd_);
  }
}

void throw_errno(std::string_view what) {
  const int code = errno;
  throw Error(ErrorKind::storage, fmt::format("cannot {}: {}", what, std::strerror(code)));
}

Fd open_file(const std::string& path, int flags, unsigned mode) {
  Fd file(::open(path.c_str(), flags | O_CLOEXEC, mode));
  if (!file) {
    throw_errno(fmt::format("open '{}'", path));
  }
  return file;
}

std::string read_all(const Fd& file, std::string_view name) {
  struct stat status {};
  std::string bytes;
  if (::fstat(file.get(), &status) == 0 && status.st_size > 0) {
    bytes.resize(static_cast<std::size_t>(status.st_size) + 1);  // one more, to see the end
  }
  std::size_t filled = 0;
  for (;;) {
    if (filled == bytes.size()) {
      bytes.resize(filled + 4096);
    }
    const ssize_t count = ::read(file.get(), bytes.data() + filled, bytes.size() - filled);
    if (count == 0) {
      bytes.resize(filled);
      return bytes;
    }
    if (count > 0) {
      filled += static_cast<std::size_t>(count);
    } else if (errno != EINTR) {
      throw_errno(fmt::format("read '{}'", name));
    }
  }
}

std::optional<std::string> read_file(const std::string& path) {
  const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file && errno == ENOENT) {
    return std::nullopt;
  }
  if (!file) {
    throw_errno(fmt::format("open '{}'", path));
  }
  return read_all(file, path);
}

void write_all(const Fd& file, std::string_view bytes, std::string_view name) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file.get(), bytes.data(), bytes.size());
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      throw_errno(fmt::format("write '{}'", name));
    }
  }
}

// A flush that failed is not tried again: the system may have dropped the bytes, and would then
// report success.
void flush(const Fd& file, std::string_view name) {
  if (::fsync(file.get()) != 0) {
    throw_errno(fmt::format("write '{}' to the disk", name));
  }
}

void flush_each(std::size_t count, const std::function<Fd(std::size_t)>& open) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::exception_ptr failure;
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        flush(open(i), "a file");
      } catch (...) {
        const std::lock_guard guard(mutex);
        failure = failure ? failure : std::current_exception();
      }
    }
  };
  std::vector<std::thread> helpers;
  try {
    while (helpers.size() + 1 < std::min(count, kFlushers)) {
      helpers.emplace_back(work);
    }
  } catch (const std::system_error&) {
    // No more threads are to be had; those that are there do it.
  }
  work();
  for (std::thread& helper : helpers) {
    helper.join();
  }
  if (failure) {
    std::rethrow_exception(failure);
  }
}

void flush_each(const std::vector<std::string>& paths) {
  flush_each(paths.size(), [&](std::size_t i) { return open_file(paths[i], O_RDONLY); });
}

// The system then finds a place on the disk for every one of several files before the first of them
// is flushed, and flushes the places of all of them at once.
void start_flush(const Fd& file) {
  ::sync_file_range(
      file.get(), 0, 0,
      SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER);
}

void flush_folder(const std::string& path) {
  flush(open_file(path, O_RDONLY | O_DIRECTORY), path);
}

void replace_file(const std::string& path, std::string_view bytes, unsigned mode) {
  const std::string fresh = path + ".new";
  {
    const Fd file = open_file(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, mode);
    write_all(file, bytes, fresh);
    flush(file, fresh);
  }
  if (std::rename(fresh.c_str(), path.c_str()) != 0) {
    throw_errno(fmt::format("rename '{}'", fresh));
  }
  flush_folder(std::filesystem::path(path).parent_path());
}

void make_folders(const std::string& path) {
  std::error_code failed;
  std::filesystem::create_directories(path, failed);
  if (failed) {
    throw Error(ErrorKind::storage,
                fmt::format("cannot make the folder '{}': {}", path, failed.message()));
  }
}

bool remove_file(const std::string& path) {
  if (::unlink(path.c_str()) == 0) {
    return true;
  }
  if (errno != ENOENT) {
    throw_errno(fmt::format("remove '{}'", path));
  }
  return false;
}

}  // namespace tkt
