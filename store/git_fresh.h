// SPDX-License-Identifier: MIT
//
// New objects on their way to the disk. libgit2 would flush each of them twice, its file and its
// folder, one after the other; gathered, they share the journal commits of the file system, and a
// commit of five objects takes two of them instead of ten. libgit2 also passes over an object that
// is there already, though git itself may have written it without a flush: those are flushed too.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <git2.h>
#include <git2/sys/odb_backend.h>

#include "store/git.h"

namespace tkt::git {

/// Takes the writes of an object database until they are stored. libgit2 owns it.
class FreshObjects : public git_odb_backend {
 public:
  explicit FreshObjects(std::filesystem::path folder);

  /// Writes what was taken as loose objects, flushed; their names are not.
  void store();
  /// The folders whose flush flushes the names.
  [[nodiscard]] std::vector<std::string> take_unflushed();

 private:
  struct Object {
    git_object_t type;
    std::string bytes;
  };

  static int read(void** data, size_t* size, git_object_t* type, git_odb_backend* self,
                  const git_oid* oid);
  static int read_header(size_t* size, git_object_t* type, git_odb_backend* self,
                         const git_oid* oid);
  static int write(git_odb_backend* self, const git_oid* oid, const void* data, size_t size,
                   git_object_t type);
  static int exists(git_odb_backend* self, const git_oid* oid);
  static int freshen(git_odb_backend* self, const git_oid* oid);
  static void free(git_odb_backend* self);

  [[nodiscard]] const Object* find(const git_oid* oid) const;
  [[nodiscard]] std::filesystem::path place_of(const Oid& oid) const;
  [[nodiscard]] std::vector<std::string> known_files();
  void put_in_place(const Oid& oid, const std::string& file);

  std::filesystem::path folder_;
  std::map<Oid, Object> taken_;
  std::set<Oid> known_;              ///< written again while they are there already
  std::set<std::string> unflushed_;  ///< folders with new names in them
};

}  // namespace tkt::git
