// SPDX-License-Identifier: MIT
#include "cmd/clock_text.h"

#include <algorithm>

#include <fmt/core.h>

#include "cmd/when.h"

namespace tkt {
namespace {

std::string standing(const Clock& clock, SlaState state, std::optional<Instant> still,
                     const Zone& zone, Instant now) {
  const Instant judged = std::min(now, still.value_or(now));
  const std::string due = "due " + local_minute(clock.due, zone);
  const std::string met = clock.met ? "met " + local_minute(*clock.met, zone) : "";
  switch (state) {
    case SlaState::running:
    case SlaState::warning:
      return still ? rough_length(clock.due - judged) + " left when the waiting ends"
                   : due + ", " + relative_time(clock.due, now);
    case SlaState::breached: return due + ", " + rough_length(judged - clock.due) + " late";
    case SlaState::met: return (met.empty() ? "met" : met) + ", " + due;
    case SlaState::missed:
      return "missed, " + due +
             (clock.met ? ", " + met + ", " + rough_length(*clock.met - clock.due) + " late" : "");
    case SlaState::none: break;
  }
  return due + ", no longer counted";
}

}  // namespace

std::string clock_name(const Clock& clock) {
  const std::string name = clock.target == Target::respond ? "response" : "solution";
  return clock.cycle > 1 ? fmt::format("{} {}", name, clock.cycle) : name;
}

std::string clock_text(const Clock& clock, SlaState state, std::optional<Instant> still,
                       const Zone& zone, Instant now) {
  return standing(clock, state, still, zone, now) + (clock.agreed ? " (agreed by hand)" : "") +
         (clock.calendar == "always" ? " (around the clock)" : "");
}

}  // namespace tkt
