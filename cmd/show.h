// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt show ID...`: tickets in full. As JSON an object for one ID, an array for several.
struct ShowOptions {
  std::vector<std::string> tickets;
  bool json = false;
  bool operator==(const ShowOptions&) const = default;
};

/// Throws as `find_ticket`, before anything is printed.
Exit run(const ShowOptions& options, Context& context);

}  // namespace tkt
