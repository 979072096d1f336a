// SPDX-License-Identifier: MIT
//
// The SLA clock: what was promised, what is left of it, and the sum that shows it. See tkt-sla(7).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/calendar.h"
#include "model/client.h"
#include "model/desk.h"
#include "model/ticket.h"

namespace tkt {

enum class SlaState { none, running, warning, breached, met, missed };
[[nodiscard]] std::string_view to_string(SlaState state);

/// Where a clock stands at `now`. Breached: unmet and now > due, strictly. Missed: met > due.
/// Warning: unmet and at least `warn` percent of the allowed working time used up.
[[nodiscard]] SlaState clock_state(const Ticket& ticket, const Clock& clock, const Desk& desk,
                                   int warn, Instant now);

/// The clock that speaks for the ticket: the unmet one due first, else the last one; nullptr
/// without clocks. On a finished ticket every clock is at rest, and the last one speaks.
[[nodiscard]] const Clock* leading_clock(const Ticket& ticket);

/// State of the leading clock; `none` without one. Resolving meets every clock; the unmet clock of
/// a cancelled ticket was missed when the cancellation came after due, and is `none` otherwise.
[[nodiscard]] SlaState ticket_state(const Ticket& ticket, const Desk& desk, Instant now);

/// The instant from which `clock_state` says warning, were nothing met.
[[nodiscard]] Instant warning_from(const Ticket& ticket, const Clock& clock, const Desk& desk,
                                   int warn);

/// When the cycle began: the opening, or the reopening.
[[nodiscard]] Instant cycle_start(const Ticket& ticket, int cycle);

/// The clocks that the current cycle starts with, by the client's category, the priority and
/// `callout`; empty where the category has no SLA or the priority no targets. Throws Error{refused}
/// for a calendar without working time.
[[nodiscard]] std::vector<Clock> start_clocks(const Ticket& ticket, const Client& client,
                                              const Desk& desk);

/// Due of a clock, computed from the ticket's events: start of the cycle, allowed time, and for
/// resolution the waiting. An agreed due is returned as it is.
[[nodiscard]] Instant compute_due(const Ticket& ticket, const Clock& clock, const Desk& desk);

/// The ticket with the unmet clock(s) of `target` in the current cycle met at `at`.
[[nodiscard]] Ticket meet(Ticket ticket, Target target, Instant at);

/// The ticket with its unmet, not agreed clocks of the current cycle made anew for its present
/// priority; met ones stay.
[[nodiscard]] Ticket restart_clocks(Ticket ticket, const Client& client, const Desk& desk);

/// Refuses a callout that the rules do not give: category without `callout`, by email, or inside
/// hours. Throws Error{refused}, naming the rule.
void check_callout(const Client& client, std::string_view channel, const Desk& desk, Instant at);

/// The sum of one clock, to be checked on paper.
struct Sum {
  struct Part {
    Instant from;
    Instant to;
    Seconds length;
    bool operator==(const Part&) const = default;
  };
  struct Skipped {
    Date date;
    std::string why;
    bool operator==(const Skipped&) const = default;
  };
  Clock clock;
  Instant start;  ///< of the cycle: the request
  SlaState state = SlaState::none;
  Seconds elapsed{};             ///< working time from start to now, or to the response
  Seconds remaining{};           ///< allowed minus elapsed; negative when overrun
  std::vector<Part> intervals;   ///< what counted, up to now or the response
  std::vector<Skipped> skipped;  ///< days without working time between start and the end of the sum
};
[[nodiscard]] Sum explain(const Ticket& ticket, const Clock& clock, const Desk& desk, Instant now);

/// A promise that is broken, or close to it: a line of `sla check`.
struct Alarm {
  TicketId ticket;
  Clock clock;
  SlaState state;   ///< breached or warning
  Seconds overdue;  ///< wall time since due; zero for a warning
};
/// Of a live ticket's unmet clocks, those breached, and those warned of when `warn` is given. Empty
/// for a finished ticket.
[[nodiscard]] std::vector<Alarm> alarms(const Ticket& ticket, const Desk& desk,
                                        std::optional<int> warn, Instant now);

/// The event that records a breach. Its ID is made from ticket, target, cycle and threshold, so
/// that every machine writes the same; its `at` is the due instant, its `by` is "sla".
[[nodiscard]] Event breach_event(const Ticket& ticket, const Clock& clock);
/// The event that joins a recorded breach when a timely response came to light later.
[[nodiscard]] Event withdrawal_event(const Ticket& ticket, const Clock& clock);
/// The breaches of this ticket that are not recorded yet, and the withdrawals that are due, in
/// order; nothing for agreed facts.
[[nodiscard]] std::vector<Event> unrecorded(const Ticket& ticket, const Desk& desk, Instant now);

}  // namespace tkt
