// SPDX-License-Identifier: MIT
//
// The clock of a promise.
//
// A client with a contract is promised a first response within so many minutes of working time, and
// on some desks a solution too. Each such promise is a Clock: a start, an allowed time, a calendar
// that says which seconds count, and the due instant that follows from them. Due is worked out when
// the promise is made and written into the ticket: what the client was told stands there, whatever
// becomes of the calendar later.
//
// 1. Time is counted in whole seconds on the UTC line. A day's hours "08:00-17:00" become the
//    interval [06:00Z, 15:00Z) in Gaborone: open at its first second, closed at its last instant. A
//    request at 17:00:00 has missed the day. The count begins with the request, or with the next
//    opening where the desk is closed then.
// 2. Due is the instant at which the allowed time is used up. Where that is the closing instant,
// due
//    is the closing and not the next opening, although no working second lies between them: 16:00
//    and 60 minutes is 17:00 the same day. Nobody loses by it, for the promise is broken only after
//    due (now > due), and the client reads the day that he expects.
// 3. `waiting` for the client pauses a solution's clock and never a response's. Working time inside
//    the pauses does not count; the hours of a night or a weekend inside them would not have
//    counted anyway; a moment in two pauses is taken out once. Pauses are not stored but read off
//    the events, so that they cannot disagree with them.
// 4. To lengthen the promise by its pauses, due is pushed on by the working time of each pause that
//    begins before it, in order. That is right because time can be added in steps (due(s, a+b) =
//    due(due(s, a), b)), and because a pause that begins at or after due comes too late to matter.
// 5. A pause that still goes on has no length yet. Meanwhile the clock stands: it is judged as of
//    the beginning of the pause, and neither warns nor breaks.
// 6. Each reopening starts a new cycle with clocks of its own. Those of earlier cycles, and of a
//    finished ticket, are at rest: kept, missed, or (cancelled before due) nothing at all.
//
// Worked example. A solution within 4 h, office hours 08:00-17:00, Monday to Friday.
//
//   Fri 15:00  request                     Fri 15:00-16:00    1 h counts
//   Fri 16:00  wait: what is the password? Fri 16:00-17:00    1 h lost, in office hours
//                                          Sat, Sun           nothing to lose
//   Mon 09:30  resume                      Mon 08:00-09:30    1 h 30 lost
//                                          Mon 09:30-12:30    3 h count; 1 + 3 = 4
//
//   By the steps: 15:00 + 4 h is Mon 10:00 (2 h on Friday, 2 h on Monday). The pause begins before
//   that and holds 2 h 30 of working time: Mon 10:00 + 2 h 30 = Mon 12:30.
#include "model/sla.h"

#include <algorithm>
#include <array>

#include "model/error.h"
#include "model/meter.h"
#include "model/response.h"

