// SPDX-License-Identifier: MIT
#include "store/git_fresh.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "model/error.h"
#include "store/file.h"
#include "store/git_internal.h"

namespace tkt::git {
namespace {

FreshObjects& ours(git_odb_backend* backend) {
  return *static_cast<FreshObjects*>(backend);
}

// "blob 6 NUL first\n", deflated: a loose object's file.
std::string deflated(git_object_t type, const std::string& bytes) {
  std::string plain = fmt::format("{} {}", git_object_type2string(type), bytes.size());
  plain += '\0';
  plain += bytes;
  uLongf size = compressBound(plain.size());
  std::string packed(size, '\0');
  if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
                reinterpret_cast<const Bytef*>(plain.data()), plain.size(), Z_BEST_SPEED) != Z_OK) {
    throw Error(ErrorKind::storage, "cannot deflate an object");
  }
  packed.resize(size);
  return packed;
}

// Files that are removed unless they got their final name.
class TemporaryFiles {
 public:
  TemporaryFiles() = default;
  TemporaryFiles(const TemporaryFiles&) = delete;
  TemporaryFiles& operator=(const TemporaryFiles&) = delete;
  ~TemporaryFiles() {
    for (const auto& [oid, name] : names_) {
      ::unlink(name.c_str());
    }
  }

  void write(const Oid& oid, const std::string& name, const std::string& bytes) {
    const Fd file = open_file(name, O_WRONLY | O_CREAT | O_EXCL, 0444);
    names_.emplace(oid, name);
    write_all(file, bytes, name);
    start_flush(file);
  }

  [[nodiscard]] const std::map<Oid, std::string>& names() const { return names_; }
  void forget(const Oid& oid) { names_.erase(oid); }

 private:
  std::map<Oid, std::string> names_;
};

}  // namespace

FreshObjects::FreshObjects(std::filesystem::path folder)
    : git_odb_backend{}, folder_(std::move(folder)) {
  version = GIT_ODB_BACKEND_VERSION;
  git_odb_backend::read = &FreshObjects::read;
  git_odb_backend::read_header = &FreshObjects::read_header;
  git_odb_backend::write = &FreshObjects::write;
  git_odb_backend::exists = &FreshObjects::exists;
  git_odb_backend::freshen = &FreshObjects::freshen;
  git_odb_backend::free = &FreshObjects::free;
}

void FreshObjects::store() {
  TemporaryFiles files;
  for (const auto& [oid, object] : taken_) {
    // git gc removes files of this name that a dead process left.
    files.write(oid, (folder_ / ("tmp_obj_" + oid.hex())).string() + fmt::format("_{}", ::getpid()),
                deflated(object.type, object.bytes));
  }
  std::vector<std::string> unflushed = known_files();
  for (const auto& [oid, name] : files.names()) {
    unflushed.push_back(name);
  }
  flush_each(unflushed);
  for (const auto& [oid, object] : taken_) {
    put_in_place(oid, files.names().at(oid));
    files.forget(oid);
  }
  taken_.clear();
}

// `git gc` removes the folders that it finds empty, also between the two calls.
void FreshObjects::put_in_place(const Oid& oid, const std::string& file) {
  constexpr int kAttempts = 100;
  const std::filesystem::path place = place_of(oid);
  for (int attempt = 1;; ++attempt) {
    if (::mkdir(place.parent_path().c_str(), 0777) == 0) {
      unflushed_.insert(folder_.string());
    } else if (errno != EEXIST) {
      throw_errno(fmt::format("make the folder '{}'", place.parent_path().string()));
    }
    if (std::rename(file.c_str(), place.c_str()) == 0) {
      break;
    }
    if (errno != ENOENT || attempt == kAttempts) {
      throw_errno(fmt::format("rename '{}'", file));
    }
  }
  unflushed_.insert(place.parent_path().string());
}

// Those that are not loose are in a pack, which git flushes when it makes one.
std::vector<std::string> FreshObjects::known_files() {
  std::vector<std::string> files;
  for (const Oid& oid : known_) {
    const std::filesystem::path place = place_of(oid);
    if (::access(place.c_str(), F_OK) == 0) {
      files.push_back(place.string());
      unflushed_.insert(place.parent_path().string());
      unflushed_.insert(folder_.string());
    }
  }
  known_.clear();
  return files;
}

std::vector<std::string> FreshObjects::take_unflushed() {
  std::vector<std::string> folders(unflushed_.begin(), unflushed_.end());
  unflushed_.clear();
  return folders;
}

std::filesystem::path FreshObjects::place_of(const Oid& oid) const {
  const std::string hex = oid.hex();
  return folder_ / hex.substr(0, 2) / hex.substr(2);
}

const FreshObjects::Object* FreshObjects::find(const git_oid* oid) const {
  const auto found = taken_.find(from_git(*oid));
  return found == taken_.end() ? nullptr : &found->second;
}

int FreshObjects::read(void** data, size_t* size, git_object_t* type, git_odb_backend* self,
                       const git_oid* oid) {
  const Object* object = ours(self).find(oid);
  if (object == nullptr) {
    return GIT_ENOTFOUND;
  }
  *data = git_odb_backend_data_alloc(self, object->bytes.size());
  if (*data == nullptr) {
    return GIT_ERROR;
  }
  std::memcpy(*data, object->bytes.data(), object->bytes.size());
  *size = object->bytes.size();
  *type = object->type;
  return GIT_OK;
}

int FreshObjects::read_header(size_t* size, git_object_t* type, git_odb_backend* self,
                              const git_oid* oid) {
  const Object* object = ours(self).find(oid);
  if (object == nullptr) {
    return GIT_ENOTFOUND;
  }
  *size = object->bytes.size();
  *type = object->type;
  return GIT_OK;
}

int FreshObjects::write(git_odb_backend* self, const git_oid* oid, const void* data, size_t size,
                        git_object_t type) {
  ours(self).known_.erase(from_git(*oid));
  ours(self).taken_.insert_or_assign(
      from_git(*oid), Object{type, std::string(static_cast<const char*>(data), size)});
  return GIT_OK;
}

int FreshObjects::exists(git_odb_backend* self, const git_oid* oid) {
  return ours(self).find(oid) != nullptr ? 1 : 0;
}

// libgit2 asks all databases in turn whether they have what it is about to write.
int FreshObjects::freshen(git_odb_backend* self, const git_oid* oid) {
  if (ours(self).find(oid) != nullptr) {
    return GIT_OK;
  }
  ours(self).known_.insert(from_git(*oid));
  return GIT_ENOTFOUND;
}

void FreshObjects::free(git_odb_backend* self) {
  delete &ours(self);
}

}  // namespace tkt::git
