// SPDX-License-Identifier: MIT
#include "store/mapped_file.h"

#include <cerrno>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "store/file.h"

namespace tkt {

MappedFile::MappedFile(const std::string& path) {
  const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file && errno == ENOENT) {
    return;
  }
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0) {
    throw_errno(fmt::format("open '{}'", path));
  }
  if (status.st_size == 0) {
    return;
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* const begin = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (begin == MAP_FAILED) {
    throw_errno(fmt::format("read '{}'", path));
  }
  bytes_ = {static_cast<const char*>(begin), size};
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) {
    ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
  }
}

}  // namespace tkt
