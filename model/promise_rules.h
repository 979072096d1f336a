// SPDX-License-Identifier: MIT
//
// Running promises against the calendars of the desk.
//
// A changed calendar changes no promise already made, so a due that today's calendar would not give
// proves nothing. What no calendar can give does: a due before the allowed time is over, even if
// every second counted; and every other due of the wall clock, which nobody can change.
#pragma once

#include <vector>

#include "model/desk.h"
#include "model/rules.h"
#include "model/ticket.h"

namespace tkt {

/// What there is to say of a ticket's clocks: of those that are unmet, not agreed by hand and not
/// at rest, and of the first promise of a response, which must be what events and work tell of it.
struct PromiseCheck {
  std::vector<Problem> violations;
  bool differs = false;  ///< a due is not what the desk's calendar gives today, and may be right
};
/// Of a ticket that was edited by hand or merged, only a missing calendar is a violation.
[[nodiscard]] PromiseCheck check_promises(const Ticket& ticket, const Desk& desk);

}  // namespace tkt
