// SPDX-License-Identifier: MIT
//
// What change.cc and staging.cc share. Store begins changes; no others include it.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "store/change.h"
#include "store/git.h"
#include "store/lock.h"
#include "store/work_tree.h"

namespace tkt {

struct Change::State {
  /// Steps 1 and 2 of the order in change.cc. The snapshot is the caller's to add; a desk that is
  /// being made has none.
  State(std::shared_ptr<const git::Repository> repository, Wait wait);

  std::shared_ptr<const git::Repository> repository;
  Wait wait;
  std::filesystem::path folder;  ///< the state folder
  Lock lock;
  WorkTree work_tree;
  std::string branch;
  std::optional<git::Oid> head;  ///< nullopt: unborn
  std::optional<Snapshot> snapshot;
  std::shared_ptr<Index> index;  ///< nullptr of a desk that is being made
  std::map<std::string, std::optional<std::string>> staged;
  /// What the work tree holds of files whose edits are taken over; nullopt: no file.
  std::map<std::string, std::optional<std::string>> adopted;
};

}  // namespace tkt
