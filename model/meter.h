// SPDX-License-Identifier: MIT
//
// What one clock counts: the opening hours of its calendar, without its pauses. The head of sla.cc
// tells the rules.
#pragma once

#include <optional>
#include <vector>

#include "model/calendar.h"
#include "model/desk.h"
#include "model/ticket.h"

namespace tkt {

/// The stretches of time in which a ticket waited for its client.
struct Waiting {
  std::vector<Interval> over;    ///< by time, without overlap
  std::optional<Instant> since;  ///< of the one that goes on
};
[[nodiscard]] Waiting waiting_of(const Ticket& ticket);

class Meter {
 public:
  /// Throws Error{refused} where the desk has no such calendar.
  Meter(const Ticket& ticket, const Clock& clock, const Desk& desk);

  [[nodiscard]] const Calendar& calendar() const { return calendar_; }
  /// Pauses that are over.
  [[nodiscard]] const std::vector<Interval>& pauses() const { return pauses_; }

  /// What counts between two instants; zero when `to` is not after `from`.
  [[nodiscard]] Seconds between(Instant from, Instant to) const;
  /// The instant at which `amount` is used up. Throws as `add_working_time`.
  [[nodiscard]] Instant after(Instant from, Seconds amount) const;

 private:
  Calendar calendar_;
  std::vector<Interval> pauses_;
};

}  // namespace tkt
