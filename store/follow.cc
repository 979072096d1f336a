// SPDX-License-Identifier: MIT
#include "store/follow.h"

#include "model/error.h"

namespace tkt {
namespace {

std::optional<git::Oid> hash_in(const WorkTree& work_tree, const std::string& path) {
  const std::optional<std::string> bytes = work_tree.read(path);
  return bytes ? std::optional(git::Repository::hash_blob(*bytes)) : std::nullopt;
}

// True when the file is as it is to be, false when it was left alone.
bool bring_file(const git::Repository& repository, const WorkTree& work_tree,
                const FileStep& step) {
  try {
    const std::optional<git::Oid> now = hash_in(work_tree, step.path);
    if (now == step.after) {
      return true;
    }
    if (now != step.found) {
      return false;
    }
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::refused) {
      return false;
    }
    throw;
  }
  if (step.after) {
    work_tree.put(step.path, repository.blob(*step.after));
  } else {
    work_tree.remove(step.path);
  }
  return true;
}

}  // namespace

std::vector<std::string> follow(const git::Repository& repository, const WorkTree& work_tree,
                                IndexLock& index, const std::vector<FileStep>& steps) {
  std::vector<std::string> left_alone;
  git::IndexChanges entries;
  for (const FileStep& step : steps) {
    const bool in_step = bring_file(repository, work_tree, step);
    if (!in_step) {
      left_alone.push_back(step.path);
    }
    const std::optional<git::Oid> indexed = index.entry(step.path);
    if (!step.adopted && indexed != step.before && indexed != step.after && indexed != step.found) {
      continue;
    }
    std::optional<git::IndexEntry> entry;
    if (step.after) {
      entry = git::IndexEntry{
          *step.after, in_step ? work_tree.seen(step.path) : decltype(git::IndexEntry::seen){}};
    }
    entries.emplace(step.path, entry);
  }
  index.update(entries);
  return left_alone;
}

}  // namespace tkt
