// SPDX-License-Identifier: MIT
//
// Broken promises: which there are, and how they are written down.
#include <algorithm>

#include <fmt/core.h>

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

const Event* find_event(const Ticket& ticket, const Clock& clock, std::string_view did) {
  const auto found =
      std::find_if(ticket.events.begin(), ticket.events.end(), [&](const Event& event) {
        return event.did == did && event.detail("target") == to_string(clock.target) &&
               event.detail("cycle") == std::to_string(clock.cycle);
      });
  return found == ticket.events.end() ? nullptr : &*found;
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

std::vector<Event> withdrawals(const Ticket& ticket, const Desk& desk) {
  std::vector<Event> events;
  for (const Clock& clock : ticket.sla) {
    const Event* const breach = find_event(ticket, clock, "breach");
    if (breach != nullptr && was_in_time(clock, *breach) &&
        find_event(ticket, clock, "withdrawn") == nullptr) {
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

}  // namespace tkt
