// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <vector>

#include "cmd/verify.h"
#include "model/rules.h"

namespace tkt {

/// Staff and clients of a snapshot, with the rules that they and desk.yaml break among each other.
struct People {
  Known known;                           ///< without invoices; those with broken files are staff
  std::vector<Finding> findings;         ///< by file
  std::vector<BrokenFile> broken;        ///< staff, then clients
  std::set<std::string> unread_clients;  ///< the names of the broken ones
};
[[nodiscard]] People look_at_people(const Snapshot& snapshot);

}  // namespace tkt
