// SPDX-License-Identifier: MIT
//
// What store.cc and listing.cc share. No others include it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "store/git.h"
#include "store/index.h"
#include "store/lock.h"
#include "store/store.h"

namespace tkt {

struct Store::State {
  explicit State(std::shared_ptr<const git::Repository> desk);

  [[nodiscard]] std::shared_ptr<Index> make_index() const;

  std::shared_ptr<const git::Repository> repository;
  std::filesystem::path folder;        ///< the state folder
  std::shared_ptr<Progress> progress;  ///< the index calls it, and may outlive the store
  std::shared_ptr<Index> index;
  std::optional<std::string> edited_desk;  ///< read where the last commit's desk.yaml cannot be
};

}  // namespace tkt
