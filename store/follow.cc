// SPDX-License-Identifier: MIT
#include "store/follow.h"

#include <algorithm>

#include "model/error.h"

namespace tkt {
namespace {

std::optional<git::Oid> hash_in(const WorkTree& work_tree, const std::string& path) {
  const std::optional<std::string> bytes = work_tree.read(path);
  return bytes ? std::optional(git::Repository::hash_blob(*bytes)) : std::nullopt;
}

enum class Need { nothing, writing, removal, respect };

// What a file needs to be as it is to be; respect where somebody else has changed it.
Need need_of(const WorkTree& work_tree, const FileStep& step) {
  try {
    const std::optional<git::Oid> now = hash_in(work_tree, step.path);
    if (now == step.after) {
      return Need::nothing;
    }
    if (now != step.found) {
      return Need::respect;
    }
    return step.after ? Need::writing : Need::removal;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::refused) {
      throw;
    }
    return Need::respect;
  }
}

// Brings the files; returns the paths of those that were left alone.
std::vector<std::string> bring_files(const git::Repository& repository, WorkTree& work_tree,
                                     const std::vector<FileStep>& steps) {
  std::vector<std::string> left_alone;
  std::vector<std::string> written;
  for (const FileStep& step : steps) {
    switch (need_of(work_tree, step)) {
      case Need::nothing: break;
      case Need::writing:
        work_tree.write_beside(step.path, repository.blob(*step.after));
        written.push_back(step.path);
        break;
      case Need::removal: work_tree.remove(step.path); break;
      case Need::respect: left_alone.push_back(step.path);
    }
  }
  work_tree.flush_beside(written);
  for (const std::string& path : written) {
    work_tree.move_in_place(path);
  }
  return left_alone;
}

}  // namespace

std::vector<std::string> follow(const git::Repository& repository, WorkTree& work_tree,
                                IndexLock& index, const std::vector<FileStep>& steps) {
  std::vector<std::string> left_alone = bring_files(repository, work_tree, steps);
  git::IndexChanges entries;
  for (const FileStep& step : steps) {
    const std::optional<git::Oid> indexed = index.entry(step.path);
    if (!step.adopted && indexed != step.before && indexed != step.after && indexed != step.found) {
      continue;
    }
    std::optional<git::IndexEntry> entry;
    if (step.after) {
      const bool alone = std::count(left_alone.begin(), left_alone.end(), step.path) != 0;
      entry = git::IndexEntry{*step.after, {}};
      entry->seen = alone ? entry->seen : work_tree.seen(step.path);
    }
    entries.emplace(step.path, entry);
  }
  work_tree.flush_folders({index.prepare(entries)});
  index.replace();
  return left_alone;
}

}  // namespace tkt
