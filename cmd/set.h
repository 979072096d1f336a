// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt set ID KEY=VALUE...`: changes fields.
struct SetOptions {
  std::string ticket;
  std::vector<std::string> assignments;
  bool operator==(const SetOptions&) const = default;
};

/// Throws Error{usage} for a key that cannot be set, naming those that can.
Exit run(const SetOptions& options, Context& context);

}  // namespace tkt
