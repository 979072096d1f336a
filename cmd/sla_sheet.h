// SPDX-License-Identifier: MIT
//
// The sum of a clock as lines for people: what counted on which day, and why the others did not.
#pragma once

#include <string>
#include <vector>

#include "cmd/io.h"
#include "model/sla.h"

namespace tkt {

struct SheetRow {
  std::string day;     ///< "Fri 2026-11-20"; empty where the row above has it
  std::string time;    ///< "16:30", "16:30 - 17:00"; empty on a day that was skipped
  std::string length;  ///< "30m": what this stretch of time adds
  std::string total;   ///< "1h": of the stretches so far
  std::string text;    ///< "request", "weekend", "waiting"
  Style style = Style::plain;
  bool operator==(const SheetRow&) const = default;
};

/// From the request to due, or to the beginning of the waiting in which the clock stands still.
/// What counted is parted at the response, else at `now`. Throws as `count_until`.
[[nodiscard]] std::vector<SheetRow> sheet(const Ticket& ticket, const Clock& clock,
                                          const Desk& desk, Instant now);

/// "Mon-Thu 08:00-12:30, 13:30-17:00; Fri 08:00-12:00", "around the clock".
[[nodiscard]] std::string week_text(const Calendar& calendar);

/// "Fri 2026-11-20"
[[nodiscard]] std::string day_text(Date date);
/// "16:30", with seconds where there are any.
[[nodiscard]] std::string wall_text(Instant instant, const Zone& zone);

}  // namespace tkt
