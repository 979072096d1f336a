// SPDX-License-Identifier: MIT
#pragma once

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt client list`: all clients.
struct ClientListOptions {
  bool json = false;
  bool csv = false;
  bool operator==(const ClientListOptions&) const = default;
};

/// Exit::storage, with their names, where files are broken.
Exit run(const ClientListOptions& options, Context& context);

}  // namespace tkt
