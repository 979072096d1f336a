// SPDX-License-Identifier: MIT
//
// The first human contact with the client, read off a ticket's events and work. A clock's `met`
// follows from it, so that the order in which things are noted down, or clones meet, cannot matter.
#pragma once

#include <optional>

#include "model/ticket.h"

namespace tkt {

struct Response {
  Instant at;     ///< the start of the cycle where that was later
  Instant noted;  ///< when it was written down
  auto operator<=>(const Response&) const = default;  // NOLINT(modernize-use-nullptr)
};

/// The first of `respond`, `remote`, the start of `work` and `resolve` in a cycle: in the first one
/// also what happened before the opening. What happened before a reopening belongs to the cycle of
/// then, whenever it was noted; what was noted before a reopening never belongs to the cycle that
/// it began. A resolution belongs to the cycle that it ended, and work that a reopening
/// interrupted to both.
[[nodiscard]] std::optional<Response> first_response(const Ticket& ticket, int cycle);

}  // namespace tkt
