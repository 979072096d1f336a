// SPDX-License-Identifier: MIT
#include "model/merge_clocks.h"

#include <algorithm>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

#include "model/error.h"
#include "model/meter.h"
#include "model/response.h"
#include "model/sla.h"

namespace tkt {
namespace {

const Clock* clock_of(const Ticket* ticket, const Clock& like) {
  if (ticket == nullptr) {
    return nullptr;
  }
  const auto found = std::find_if(ticket->sla.begin(), ticket->sla.end(), [&](const Clock& clock) {
    return clock.cycle == like.cycle && clock.target == like.target;
  });
  return found == ticket->sla.end() ? nullptr : &*found;
}

constexpr auto kNeverMet = std::numeric_limits<Seconds::rep>::min();

auto promise_of(const Clock& clock) {
  return std::tie(clock.allowed, clock.calendar, clock.due, clock.agreed);
}

void take_promise(Clock& clock, const Clock& from) {
  clock.allowed = from.allowed;
  clock.calendar = from.calendar;
  clock.due = from.due;
  clock.agreed = from.agreed;
}

bool sets_priority(const Event& event) {
  return event.did == "set" && event.detail("field") == "priority";
}

std::optional<Seconds> allowed_by(std::string_view priority, Target target, const Desk& desk) {
  const PriorityRule* const rule = desk.priority(priority);
  return rule == nullptr ? std::nullopt
                         : (target == Target::respond ? rule->respond : rule->resolve);
}

/// The promise was made by a priority that was set when the response was noted already, so that the
/// response did not keep it as it was then.
bool promised_later(const Ticket& ticket, const Clock& clock, const Desk& desk) {
  const auto first = first_response(ticket, clock.cycle);
  if (clock.target != Target::respond || !first || clock.met != first->at) {
    return false;
  }
  const auto promises = [&](std::string_view priority) {
    return allowed_by(priority, clock.target, desk) == clock.allowed;
  };
  std::string_view then = ticket.priority;
  bool later = false;
  for (auto event = ticket.events.rbegin(); event != ticket.events.rend(); ++event) {
    if (sets_priority(*event) && written_at(*event) > first->noted) {
      later = later || promises(event->detail("new"));
      then = event->detail("old");
    }
  }
  return later && !promises(then);
}

/// The clock of a side as its promise is to be judged: unmet where nothing kept it.
std::optional<Clock> judged_clock(const Ticket& side, const Clock& like, const Desk* desk) {
  const Clock* const found = clock_of(&side, like);
  if (found == nullptr) {
    return std::nullopt;
  }
  Clock clock = *found;
  if (desk != nullptr && promised_later(side, clock, *desk)) {
    clock.met.reset();
  }
  return clock;
}

/// What decides between the promises of two sides: the one that was answered first stands as it was
/// then; else one agreed by hand, one that was changed at all, and the later one.
auto rank_of(const Clock& clock, const Ticket& ticket, const Clock* base) {
  const bool changed = base == nullptr || promise_of(clock) != promise_of(*base);
  return std::tuple(clock.met ? -clock.met->time_since_epoch().count() : kNeverMet, clock.agreed,
                    changed, promise_writing(ticket, clock.agreed), clock.due, clock.allowed);
}

/// A clock that one side has and the other took away, unmet: the later word holds.
bool was_taken_away(const Clock& clock, const TicketSides& sides) {
  const bool ours_has = clock_of(&sides.ours, clock) != nullptr;
  const bool theirs_has = clock_of(&sides.theirs, clock) != nullptr;
  if (ours_has == theirs_has || clock.met || clock.agreed ||
      clock_of(sides.base, clock) == nullptr) {
    return false;
  }
  const Ticket& with = ours_has ? sides.ours : sides.theirs;
  const Ticket& without = ours_has ? sides.theirs : sides.ours;
  return promise_writing(with, false) < promise_writing(without, false);
}

/// What the last priority before an event (nullptr: of all) allows for the target, of those that
/// promise something of it.
std::optional<Seconds> last_allowed(const Ticket& ticket, const Event* before, Target target,
                                    const Desk& desk) {
  bool reached = before == nullptr;
  std::optional<Seconds> allowed = allowed_by(ticket.priority, target, desk);
  if (reached && allowed) {
    return allowed;
  }
  for (auto event = ticket.events.rbegin(); event != ticket.events.rend(); ++event) {
    if (sets_priority(*event)) {
      const auto older = allowed_by(event->detail("old"), target, desk);
      const auto newer = allowed_by(event->detail("new"), target, desk);
      if (reached && (newer || older)) {
        return newer ? newer : older;
      }
      allowed = older;
    }
    reached = reached || &*event == before;
  }
  return allowed;
}

/// The reopening that began a cycle; nullptr for the first cycle, and for one that has not begun.
const Event* beginning(const Ticket& ticket, int cycle) {
  const std::vector<const Event*> reopened = reopenings(ticket);
  return cycle >= 2 && cycle <= ticket.cycle() ? reopened[static_cast<std::size_t>(cycle) - 2]
                                               : nullptr;
}

/// What a promise that is not kept yet follows from.
struct Grounds {
  Instant start;
  std::optional<Seconds> allowed;
  std::vector<Interval> waiting;
  bool operator==(const Grounds&) const = default;
};

Grounds grounds_of(const Ticket& ticket, const Clock& clock, const Desk& desk) {
  const Event* const end = beginning(ticket, clock.cycle + 1);
  Grounds grounds = {
      cycle_start(ticket, clock.cycle), last_allowed(ticket, end, clock.target, desk), {}};
  if (clock.target == Target::resolve) {
    grounds.waiting = waiting_of(ticket).over;
  }
  return grounds;
}

void promise_anew(Clock& clock, const std::optional<Seconds>& allowed, const Ticket& merged,
                  const Desk& desk) {
  clock.allowed = allowed.value_or(clock.allowed);
  try {
    clock.due = compute_due(merged, clock, desk);
  } catch (const Error&) {
    // The calendar of the promise is gone; the promise is not.
  }
}

/// The promise of the side that stands.
void choose_clock(Clock& clock, const TicketSides& sides, const Clock& ours, const Clock& theirs) {
  const Clock* const base = clock_of(sides.base, clock);
  const bool theirs_hold = rank_of(ours, sides.ours, base) < rank_of(theirs, sides.theirs, base);
  take_promise(clock, theirs_hold ? theirs : ours);
}

/// The response to a clock, as the ticket's events tell it.
std::optional<Instant> told_response(const Ticket& ticket, const Clock& clock) {
  const auto first =
      clock.target == Target::respond ? first_response(ticket, clock.cycle) : std::nullopt;
  return first ? std::optional(first->at) : std::nullopt;
}

/// When a side's clock was met by something that its events do not tell: by a solution, or by hand.
std::optional<Instant> own_met(const Ticket& side, const Clock* clock) {
  return clock == nullptr || clock->met == told_response(side, *clock) ? std::nullopt : clock->met;
}

/// When the clock was met: read off the merged events, so that it depends neither on which side
/// knew of the promise or of the response, nor on who met whom first.
std::optional<Instant> merged_met(const Clock& clock, const Ticket& merged,
                                  const TicketSides& sides) {
  const auto by_sides = earliest(own_met(sides.ours, clock_of(&sides.ours, clock)),
                                 own_met(sides.theirs, clock_of(&sides.theirs, clock)));
  return earliest(told_response(merged, clock), by_sides);
}

// A promise stands as a side made it, where that side knew what the merged ticket says of it: which
// priority it has, when it was reopened, how long it waited. Where neither did, it is made anew
// from the merged ticket, so that it does not depend on who met whom first.
void settle_promise(Clock& clock, const Ticket& merged, const TicketSides& sides,
                    const Desk* desk) {
  const auto ours = judged_clock(sides.ours, clock, desk);
  const auto theirs = judged_clock(sides.theirs, clock, desk);
  const bool kept = (ours && ours->met) || (theirs && theirs->met);
  if (ours && theirs) {
    choose_clock(clock, sides, *ours, *theirs);
  }
  if (desk == nullptr || kept || clock.agreed) {
    return;
  }
  const Event* const reopening = beginning(merged, clock.cycle);
  if (reopening != nullptr && told_response(merged, clock)) {
    // Somebody answered who did not know of the reopening: as it was promised then.
    promise_anew(clock, last_allowed(merged, reopening, clock.target, *desk), merged, *desk);
    return;
  }
  const Grounds grounds = grounds_of(merged, clock, *desk);
  const bool ours_knew = ours && grounds_of(sides.ours, clock, *desk) == grounds;
  const bool theirs_knew = theirs && grounds_of(sides.theirs, clock, *desk) == grounds;
  if (!ours_knew && !theirs_knew) {
    promise_anew(clock, grounds.allowed, merged, *desk);
  } else if (ours_knew != theirs_knew) {
    take_promise(clock, ours_knew ? *ours : *theirs);
  }
}

}  // namespace

std::optional<Instant> earliest(const std::optional<Instant>& a, const std::optional<Instant>& b) {
  return a && b ? std::min(a, b) : (a ? a : b);
}

void settle_clocks(Ticket& ticket, const TicketSides& sides, const Desk* desk) {
  std::erase_if(ticket.sla, [&](const Clock& clock) { return was_taken_away(clock, sides); });
  for (Clock& clock : ticket.sla) {
    settle_promise(clock, ticket, sides, desk);
    clock.met = merged_met(clock, ticket, sides);
  }
  std::sort(ticket.sla.begin(), ticket.sla.end(), [](const Clock& a, const Clock& b) {
    return std::tie(a.cycle, a.target) < std::tie(b.cycle, b.target);
  });
}

}  // namespace tkt
