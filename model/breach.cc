// SPDX-License-Identifier: MIT
//
// Broken promises: which there are, and how they are written down.
#include <algorithm>

#include <fmt/core.h>

#include "model/error.h"
#include "model/ids.h"
#include "model/sla.h"

namespace tkt {
namespace {

/// An event of the check itself. Nothing in it depends on the machine or on when it looked.
Event check_event(const Ticket& ticket, const Clock& clock, std::string_view threshold,
                  std::string did) {
  const std::string cycle = std::to_string(clock.cycle);
  Event event;
  event.id = entry_id_from(
      fmt::format("{}|{}|{}|{}", ticket.id, to_string(clock.target), clock.cycle, threshold));
  event.at = clock.due;
  event.by = "sla";
  event.did = std::move(did);
  event.details = {{"target", std::string(to_string(clock.target))}, {"cycle", cycle}};
  return event;
}

bool is_of(const Event& event, const Clock& clock) {
  return event.detail("target") == to_string(clock.target) &&
         event.detail("cycle") == std::to_string(clock.cycle);
}

const Event* find_event(const Ticket& ticket, const Clock& clock, std::string_view did) {
  const auto found =
      std::find_if(ticket.events.begin(), ticket.events.end(),
                   [&](const Event& event) { return event.did == did && is_of(event, clock); });
  return found == ticket.events.end() ? nullptr : &*found;
}

/// The clock of that cycle and target; nullptr where the ticket has none.
const Clock* same_clock(const Ticket& ticket, const Clock& clock) {
  const auto found = std::find_if(ticket.sla.begin(), ticket.sla.end(), [&](const Clock& other) {
    return other.cycle == clock.cycle && other.target == clock.target;
  });
  return found == ticket.sla.end() ? nullptr : &*found;
}

/// Of a promise that was taken back there is no new due.
Event move_event(const Clock& before, const Clock* after, const Zone& zone) {
  Event event;
  event.did = "recompute";
  event.details = {{"field", "due"}, {"old", format_instant(before.due, zone)}};
  if (after != nullptr) {
    event.details.emplace_back("new", format_instant(after->due, zone));
  }
  event.details.emplace_back("target", to_string(before.target));
  event.details.emplace_back("cycle", std::to_string(before.cycle));
  return event;
}

/// The response came before the instant at which the recorded promise was broken. A later due, by a
/// changed priority, takes back nothing.
bool was_in_time(const Clock& clock, const Event& breach) {
  return clock.met && *clock.met <= breach.at;
}

}  // namespace

std::vector<Alarm> alarms(const Ticket& ticket, const Desk& desk, std::optional<int> warn,
                          Instant now) {
  std::vector<Alarm> result;
  for (const Clock& clock : ticket.sla) {
    const SlaState state = clock_state(ticket, clock, desk, warn.value_or(desk.warn), now);
    if (state == SlaState::breached) {
      result.push_back({ticket.id, clock, state, now - clock.due});
    } else if (state == SlaState::warning && warn) {
      result.push_back({ticket.id, clock, state, Seconds(0)});
    }
  }
  return result;
}

Event breach_event(const Ticket& ticket, const Clock& clock, const Zone& zone) {
  Event event = check_event(ticket, clock, "100", "breach");
  event.details.emplace_back("due", format_instant(clock.due, zone));
  return event;
}

Event withdrawal_event(const Ticket& ticket, const Clock& clock, const Zone& zone) {
  Event event = check_event(ticket, clock, "withdrawn", "withdrawn");
  if (clock.met) {
    event.details.emplace_back("met", format_instant(*clock.met, zone));
  }
  return event;
}

bool breach_recorded(const Ticket& ticket, const Clock& clock) {
  return find_event(ticket, clock, "breach") != nullptr;
}

bool breach_withdrawn(const Ticket& ticket, const Clock& clock) {
  return find_event(ticket, clock, "withdrawn") != nullptr;
}

std::vector<Event> withdrawals(const Ticket& ticket, const Desk& desk) {
  std::vector<Event> events;
  for (const Clock& clock : ticket.sla) {
    const Event* const breach = find_event(ticket, clock, "breach");
    if (breach != nullptr && was_in_time(clock, *breach) && !breach_withdrawn(ticket, clock)) {
      events.push_back(withdrawal_event(ticket, clock, desk.zone()));
    }
  }
  return events;
}

std::vector<Event> unrecorded(const Ticket& ticket, const Desk& desk, Instant now) {
  std::vector<Event> events = withdrawals(ticket, desk);
  for (const Clock& clock : ticket.sla) {
    const SlaState state = clock_state(ticket, clock, desk, desk.warn, now);
    const bool broken = state == SlaState::breached || state == SlaState::missed;
    if (broken && !breach_recorded(ticket, clock)) {
      events.push_back(breach_event(ticket, clock, desk.zone()));
    }
  }
  return events;
}

std::vector<Event> breaches_so_far(const Ticket& ticket, const Desk& desk, Instant now) {
  std::vector<Event> events = unrecorded(ticket, desk, now);
  std::erase_if(events, [](const Event& event) { return event.did != "breach"; });
  return events;
}

std::vector<Event> move_events(const Ticket& before, const Ticket& after, const Zone& zone) {
  std::vector<Event> events;
  for (const Clock& clock : before.sla) {
    const Clock* const same = same_clock(after, clock);
    if (same == nullptr || same->due != clock.due) {
      events.push_back(move_event(clock, same, zone));
    }
  }
  return events;
}

std::optional<Instant> step_time(const Clock& clock, std::string_view priority, const Desk& desk,
                                 int step) {
  const auto after = desk.told_after.find(desk.escalation.at(static_cast<std::size_t>(step - 1)));
  if (after == desk.told_after.end()) {
    return std::nullopt;
  }
  if (desk.urgency(priority) == 0) {
    return clock.due + after->second;
  }
  try {
    return add_working_time(desk.calendar_named(clock.calendar), clock.due, after->second);
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool may_tell(const Clock& clock, std::string_view priority, const Desk& desk, Instant now) {
  try {
    return desk.urgency(priority) == 0 || is_open(desk.calendar_named(clock.calendar), now);
  } catch (const Error&) {
    return false;
  }
}

int steps_told(const Ticket& ticket, const Clock& clock) {
  int told = 0;
  for (const Event& event : ticket.events) {
    const std::string_view step = event.detail("step");
    const bool one_digit = step.size() == 1 && step[0] >= '1' && step[0] <= '9';
    if (event.did == "alert" && is_of(event, clock) && one_digit) {
      told |= 1 << (step[0] - '1');
    }
  }
  return told;
}

Event alert_event(const Ticket& ticket, const Clock& clock, const Desk& desk, int step,
                  Instant at) {
  Event event = check_event(ticket, clock, fmt::format("100|step {}", step), "alert");
  event.at = at;
  event.details.emplace_back("step", std::to_string(step));
  event.details.emplace_back("due", format_instant(clock.due, desk.zone()));
  event.details.emplace_back("to", desk.escalation.at(static_cast<std::size_t>(step - 1)));
  return event;
}

std::vector<int> due_steps(const Clock& clock, int told, std::string_view priority,
                           std::string_view assigned, const Desk& desk, Instant now) {
  constexpr int kMostSteps = 9;  // one digit
  std::vector<int> steps;
  const int last = std::min(kMostSteps, static_cast<int>(desk.escalation.size()));
  if (desk.told_after.empty() || !may_tell(clock, priority, desk, now)) {
    return steps;
  }
  for (int step = 1; step <= last; ++step) {
    const auto at = step_time(clock, priority, desk, step);
    const bool knows = (told >> (step - 1) & 1) != 0 ||
                       desk.escalation[static_cast<std::size_t>(step - 1)] == assigned;
    if (at && *at <= now && !knows) {
      steps.push_back(step);
    }
  }
  return steps;
}

bool owes_records(const Ticket& ticket) {
  return std::any_of(ticket.sla.begin(), ticket.sla.end(), [&](const Clock& clock) {
    const Event* const breach = find_event(ticket, clock, "breach");
    if (breach != nullptr) {
      return was_in_time(clock, *breach) && !breach_withdrawn(ticket, clock);
    }
    const auto end = clock.met ? clock.met : rested_at(ticket, clock);
    return end && *end > clock.due;
  });
}

}  // namespace tkt
