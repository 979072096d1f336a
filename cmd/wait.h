// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt wait ID -m TEXT`: waiting for the client.
struct WaitOptions {
  std::string ticket;
  std::string note;
  std::string at;
  bool operator==(const WaitOptions&) const = default;
};

/// Throws Error{refused} where there is nothing to wait for.
Exit run(const WaitOptions& options, Context& context);

}  // namespace tkt
