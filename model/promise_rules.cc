// SPDX-License-Identifier: MIT
#include "model/promise_rules.h"

#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "model/error.h"
#include "model/response.h"
#include "model/sla.h"

namespace tkt {
namespace {

constexpr std::string_view kAlways = "always";

bool may_move(const Ticket& ticket, const Clock& clock) {
  return !clock.met && !clock.agreed && !is_at_rest(ticket, clock);
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

bool has_new_promise(const Ticket& ticket) {
  return std::any_of(ticket.events.begin(), ticket.events.end(), [](const Event& event) {
    return event.did == "set" &&
           (event.detail("field") == "priority" || event.detail("field") == "client");
  });
}

/// Whether events and work tell of another response than the clock, in the first cycle. Former
/// versions lost sight of a response that came before its promise, or before the opening.
std::string contradicted(const Ticket& ticket, const Clock& clock, const Desk& desk) {
  const auto text = [&](Instant instant) { return format_instant(instant, desk.zone()); };
  const auto first = first_response(ticket, 1);
  if (clock.met && *clock.met < ticket.opened) {
    return fmt::format("met is {}, before the opening", text(*clock.met));
  }
  if (clock.met && !first) {
    return fmt::format("met is {}, but no event tells of a response", text(*clock.met));
  }
  const bool certain =
      ticket.cycle() == 1 && !has_new_promise(ticket) && first && first->at > ticket.opened;
  if ((clock.met && *clock.met < first->at) || (clock.met && certain && *clock.met > first->at)) {
    return fmt::format("met is {}, but the first response was at {}", text(*clock.met),
                       text(first->at));
  }
  return !clock.met && certain
             ? fmt::format("not met, but the first response was at {}", text(first->at))
             : "";
}

/// What is wrong with the first promise of a response, whether it moves any more or not.
std::string first_problem(const Ticket& ticket, const Clock& clock, const Desk& desk) {
  if (clock.cycle != 1 || clock.target != Target::respond || was_rewritten(ticket)) {
    return "";
  }
  if (ticket.callout && clock.calendar != kAlways) {
    return fmt::format("a callout on calendar '{}', not on the wall clock", clock.calendar);
  }
  if (!may_move(ticket, clock) && !clock.agreed) {
    const Instant wall = ticket.opened + clock.allowed;
    const auto today = clock.calendar == kAlways ? std::optional(wall) : std::nullopt;
    const bool possible = clock.calendar == kAlways ? clock.due == wall : clock.due >= wall;
    if (!possible) {
      return impossible(ticket, clock, desk, today);
    }
  }
  return contradicted(ticket, clock, desk);
}

}  // namespace

PromiseCheck check_promises(const Ticket& ticket, const Desk& desk) {
  PromiseCheck check;
  int item = -1;
  for (const Clock& clock : ticket.sla) {
    ++item;
    if (std::string why = first_problem(ticket, clock, desk); !why.empty()) {
      check.violations.push_back({std::move(why), "sla", item});
    }
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
