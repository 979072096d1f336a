// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt reopen ID --reason TEXT`: not solved after all.
struct ReopenOptions {
  std::string ticket;
  std::string reason;
  std::string at;
  bool operator==(const ReopenOptions&) const = default;
};

/// Starts a new response cycle.
Exit run(const ReopenOptions& options, Context& context);

}  // namespace tkt
