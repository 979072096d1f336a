// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt outbox [list|show|retry|drop] [ID]`: the messages that have not left.
struct OutboxOptions {
  std::string action;   ///< list, show, retry, drop; empty: list
  std::string ticket;   ///< only of that ticket
  std::string channel;  ///< only of that channel
  bool json = false;
  bool operator==(const OutboxOptions&) const = default;
};

/// `list` prints them with what became of them so far, `show` their texts; `retry` makes those that
/// failed or were given up due at once; `drop` gives those of a ticket up.
Exit run(const OutboxOptions& options, Context& context);

}  // namespace tkt
