// SPDX-License-Identifier: MIT
//
// Work as it is billed: cut where the rate changes, and rounded. The essay in invoice.cc tells the
// rules.
#pragma once

#include <string>
#include <vector>

#include "model/calendar.h"
#include "model/desk.h"
#include "model/ticket.h"

namespace tkt {

/// A work entry, or the part of it that has one rate: a line of an invoice in the making.
struct WorkPart {
  const Ticket* ticket;
  const Work* work;
  Instant from;
  int minutes;
  int billed;
  std::string after_hours;  ///< why, where the after-hours rate holds: "after hours: weekend"
};

/// The unbilled billable work of these tickets, in their order and then by start, rounded; cut at
/// the calendar's boundaries where `by_hours`, and at midnight where days are rounded. The parts
/// point into the tickets. Throws Error{refused} for an entry that is negative or longer than a
/// year.
[[nodiscard]] std::vector<WorkPart> unbilled_parts(const std::vector<const Ticket*>& tickets,
                                                   const Calendar& calendar, bool by_hours,
                                                   const Rounding& rounding);

}  // namespace tkt
