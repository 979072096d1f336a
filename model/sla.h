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
/// Warning: unmet and at least `warn` percent of the allowed working time used up. One that stands
/// still is judged as of then. An unmet clock at rest was missed when its cycle ended after due,
/// and is `none` otherwise.
[[nodiscard]] SlaState clock_state(const Ticket& ticket, const Clock& clock, const Desk& desk,
                                   int warn, Instant now);

/// True for the clocks of a finished ticket and of every cycle but the last.
[[nodiscard]] bool is_at_rest(const Ticket& ticket, const Clock& clock);
/// When the cycle of a clock at rest was resolved or cancelled (its due where no event tells);
/// nullopt for one that is not at rest.
[[nodiscard]] std::optional<Instant> rested_at(const Ticket& ticket, const Clock& clock);
/// Since when a clock stands still: the unmet clock of a solution, whose due was not agreed by
/// hand, while the ticket waits for the client.
[[nodiscard]] std::optional<Instant> still_since(const Ticket& ticket, const Clock& clock);

/// The clock that speaks for the ticket: the unmet one due first, else the last one that was met;
/// nullptr without such clocks. On a finished ticket every clock is at rest, and the last one
/// speaks.
[[nodiscard]] const Clock* leading_clock(const Ticket& ticket);

/// State of the leading clock; `none` without one. Resolving meets every clock; the unmet clock of
/// a cancelled ticket was missed when the cancellation came after due, and is `none` otherwise.
[[nodiscard]] SlaState ticket_state(const Ticket& ticket, const Desk& desk, Instant now);

/// The instant from which `clock_state` says warning, were nothing met. Due itself where the desk
/// no longer has the clock's calendar.
[[nodiscard]] Instant warning_from(const Ticket& ticket, const Clock& clock, const Desk& desk,
                                   int warn);

/// When the cycle began: the opening, or the reopening.
[[nodiscard]] Instant cycle_start(const Ticket& ticket, int cycle);

/// The priority that the ticket had at the end of a cycle, as the events tell it; in the running
/// one its present one.
[[nodiscard]] std::string cycle_priority(const Ticket& ticket, int cycle);

/// The clocks that the current cycle starts with, by the client's category, the priority and
/// `callout`; empty where the category has no SLA or the priority no targets. Throws Error{refused}
/// for a calendar without working time, and for a category or priority that the desk has not.
[[nodiscard]] std::vector<Clock> start_clocks(const Ticket& ticket, const Client& client,
                                              const Desk& desk);

/// Due of a clock, computed from the ticket's events: start of the cycle, allowed time, and for
/// resolution the waiting that is over. An agreed due is returned as it is. Throws Error{refused}
/// where the desk no longer has the clock's calendar, or it holds too little working time.
[[nodiscard]] Instant compute_due(const Ticket& ticket, const Clock& clock, const Desk& desk);

/// The ticket with its response clocks met by what its events and work tell (`first_response`), in
/// every cycle. What was met before that stays.
[[nodiscard]] Ticket meet_responses(Ticket ticket);
/// The ticket with the solution clock of the current cycle met at `at`, or when the cycle began
/// where that was later.
[[nodiscard]] Ticket meet_solution(Ticket ticket, Instant at);

/// The ticket with its unmet, not agreed clocks of the current cycle made anew for its present
/// priority, and met by a response that came before them; met ones stay. A finished ticket comes
/// back as it is.
[[nodiscard]] Ticket restart_clocks(Ticket ticket, const Client& client, const Desk& desk);

