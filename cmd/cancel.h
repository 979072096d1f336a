// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt cancel ID --reason TEXT`: not a request after all.
struct CancelOptions {
  std::string ticket;
  std::string reason;
  std::string at;
  bool operator==(const CancelOptions&) const = default;
};

/// Throws Error{refused} for a finished ticket.
Exit run(const CancelOptions& options, Context& context);

}  // namespace tkt
