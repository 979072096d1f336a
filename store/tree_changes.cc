// SPDX-License-Identifier: MIT
#include "store/tree_changes.h"

#include <algorithm>
#include <vector>

namespace tkt {

namespace {

class Comparison {
 public:
  Comparison(const git::Repository& repository,
             const std::function<void(const TreeChange&)>& report)
      : repository_(repository), report_(report) {}

  void folders(const std::optional<git::Oid>& before, const std::optional<git::Oid>& after,
               const std::string& prefix) const;

 private:
  const git::Repository& repository_;
  const std::function<void(const TreeChange&)>& report_;
};

std::optional<git::Oid> folder_of(const std::optional<git::TreeEntry>& entry) {
  return entry && entry->folder ? std::optional(entry->oid) : std::nullopt;
}

std::optional<git::Oid> file_of(const std::optional<git::TreeEntry>& entry) {
  return entry && !entry->folder ? std::optional(entry->oid) : std::nullopt;
}

unsigned mode_of(const std::optional<git::TreeEntry>& entry) {
  return entry ? entry->odd_mode : 0;
}

void Comparison::folders(const std::optional<git::Oid>& before,
                         const std::optional<git::Oid>& after, const std::string& prefix) const {
  for (const auto& [old_entry, new_entry] : repository_.differing(before, after, git::Modes::any)) {
    const std::string path = prefix + (old_entry ? old_entry : new_entry)->name;
    if (file_of(old_entry) != file_of(new_entry) || mode_of(old_entry) != mode_of(new_entry)) {
      report_({path, file_of(old_entry), file_of(new_entry), mode_of(new_entry)});
    }
    if (folder_of(old_entry) != folder_of(new_entry)) {
      folders(folder_of(old_entry), folder_of(new_entry), path + "/");
    }
  }
}

}  // namespace

void compare_trees(const git::Repository& repository, const std::optional<git::Oid>& before,
                   const std::optional<git::Oid>& after,
                   const std::function<void(const TreeChange&)>& report) {
  if (before != after) {
    Comparison(repository, report).folders(before, after, "");
  }
}

}  // namespace tkt
