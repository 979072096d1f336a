// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt client show NAME`: one client with contacts and contract.
struct ClientShowOptions {
  std::string id;
  bool json = false;
  bool operator==(const ClientShowOptions&) const = default;
};

/// Throws Error{refused} for an unknown client.
Exit run(const ClientShowOptions& options, Context& context);

}  // namespace tkt
