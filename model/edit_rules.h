// SPDX-License-Identifier: MIT
//
// What an edit by hand may not do to a ticket, however sound the result looks: rewrite what
// happened, or bill.
#pragma once

#include <vector>

#include "model/rules.h"
#include "model/ticket.h"

namespace tkt {

/// The old events, met promises and billed work are in `after` as they were, and its status became
/// or ceased to be `invoiced` by an invoice only. `before` is nullptr where there is no ticket to
/// compare with.
[[nodiscard]] std::vector<Problem> edit_violations(const Ticket* before, const Ticket& after);

}  // namespace tkt
