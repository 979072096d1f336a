// SPDX-License-Identifier: MIT
//
// What two histories make of a ticket's promises.
#pragma once

#include <optional>

#include "model/merge.h"

namespace tkt {

/// The earlier of the two that are there.
[[nodiscard]] std::optional<Instant> earliest(const std::optional<Instant>& a,
                                              const std::optional<Instant>& b);

/// `ticket` as its events were merged. Each clock gets its promise from the side that stands, or is
/// made anew where neither knew what the merged ticket says of it, and its `met` from the merged
/// events. `desk` as in `settle`.
void settle_clocks(Ticket& ticket, const TicketSides& sides, const Desk* desk);

}  // namespace tkt
