// SPDX-License-Identifier: MIT
//
// The sum of a clock, day by day.
#include <algorithm>

#include "model/error.h"
#include "model/meter.h"
#include "model/sla.h"

namespace tkt {
namespace {

using std::chrono::days;
using std::chrono::local_days;

/// `interval` without the pauses, which are in order.
std::vector<Interval> without(Interval interval, const std::vector<Interval>& pauses) {
  std::vector<Interval> parts;
  for (const Interval& pause : pauses) {
    const Instant end = std::min(pause.from, interval.to);
    if (interval.from < end) {
      parts.push_back({interval.from, end});
    }
    interval.from = std::max(interval.from, std::min(pause.to, interval.to));
  }
  if (interval.from < interval.to) {
    parts.push_back(interval);
  }
  return parts;
}

/// The walk from a clock's start to the end of its sum.
class DayWalk {
 public:
  DayWalk(const Calendar& calendar, std::vector<Interval> pauses, Instant start, Instant end)
      : calendar_(calendar), pauses_(std::move(pauses)), start_(start), end_(end) {}

  Counted walk() {
    const local_days first = local_days(calendar_.zone.date(start_));
    const local_days last = local_days(calendar_.zone.date(std::max(start_, end_)));
    // Where clocks change at midnight, an instant may lie in the hours of a neighbouring day.
    for (local_days day = first - days(1); day <= last + days(1); day += days(1)) {
      const bool counted = take(intervals_on(calendar_, Date(day)));
      const std::string why = counted || day < first || day > last ? "" : reason(Date(day));
      if (!why.empty()) {
        counted_.skipped.push_back({Date(day), why});
      }
    }
    return std::move(counted_);
  }

 private:
  bool take(const std::vector<Interval>& openings) {
    const std::size_t before = counted_.intervals.size();
    for (const Interval& opening : openings) {
      const Interval cut{std::max({opening.from, start_, taken_to_}), std::min(opening.to, end_)};
      for (const Interval& part : without(cut, pauses_)) {
        counted_.intervals.push_back({part.from, part.to, part.to - part.from});
        taken_to_ = part.to;
      }
    }
    return counted_.intervals.size() > before;
  }

  /// Why nothing counted on a day; empty where its hours are still to come.
  [[nodiscard]] std::string reason(Date date) const {
    const std::vector<Interval> openings = intervals_on(calendar_, date);
    if (openings.empty()) {
      const std::string why = opening_on(calendar_, date).why;
      return why.empty() ? "closed" : why;
    }
    if (openings.back().to <= start_) {
      return "after hours";
    }
    const bool any = std::any_of(openings.begin(), openings.end(), [this](const Interval& opening) {
      return std::max(opening.from, start_) < std::min(opening.to, end_);
    });
    return any ? "waiting" : "";
  }

  const Calendar& calendar_;
  std::vector<Interval> pauses_;
  Instant start_;
  Instant end_;
  Instant taken_to_ = Instant::min();
  Counted counted_;
};

/// The request itself where the calendar has no opening any more.
Instant start_of_count(const Calendar& calendar, Instant request) {
  try {
    return next_open(calendar, request);
  } catch (const Error&) {
    return request;
  }
}

Instant end_of_sum(const Ticket& ticket, const Clock& clock, Instant now) {
  return clock.met ? *clock.met : rested_at(ticket, clock).value_or(now);
}

}  // namespace

Counted count_until(const Ticket& ticket, const Clock& clock, const Desk& desk, Instant until) {
  const Instant start = cycle_start(ticket, clock.cycle);
  if (until - start > std::chrono::years(50)) {
    throw Error(ErrorKind::refused,
                "the clock of " + ticket.id + " has run for more than 50 years, since " +
                    format_instant(start, desk.zone()),
                "look at the ticket's 'opened' and 'events'");
  }
  const Meter meter(ticket, clock, desk);
  std::vector<Interval> pauses = meter.pauses();
  if (const auto since = still_since(ticket, clock); since && *since < until) {
    pauses.push_back({*since, until});
  }
  return DayWalk(meter.calendar(), std::move(pauses), start, until).walk();
}

Sum explain(const Ticket& ticket, const Clock& clock, const Desk& desk, Instant now) {
  const Instant end = end_of_sum(ticket, clock, now);
  Counted counted = count_until(ticket, clock, desk, end);
  Sum sum;
  sum.clock = clock;
  sum.state = clock_state(ticket, clock, desk, desk.warn, now);
  for (const Sum::Part& part : counted.intervals) {
    sum.elapsed += part.length;
  }
  const Meter meter(ticket, clock, desk);
  const Instant request = cycle_start(ticket, clock.cycle);
  sum.start = start_of_count(meter.calendar(), request);
  const Instant reached =
      std::max(request, std::min(end, still_since(ticket, clock).value_or(end)));
  sum.remaining = meter.between(reached, clock.due) - meter.between(clock.due, reached);
  sum.intervals = std::move(counted.intervals);
  sum.skipped = std::move(counted.skipped);
  return sum;
}

}  // namespace tkt
