// SPDX-License-Identifier: MIT
#include "model/promise_rules.h"

#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "model/error.h"
#include "model/sla.h"

namespace tkt {
namespace {

constexpr std::string_view kAlways = "always";

bool may_move(const Ticket& ticket, const Clock& clock) {
  return !clock.met && !clock.agreed && !is_at_rest(ticket, clock);
}

bool was_rewritten(const Ticket& ticket) {
  return std::any_of(ticket.events.begin(), ticket.events.end(), [](const Event& event) {
    return event.did == "edit" || event.did == "merge";
  });
}

/// nullopt where today's calendar holds too little working time.
std::optional<Instant> due_today(const Ticket& ticket, const Clock& clock, const Desk& desk) {
  try {
    return compute_due(ticket, clock, desk);
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// Empty where some calendar gives that due.
std::string impossible(const Ticket& ticket, const Clock& clock, const Desk& desk,
                       std::optional<Instant> today) {
  const auto text = [&](Instant instant) { return format_instant(instant, desk.zone()); };
  if (clock.calendar == kAlways && today) {
    return fmt::format("due is {}, but the wall clock gives {}", text(clock.due), text(*today));
  }
  const Instant earliest = cycle_start(ticket, clock.cycle) + clock.allowed;
  return clock.due < earliest ? fmt::format("due is {}, but no calendar gives less than {}",
                                            text(clock.due), text(earliest))
                              : "";
}

}  // namespace

PromiseCheck check_promises(const Ticket& ticket, const Desk& desk) {
  PromiseCheck check;
  int item = -1;
  for (const Clock& clock : ticket.sla) {
    ++item;
    if (!may_move(ticket, clock)) {
      continue;
    }
    if (!clock.calendar.empty() && clock.calendar != kAlways &&
        desk.calendars.count(clock.calendar) == 0) {
      check.violations.push_back(
          {fmt::format("calendar '{}' is not in desk.yaml", clock.calendar), "sla", item});
      continue;
    }
    const std::optional<Instant> today = due_today(ticket, clock, desk);
    if (today == clock.due) {
      continue;
    }
    const std::string why = was_rewritten(ticket) ? "" : impossible(ticket, clock, desk, today);
    if (why.empty()) {
      check.differs = true;
    } else {
      check.violations.push_back({why, "sla", item});
    }
  }
  return check;
}

}  // namespace tkt
