// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt log ID`: the ticket's commits, newest first, one a line.
struct LogOptions {
  std::string ticket;
  bool json = false;
  bool operator==(const LogOptions&) const = default;
};

/// Throws as `find_ticket`.
Exit run(const LogOptions& options, Context& context);

}  // namespace tkt
