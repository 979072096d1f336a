// SPDX-License-Identifier: MIT
#include "model/facts.h"

#include <algorithm>

#include "model/response.h"

namespace tkt {
namespace {

/// The first human contact: what the first promise says, else what events and work tell.
std::optional<Instant> first_contact(const Ticket& ticket) {
  for (const Clock& clock : ticket.sla) {
    if (clock.cycle == 1 && clock.target == Target::respond && clock.met) {
      return clock.met;
    }
  }
  const auto first = first_response(ticket, 1);
  return first ? std::optional(first->at) : std::nullopt;
}

std::optional<Instant> last_solution(const Ticket& ticket) {
  std::optional<Instant> last;
  if (ticket.status == Status::resolved || ticket.status == Status::invoiced) {
    for (const Event& event : ticket.events) {
      last = event.did == "resolve" ? std::max(event.at, ticket.opened) : last;
    }
  }
  return last;
}

}  // namespace

TicketFacts facts_of(const Ticket& ticket) {
  TicketFacts facts;
  facts.id = ticket.id;
  facts.client = ticket.client;
  facts.priority = ticket.priority;
  facts.assigned = ticket.assigned;
  facts.calendar = ticket.sla.empty() ? "" : ticket.sla.front().calendar;
  facts.finished = is_finished(ticket.status);
  facts.opened = ticket.opened;
  facts.answered = first_contact(ticket);
  facts.solved = last_solution(ticket);
  for (const Event& event : ticket.events) {
    if (event.did == "resolve") {
      facts.resolved.push_back(event.at);
    } else if (event.did == "reopen") {
      facts.reopened.push_back(event.at);
    }
  }
  for (const Clock& clock : ticket.sla) {
    facts.promises.push_back({clock.cycle, clock.target, cycle_start(ticket, clock.cycle),
                              clock.due, clock.met, rested_at(ticket, clock),
                              still_since(ticket, clock), breach_withdrawn(ticket, clock)});
  }
  for (const Work& work : ticket.work) {
    facts.work.push_back({work.by, work.started, work.minutes, work.billable});
  }
  return facts;
}

SlaState state_of(const PromiseFacts& promise, Instant now) {
  if (promise.met) {
    return *promise.met > promise.due ? SlaState::missed : SlaState::met;
  }
  if (promise.rested) {
    return *promise.rested > promise.due ? SlaState::missed : SlaState::none;
  }
  const Instant judged = std::min(now, promise.still_since.value_or(now));
  return judged > promise.due ? SlaState::breached : SlaState::running;
}

}  // namespace tkt
