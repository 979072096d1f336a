// SPDX-License-Identifier: MIT
//
// What a report needs to know of a ticket. Facts depend neither on the time of asking nor on the
// desk's calendars, so that they can be kept.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/sla.h"
#include "model/ticket.h"

namespace tkt {

/// A promise and what became of it so far.
struct PromiseFacts {
  int cycle = 1;
  Target target = Target::respond;
  Instant start;  ///< of the cycle
  Instant due;
  std::optional<Instant> met;
  std::optional<Instant> rested;       ///< `rested_at`
  std::optional<Instant> still_since;  ///< as the function of that name
  bool withdrawn = false;              ///< a breach was recorded and taken back
  bool operator==(const PromiseFacts&) const = default;
};

struct WorkFacts {
  std::string by;
  Instant started;
  int minutes = 0;
  bool billable = true;
  bool operator==(const WorkFacts&) const = default;
};

struct TicketFacts {
  TicketId id;
  std::string client;
  std::string priority;
  std::string assigned;
  std::string calendar;  ///< of the first promise; empty: none was made
  bool finished = false;
  Instant opened;
  std::optional<Instant> answered;  ///< the first contact after the opening
  std::optional<Instant> solved;  ///< the last solution; none while it is open, and of a cancelled
  std::vector<Instant> resolved;  ///< every solution, also of one that was reopened
  std::vector<Instant> reopened;
  std::vector<PromiseFacts> promises;
  std::vector<WorkFacts> work;
  bool operator==(const TicketFacts&) const = default;
};

[[nodiscard]] TicketFacts facts_of(const Ticket& ticket);

/// As `clock_state`, but that a warning is a running promise.
[[nodiscard]] SlaState state_of(const PromiseFacts& promise, Instant now);

}  // namespace tkt
