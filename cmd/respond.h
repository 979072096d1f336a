// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt respond ID [-m TEXT]`: the first contact with the client.
struct RespondOptions {
  std::string ticket;
  std::string note;
  std::string at;
  bool operator==(const RespondOptions&) const = default;
};

/// Throws Error{refused} for a finished ticket.
Exit run(const RespondOptions& options, Context& context);

}  // namespace tkt