/// The clock as today's calendars give it: that of the client (empty: the desk's own), or the wall
/// clock for a callout. What was met, agreed by hand or is at rest comes back as it is. Throws as
/// `compute_due`.
[[nodiscard]] Clock recomputed(const Ticket& ticket, Clock clock,
                               const std::string& client_calendar, const Desk& desk);

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
  Instant start;  ///< of the count: the request, or the next opening when closed then
  SlaState state = SlaState::none;
  Seconds elapsed{};             ///< working time from start to now, or to the response
  Seconds remaining{};           ///< working time up to due; negative: since due
  std::vector<Part> intervals;   ///< what counted, up to now or the response
  std::vector<Skipped> skipped;  ///< days without working time, from the request on
};
/// Throws as `count_until`.
[[nodiscard]] Sum explain(const Ticket& ticket, const Clock& clock, const Desk& desk, Instant now);

/// What a clock counts from its start to an instant, and the days on which nothing counts:
/// "weekend" and the like (see `Opening`), "after hours" for the day of a late request, "waiting".
struct Counted {
  std::vector<Sum::Part> intervals;
  std::vector<Sum::Skipped> skipped;
};
/// Throws Error{refused} where the desk no longer has the clock's calendar, and for more than 50
/// years.
[[nodiscard]] Counted count_until(const Ticket& ticket, const Clock& clock, const Desk& desk,
                                  Instant until);

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
[[nodiscard]] Event breach_event(const Ticket& ticket, const Clock& clock, const Zone& zone);
/// The event that joins a recorded breach when a response in time came to light later; made alike.
[[nodiscard]] Event withdrawal_event(const Ticket& ticket, const Clock& clock, const Zone& zone);
[[nodiscard]] bool breach_recorded(const Ticket& ticket, const Clock& clock);
[[nodiscard]] bool breach_withdrawn(const Ticket& ticket, const Clock& clock);
/// The withdrawals that are due: of recorded breaches whose response turned out to be in time.
[[nodiscard]] std::vector<Event> withdrawals(const Ticket& ticket, const Desk& desk);
/// The breaches of this ticket that are not recorded yet, also of promises that were kept too late,
/// and the withdrawals that are due, in order. A recorded breach is withdrawn when the response
/// came before the due that was broken; a later due, by a changed priority, withdraws nothing.
[[nodiscard]] std::vector<Event> unrecorded(const Ticket& ticket, const Desk& desk, Instant now);
/// Of these the breaches: what is to be recorded before promises move, or it would be lost.
[[nodiscard]] std::vector<Event> breaches_so_far(const Ticket& ticket, const Desk& desk,
                                                 Instant now);
/// An event `recompute`, still without ID, author and time, for each promise of `before` that is
/// due at another time in `after`, or that `after` has no more.
[[nodiscard]] std::vector<Event> move_events(const Ticket& before, const Ticket& after,
                                             const Zone& zone);
/// When the member of a step of the chain (from 1) is told of a broken promise: the desk's time
/// for that step after due, counted in working time of the promise's calendar, for the most urgent
/// priority by the clock on the wall. nullopt: the desk has no time for that step, or the calendar
/// is gone.
[[nodiscard]] std::optional<Instant> step_time(const Clock& clock, std::string_view priority,
                                               const Desk& desk, int step);
/// Whether the chain may be told now: in the hours of the promise's calendar, of the most urgent
/// priority at any hour.
[[nodiscard]] bool may_tell(const Clock& clock, std::string_view priority, const Desk& desk,
                            Instant now);
/// The steps of the chain that were told of a promise, as bits: 1 for the first, 2 for the second.
[[nodiscard]] int steps_told(const Ticket& ticket, const Clock& clock);
/// The event by which a step is told; made like that of the breach, with `did` "alert".
[[nodiscard]] Event alert_event(const Ticket& ticket, const Clock& clock, const Desk& desk,
                                int step, Instant at);
/// The steps that are due and were not told yet; `told` as `steps_told`.
[[nodiscard]] std::vector<int> due_steps(const Clock& clock, int told, std::string_view priority,
                                         std::string_view assigned, const Desk& desk, Instant now);
/// Whether something is unrecorded of promises that are over, whatever the time: a breach of one
/// that was met or came to rest too late, or a withdrawal.
[[nodiscard]] bool owes_records(const Ticket& ticket);

}  // namespace tkt
