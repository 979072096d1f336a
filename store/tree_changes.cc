// SPDX-License-Identifier: MIT
#include "store/tree_changes.h"

#include <algorithm>
#include <vector>

namespace tkt {

namespace {

using Entries = std::vector<git::TreeEntry>;

class Comparison {
 public:
  Comparison(const git::Repository& repository,
             const std::function<void(const TreeChange&)>& report)
      : repository_(repository), report_(report) {}

  void folders(const std::optional<git::Oid>& before, const std::optional<git::Oid>& after,
               const std::string& prefix) const;

 private:
  void entries(const git::TreeEntry* before, const git::TreeEntry* after,
               const std::string& prefix) const;
  [[nodiscard]] Entries read(const std::optional<git::Oid>& tree) const;

  const git::Repository& repository_;
  const std::function<void(const TreeChange&)>& report_;
};

/// By name alone: git orders a folder as if its name ended in a slash.
Entries Comparison::read(const std::optional<git::Oid>& tree) const {
  Entries entries = tree ? repository_.tree(*tree) : Entries();
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  return entries;
}

std::optional<git::Oid> folder_of(const git::TreeEntry* entry) {
  return entry != nullptr && entry->folder ? std::optional(entry->oid) : std::nullopt;
}

std::optional<git::Oid> file_of(const git::TreeEntry* entry) {
  return entry != nullptr && !entry->folder ? std::optional(entry->oid) : std::nullopt;
}

void Comparison::entries(const git::TreeEntry* before, const git::TreeEntry* after,
                         const std::string& prefix) const {
  const std::string path = prefix + (before != nullptr ? before : after)->name;
  if (file_of(before) != file_of(after)) {
    report_({path, file_of(before), file_of(after)});
  }
  if (folder_of(before) != folder_of(after)) {
    folders(folder_of(before), folder_of(after), path + "/");
  }
}

void Comparison::folders(const std::optional<git::Oid>& before,
                         const std::optional<git::Oid>& after, const std::string& prefix) const {
  const Entries old_entries = read(before);
  const Entries new_entries = read(after);
  auto old_entry = old_entries.begin();
  auto new_entry = new_entries.begin();
  while (old_entry != old_entries.end() || new_entry != new_entries.end()) {
    const bool only_old = new_entry == new_entries.end() ||
                          (old_entry != old_entries.end() && old_entry->name < new_entry->name);
    const bool only_new = old_entry == old_entries.end() ||
                          (new_entry != new_entries.end() && new_entry->name < old_entry->name);
    entries(only_new ? nullptr : &*old_entry, only_old ? nullptr : &*new_entry, prefix);
    old_entry += only_new ? 0 : 1;
    new_entry += only_old ? 0 : 1;
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
