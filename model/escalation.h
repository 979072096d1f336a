// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/desk.h"
#include "model/staff.h"
#include "model/ticket.h"

namespace tkt {

/// A step up the desk's chain.
struct EscalationStep {
  int number = 0;     ///< 1 for the first step: the ticket's `escalation` after it
  std::string staff;  ///< who is concerned
};

/// The short name of the one member of the chain whom `to` names by short name, full name or role;
/// `to` itself where it names nobody. Throws Error{refused} where it names several.
[[nodiscard]] std::string member_named(std::string_view to, const Desk& desk,
                                       const std::vector<Staff>& staff);

/// The step that follows the ticket's last, or the one that `to` names (a member of the chain, or a
/// step's number). Throws Error{refused} past the top; for a name outside the chain; for a step
/// already taken; and for skipping one without `may_skip`, which a Helpdesk Manager has.
[[nodiscard]] EscalationStep next_escalation(const Ticket& ticket, const Desk& desk,
                                             std::string_view to, bool may_skip);

}  // namespace tkt