namespace tkt {
namespace {

/// The event that ended a cycle; nullptr while it runs, or when a hand edit ended it.
const Event* end_of_cycle(const Ticket& ticket, int cycle) {
  const std::vector<const Event*> reopened = reopenings(ticket);
  const Event* end = nullptr;
  int current = 1;
  for (const Event& event : ticket.events) {
    current += std::count(reopened.begin(), reopened.end(), &event) == 0 ? 0 : 1;
    if (current == cycle && (event.did == "resolve" || event.did == "cancel")) {
      end = &event;
    }
  }
  return end;
}

/// The working time of the promise; that up to a due agreed by hand is measured.
Seconds promised_time(const Meter& meter, const Clock& clock, Instant start) {
  return clock.agreed ? meter.between(start, clock.due) : clock.allowed;
}

Seconds percent_of(Seconds whole, int percent) {
  return Seconds((whole.count() * percent + 99) / 100);
}

const CategoryRule& category_of(const Client& client, const Desk& desk) {
  if (const CategoryRule* const rule = desk.category(client.category)) {
    return *rule;
  }
  throw Error(
      ErrorKind::refused,
      "client '" + client.id + "' is in category '" + client.category + "', unknown to desk.yaml",
      "give the client a category of the desk, or the desk that category");
}

const PriorityRule& priority_of(const Ticket& ticket, const Desk& desk) {
  if (const PriorityRule* const rule = desk.priority(ticket.priority)) {
    return *rule;
  }
  throw Error(
      ErrorKind::refused,
      "ticket " + ticket.id + " has priority '" + ticket.priority + "', unknown to desk.yaml",
      "give the ticket a priority of the desk: tkt set " + ticket.id + " priority=...");
}

Clock new_clock(const Ticket& ticket, Target target, Seconds allowed, const std::string& calendar,
                const Desk& desk) {
  Clock clock;
  clock.cycle = ticket.cycle();
  clock.target = target;
  clock.allowed = allowed;
  clock.calendar = calendar;
  clock.due = compute_due(ticket, clock, desk);
  return clock;
}

/// A callout runs around the clock, but there is none inside hours, where it may be reopened.
bool runs_always(const Ticket& ticket, const std::string& calendar, const Desk& desk) {
  const int cycle = ticket.cycle();
  return ticket.callout &&
         (cycle == 1 || !is_open(desk.calendar_named(calendar), cycle_start(ticket, cycle)));
}

bool keeps(const Clock& clock, int cycle) {
  return clock.cycle != cycle || clock.met || clock.agreed;
}

}  // namespace

std::string_view to_string(SlaState state) {
  constexpr std::array<std::string_view, 6> kNames = {"none",     "running", "warning",
                                                      "breached", "met",     "missed"};
  return kNames[static_cast<std::size_t>(state)];
}

bool is_at_rest(const Ticket& ticket, const Clock& clock) {
  return is_finished(ticket.status) || clock.cycle < ticket.cycle();
}

std::optional<Instant> rested_at(const Ticket& ticket, const Clock& clock) {
  if (!is_at_rest(ticket, clock)) {
    return std::nullopt;
  }
  const Event* const end = end_of_cycle(ticket, clock.cycle);
  return end == nullptr ? clock.due : end->at;
}

std::optional<Instant> still_since(const Ticket& ticket, const Clock& clock) {
  const bool pauses = clock.target == Target::resolve && !clock.met && !clock.agreed &&
                      ticket.status == Status::waiting && !is_at_rest(ticket, clock);
  return pauses ? waiting_of(ticket).since : std::nullopt;
}

SlaState clock_state(const Ticket& ticket, const Clock& clock, const Desk& desk, int warn,
                     Instant now) {
  if (clock.met) {
    return *clock.met > clock.due ? SlaState::missed : SlaState::met;
  }
  if (const auto end = rested_at(ticket, clock)) {
    return *end > clock.due ? SlaState::missed : SlaState::none;
  }
  const Instant judged = std::min(now, still_since(ticket, clock).value_or(now));
  if (judged > clock.due) {
    return SlaState::breached;
  }
  return judged >= warning_from(ticket, clock, desk, warn) ? SlaState::warning : SlaState::running;
}

const Clock* leading_clock(const Ticket& ticket) {
  const Clock* leading = nullptr;
  const Clock* last = nullptr;
  const bool finished = is_finished(ticket.status);
  for (const Clock& clock : ticket.sla) {
    if (!clock.met && !is_at_rest(ticket, clock) &&
        (leading == nullptr || clock.due < leading->due)) {
      leading = &clock;
    }
    if (clock.met || finished) {
      last = &clock;
    }
  }
  return leading != nullptr ? leading : last;
}

SlaState ticket_state(const Ticket& ticket, const Desk& desk, Instant now) {
  const Clock* const clock = leading_clock(ticket);
  return clock == nullptr ? SlaState::none : clock_state(ticket, *clock, desk, desk.warn, now);
}

Instant warning_from(const Ticket& ticket, const Clock& clock, const Desk& desk, int warn) {
  try {
    const Meter meter(ticket, clock, desk);
    const Instant start = cycle_start(ticket, clock.cycle);
    return meter.after(start, percent_of(promised_time(meter, clock, start), warn));
  } catch (const Error&) {
    return clock.due;  // the calendar of the promise is gone; the promise is not
  }
}

Instant cycle_start(const Ticket& ticket, int cycle) {
  if (cycle <= 1) {
    return ticket.opened;
  }
  const std::vector<const Event*> reopened = reopenings(ticket);
  const auto index = std::min(static_cast<std::size_t>(cycle) - 1, reopened.size());
  return index == 0 ? ticket.opened : reopened[index - 1]->at;
}

std::string cycle_priority(const Ticket& ticket, int cycle) {
  if (cycle >= ticket.cycle()) {
    return ticket.priority;
  }
  const Event* const end = reopenings(ticket)[static_cast<std::size_t>(std::max(cycle, 1)) - 1];
  std::string priority = ticket.priority;
  for (auto event = ticket.events.rbegin(); event != ticket.events.rend(); ++event) {
    const bool after = std::any_of(ticket.events.rbegin(), event,
                                   [&](const Event& later) { return &later == end; });
    if (event->did == "set" && event->detail("field") == "priority") {
      if (after) {
        return std::string(event->detail("new"));
      }
      priority = event->detail("old");
    }
  }
  return priority;
}

std::vector<Clock> start_clocks(const Ticket& ticket, const Client& client, const Desk& desk) {
  const PriorityRule& priority = priority_of(ticket, desk);
  std::vector<Clock> clocks;
  if (!category_of(client, desk).sla) {
    return clocks;
  }
  const std::string& own = client.calendar.empty() ? desk.calendar : client.calendar;
  const std::string calendar = runs_always(ticket, own, desk) ? "always" : own;
  if (priority.respond) {
    clocks.push_back(new_clock(ticket, Target::respond, *priority.respond, calendar, desk));
  }
  if (priority.resolve) {
    clocks.push_back(new_clock(ticket, Target::resolve, *priority.resolve, calendar, desk));
  }
  return clocks;
}

Instant compute_due(const Ticket& ticket, const Clock& clock, const Desk& desk) {
  if (clock.agreed) {
    return clock.due;
  }
  return Meter(ticket, clock, desk).after(cycle_start(ticket, clock.cycle), clock.allowed);
}

Ticket meet_responses(Ticket ticket) {
  for (Clock& clock : ticket.sla) {
    const auto first = first_response(ticket, clock.cycle);
    if (clock.target == Target::respond && first) {
      clock.met = std::min(clock.met.value_or(first->at), first->at);
    }
  }
  return ticket;
}

Ticket meet_solution(Ticket ticket, Instant at) {
  const int cycle = ticket.cycle();
  for (Clock& clock : ticket.sla) {
    if (clock.target == Target::resolve && clock.cycle == cycle && !clock.met) {
      clock.met = std::max(at, cycle_start(ticket, cycle));
    }
  }
  return ticket;
}

Ticket restart_clocks(Ticket ticket, const Client& client, const Desk& desk) {
  if (is_finished(ticket.status)) {
    return ticket;
  }
  const int cycle = ticket.cycle();
  const std::vector<Clock> fresh = start_clocks(ticket, client, desk);
  std::erase_if(ticket.sla, [cycle](const Clock& clock) { return !keeps(clock, cycle); });
  for (const Clock& clock : fresh) {
    const bool kept =
        std::any_of(ticket.sla.begin(), ticket.sla.end(), [&clock](const Clock& other) {
          return other.cycle == clock.cycle && other.target == clock.target;
        });
    if (!kept) {
      ticket.sla.push_back(clock);
    }
  }
  return meet_responses(std::move(ticket));
}

Clock recomputed(const Ticket& ticket, Clock clock, const std::string& client_calendar,
                 const Desk& desk) {
  if (clock.met || clock.agreed || is_at_rest(ticket, clock)) {
    return clock;
  }
  if (clock.calendar != "always") {
    clock.calendar = client_calendar.empty() ? desk.calendar : client_calendar;
  }
  clock.due = compute_due(ticket, clock, desk);
  return clock;
}

void check_callout(const Client& client, std::string_view channel, const Desk& desk, Instant at) {
  if (!category_of(client, desk).callout) {
    throw Error(ErrorKind::refused,
                "client '" + client.id + "' is " + client.category + " and has no callouts",
                "open the ticket without --callout: it waits for the next opening");
  }
  if (channel == "email") {
    throw Error(ErrorKind::refused, "a callout comes by phone or WhatsApp, not by email",
                "open the ticket without --callout, or with the channel it came by");
  }
  const Calendar calendar = desk.calendar_named(client.calendar);
  if (is_open(calendar, at)) {
    throw Error(ErrorKind::refused,
                format_instant(at, calendar.zone) + " is inside the hours of calendar '" +
                    calendar.name + "', and a callout is not",
                "open the ticket without --callout");
  }
}

}  // namespace tkt
