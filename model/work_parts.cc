// SPDX-License-Identifier: MIT
#include "model/work_parts.h"

#include <algorithm>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "model/error.h"
#include "model/invoice.h"

namespace tkt {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::minutes;

/// Nobody works that long on end: a slip of whoever edited the file. It bounds the search for
/// boundaries, too.
constexpr int kLongestWork = 366 * 24 * 60;

void check_work(const Ticket& ticket, const Work& work) {
  if (work.minutes < 0 || work.minutes > kLongestWork) {
    throw Error(ErrorKind::refused,
                fmt::format("work '{}' of '{}' says {} minutes", work.id, ticket.id, work.minutes),
                "correct it with 'tkt edit " + ticket.id + "'");
  }
}

/// Time up to `to`, from where the stretch before it ends.
struct Stretch {
  Instant to;
  std::string after_hours;
  Date day{};
};

/// Where work is cut.
struct Cuts {
  bool by_hours;  ///< where the calendar opens and closes
  bool by_days;   ///< at midnight

  [[nodiscard]] bool any() const { return by_hours || by_days; }
};

/// From one instant to another: in hours, after hours, in hours again, and so on; or day by day; or
/// both.
std::vector<Stretch> stretches(const Calendar& calendar, Instant from, Instant to, Cuts cuts) {
  std::vector<Stretch> found;
  Date today{};
  const auto reach = [&](Instant until, const std::string& after_hours) {
    until = std::min(until, to);
    if (until <= from) {
      return;
    }
    if (found.empty() || found.back().after_hours != after_hours ||
        (cuts.by_days && found.back().day != today)) {
      found.push_back({until, after_hours, today});
    }
    found.back().to = from = until;
  };
  for (auto day = local_days(calendar.zone.date(from)); from < to; day += days(1)) {
    today = Date(day);
    if (!cuts.by_hours) {
      reach(calendar.zone.instant(day + days(1)), "");
      continue;
    }
    const std::string why = opening_on(calendar, Date(day)).why;
    const std::string closed = why.empty() ? "after hours" : "after hours: " + why;
    for (const Interval& open : intervals_on(calendar, Date(day))) {
      reach(open.from, closed);
      reach(open.to, "");
    }
    reach(calendar.zone.instant(day + days(1)), closed);
  }
  return found;
}

std::vector<WorkPart> cut(const WorkPart& entry, const Calendar& calendar, Cuts cuts) {
  const Instant start = entry.from;
  std::vector<WorkPart> parts;
  WorkPart part = entry;
  int done = 0;
  for (const Stretch& stretch : stretches(calendar, start, start + minutes(entry.minutes), cuts)) {
    const auto end = static_cast<int>((stretch.to - start + Seconds(30)) / minutes(1));
    part.minutes = end - done;
    part.after_hours = stretch.after_hours;
    if (part.minutes > 0) {
      parts.push_back(part);
    }
    part.from = stretch.to;
    done = end;
  }
  return parts;
}

std::vector<WorkPart> parts_of(const Ticket& ticket, const Calendar& calendar, Cuts cuts) {
  std::vector<WorkPart> parts;
  for (const Work& work : ticket.work) {
    if (!work.billable || !work.invoice.empty()) {
      continue;
    }
    check_work(ticket, work);
    const WorkPart entry{&ticket, &work, work.started, work.minutes, 0, ""};
    if (work.minutes > 0 && cuts.any()) {
      std::ranges::move(cut(entry, calendar, cuts), std::back_inserter(parts));
    } else {
      parts.push_back(entry);
    }
  }
  std::ranges::stable_sort(parts, {}, &WorkPart::from);
  return parts;
}

/// What is rounded together bears the same key.
std::string scope_key(const WorkPart& part, RoundingScope scope, const Zone& zone) {
  switch (scope) {
    case RoundingScope::entry: return part.ticket->id + part.work->id;
    case RoundingScope::ticket: return part.ticket->id;
    case RoundingScope::day: return part.ticket->id + format_date(zone.date(part.from));
  }
  return "";
}

int checked_minutes(std::int64_t count) {
  if (count > std::numeric_limits<int>::max()) {
    throw Error(ErrorKind::refused, "there are more minutes to bill than an invoice holds");
  }
  return static_cast<int>(count);
}

/// Gives the parts of one group their billed minutes: the difference from the end on, and none to a
/// part without minutes.
void round_group(const std::vector<WorkPart*>& group, const Rounding& rounding) {
  std::int64_t sum = 0;
  for (const WorkPart* part : group) {
    sum += part->minutes;
  }
  int difference = round_minutes(checked_minutes(sum), rounding) - static_cast<int>(sum);
  for (auto part = group.rbegin(); part != group.rend(); ++part) {
    const int worked = (*part)->minutes;
    const int share = worked == 0 ? 0 : std::max(difference, -worked);
    (*part)->billed = worked + share;
    difference -= share;
  }
}

std::int64_t whole_minutes(Seconds length, std::string_view key) {
  if (length < Seconds(0) || length % minutes(1) != Seconds(0)) {
    throw Error(ErrorKind::refused,
                fmt::format("'billing: rounding: {}:' in desk.yaml is not in whole minutes", key),
                "write it as '15m'");
  }
  return length / minutes(1);
}

std::int64_t to_unit(std::int64_t count, std::int64_t unit, RoundingMode mode) {
  switch (mode) {
    case RoundingMode::up: return (count + unit - 1) / unit * unit;
    case RoundingMode::down: return count / unit * unit;
    case RoundingMode::nearest: return (2 * count + unit) / (2 * unit) * unit;
  }
  return count;
}

}  // namespace

int round_minutes(int worked, const Rounding& rounding) {
  const std::int64_t unit = whole_minutes(rounding.unit, "unit");
  const std::int64_t minimum = whole_minutes(rounding.minimum, "minimum");
  if (worked <= 0) {
    return 0;
  }
  const std::int64_t rounded = unit == 0 ? worked : to_unit(worked, unit, rounding.mode);
  return checked_minutes(std::max(rounded, minimum));
}

std::vector<WorkPart> unbilled_parts(const std::vector<const Ticket*>& tickets,
                                     const Calendar& calendar, bool by_hours,
                                     const Rounding& rounding) {
  const Cuts cuts{by_hours, rounding.scope == RoundingScope::day};
  std::vector<WorkPart> parts;
  for (const Ticket* ticket : tickets) {
    std::ranges::move(parts_of(*ticket, calendar, cuts), std::back_inserter(parts));
  }
  std::map<std::string, std::vector<WorkPart*>> groups;
  for (WorkPart& part : parts) {
    groups[scope_key(part, rounding.scope, calendar.zone)].push_back(&part);
  }
  for (const auto& [key, group] : groups) {
    round_group(group, rounding);
  }
  return parts;
}

}  // namespace tkt
