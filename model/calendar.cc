// SPDX-License-Identifier: MIT
//
// Working time is counted by walking from opening to opening. Most weeks are like any other, so
// after the first days the walk looks ahead: from some day to the next holiday, special day or
// change of clocks every week holds the same working time W, and n such weeks hold n * W. They are
// taken in one stride, up to the last one that does not use up what is left, so that the day of due
// itself is always walked and its rules (closing instant, gaps) stand in one place. What a count
// costs follows the exceptions on its way and not the weeks.
//
//   400 h from Mon 2026-11-02 08:00, at 45 h a week, with the holidays of Botswana: six working
//   days are walked (54 h). From Tue 11-10 there are 6 plain weeks before Christmas, and 7 would
//   fit into the 346 h that are left: 6 * 45 = 270 h are taken at once. The last 76 h are walked
//   from Tue 12-22 on, over Christmas and New Year's Day, to Wed 2027-01-06 12:00.
#include "model/calendar.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "model/error.h"
#include "model/holidays.h"
#include "model/scan.h"

namespace tkt {
namespace {

using std::chrono::days;
using std::chrono::local_days;

constexpr auto kHorizon = std::chrono::years(50);
constexpr Seconds kDay = days(1);

/// The holidays of a year, worked out once on each thread.
const std::vector<Holiday>& known_holidays(const std::string& rule_set, int year) {
  thread_local std::map<std::pair<std::string, int>, std::vector<Holiday>> known;
  const auto [place, fresh] = known.try_emplace({rule_set, year});
  if (fresh) {
    place->second = holidays_in(rule_set, year);
  }
  return place->second;
}

/// What each day of a calendar holds.
class Days {
 public:
  explicit Days(const Calendar& calendar) : calendar_(calendar) {}

  [[nodiscard]] const std::vector<Hours>& hours(Date date) const {
    static const std::vector<Hours> closed;
    if (const SpecialDay* const special = special_day(date)) {
      return special->hours;
    }
    const std::vector<Hours>& usual = week_hours(date);
    return usual.empty() || holiday(date) == nullptr ? usual : closed;
  }

  [[nodiscard]] std::string why(Date date) const {
    if (const SpecialDay* const special = special_day(date)) {
      return !special->name.empty() ? special->name
                                    : (special->hours.empty() ? "closed" : "special hours");
    }
    if (const Holiday* const found = holiday(date)) {
      return found->name;
    }
    if (!week_hours(date).empty()) {
      return "";
    }
    return iso_weekday(date) >= 6 ? "weekend" : "closed";
  }

  /// How many weeks from `day` on are as the calendar has the week: no holiday, no special day, and
  /// the clocks are not changed in them or within three days of them.
  [[nodiscard]] std::int64_t plain_weeks(local_days day) const {
    const Instant utc(day.time_since_epoch());
    const Instant same_offset = calendar_.zone.offset_until(utc - days(3));
    if (same_offset <= utc + days(3)) {
      return 0;
    }
    const auto by_clocks = (std::min(same_offset, utc + kFar) - days(3) - utc) / days(7);
    return std::min<std::int64_t>(by_clocks, (next_exception(day) - day) / days(7));
  }

  /// The working time of a plain week.
  [[nodiscard]] Seconds week_time() const {
    Seconds sum{0};
    for (const auto& day : calendar_.week) {
      for (const Hours& part : day) {
        sum += part.to - part.from;
      }
    }
    return sum;
  }

 private:
  static unsigned iso_weekday(Date date) {
    return std::chrono::weekday(local_days(date)).iso_encoding();
  }

  [[nodiscard]] const std::vector<Hours>& week_hours(Date date) const {
    return calendar_.week[iso_weekday(date) - 1];
  }

  [[nodiscard]] const SpecialDay* special_day(Date date) const {
    const auto found = calendar_.days.find(date);
    return found == calendar_.days.end() ? nullptr : &found->second;
  }

  [[nodiscard]] const Holiday* holiday(Date date) const {
    for (const std::string& rule_set : calendar_.holidays) {
      const auto& year = known_holidays(rule_set, static_cast<int>(date.year()));
      const auto found = first_on(year, date);
      if (found != year.end() && found->date == date) {
        return &*found;
      }
    }
    return nullptr;
  }

  /// The first of a year's holidays that is not before a date.
  static std::vector<Holiday>::const_iterator first_on(const std::vector<Holiday>& year,
                                                       Date date) {
    return std::partition_point(year.begin(), year.end(),
                                [date](const Holiday& h) { return h.date < date; });
  }

  /// The first day from `day` on that is a holiday or special, or some plain day that is close
  /// enough before it.
  [[nodiscard]] local_days next_exception(local_days day) const {
    local_days next = day + kFar;
    if (const auto special = calendar_.days.lower_bound(Date(day));
        special != calendar_.days.end()) {
      next = std::min(next, local_days(special->first));
    }
    const std::chrono::year this_year = Date(day).year();
    for (const std::string& rule_set : calendar_.holidays) {
      const auto& year = known_holidays(rule_set, static_cast<int>(this_year));
      const auto found = first_on(year, Date(day));
      next = std::min(next, found != year.end()
                                ? local_days(found->date)
                                : local_days((this_year + std::chrono::years(1)) / 1 / 1));
    }
    return next;
  }

  static constexpr days kFar{40'000};
  const Calendar& calendar_;
};

/// A day's hours on the UTC line. A reading that summer time skips moves forward by the gap, for
/// openings and closings alike; hours that lie wholly in a gap are none, and where moved hours
/// reach into the next ones those give way, so that no second is there twice.
std::vector<Interval> on_utc_line(const std::vector<Hours>& hours, const Zone& zone, Date date) {
  std::vector<Interval> intervals;
  const LocalTime midnight = local_days(date);
  for (const Hours& part : hours) {
    const LocalTime opens = midnight + part.from;
    const LocalTime closes = midnight + part.to;
    Interval interval{zone.instant(opens), zone.instant(closes)};
    const bool in_gap = zone.local(interval.from) != opens && zone.local(interval.to) != closes;
    if (!intervals.empty()) {
      interval.from = std::max(interval.from, intervals.back().to);
    }
    if (interval.from < interval.to && !in_gap) {
      intervals.push_back(interval);
    }
  }
  return intervals;
}

/// Visits the opening intervals that end after `from` and begin before `to`, in order and without
/// overlap, the first cut to begin at `from`, until `visit` returns false. The days before and
/// after are looked at too: where a change of offset falls on midnight, an instant may lie in the
/// hours of its neighbour. `stride` is offered whole weeks and the working time of each, and says
/// how many of them it takes.
template <class Visit, class Stride>
void visit_openings(const Calendar& calendar, Instant from, Instant to, Visit visit,
                    Stride stride) {
  const Days openings(calendar);
  const local_days first = local_days(calendar.zone.date(from)) - days(1);
  const local_days last = local_days(calendar.zone.date(to)) + days(1);
  for (local_days day = first; day <= last; day += days(1)) {
    if (day - first > days(8) && (day - first) % days(7) == days(2)) {
      const std::int64_t before_last = std::max<std::int64_t>(0, (last - day) / days(7) - 1);
      const std::int64_t weeks = std::min(before_last, openings.plain_weeks(day));
      day += days(7) * (weeks > 0 ? stride(weeks, openings.week_time()) : 0);
    }
    for (const Interval& interval :
         on_utc_line(openings.hours(Date(day)), calendar.zone, Date(day))) {
      const Instant begin = std::max(interval.from, from);
      if (begin >= to) {
        return;
      }
      if (begin < interval.to) {
        if (!visit(Interval{begin, interval.to})) {
          return;
        }
        from = interval.to;
      }
    }
  }
}

bool has_hours(const Calendar& calendar) {
  return std::any_of(calendar.week.begin(), calendar.week.end(),
                     [](const std::vector<Hours>& hours) { return !hours.empty(); }) ||
         std::any_of(calendar.days.begin(), calendar.days.end(),
                     [](const auto& day) { return !day.second.hours.empty(); });
}

[[noreturn]] void refuse_calendar(const Calendar& calendar, Instant from, Seconds amount) {
  const std::string hint = "look at its 'hours', 'holidays' and 'days' in desk.yaml";
  if (!has_hours(calendar)) {
    throw Error(ErrorKind::refused,
                fmt::format("calendar '{}' has no working hours", calendar.name), hint);
  }
  throw Error(ErrorKind::refused,
              fmt::format("calendar '{}' holds no {} of working time in the 50 years after {}",
                          calendar.name, format_duration(std::max(amount, Seconds(1))),
                          format_date(calendar.zone.date(from))),
              hint);
}

/// "08:00", "24:00": time after midnight.
std::optional<Seconds> scan_time_of_day(Scan& scan) {
  const auto hour = scan.number(2, 2);
  if (!hour || !scan.take(":")) {
    return std::nullopt;
  }
  const auto minute = scan.number(2, 2);
  if (!minute || *minute > 59) {
    return std::nullopt;
  }
  const Seconds time = std::chrono::hours(*hour) + std::chrono::minutes(*minute);
  return time <= kDay ? std::optional(time) : std::nullopt;
}

std::string format_time_of_day(Seconds time) {
  const std::chrono::hh_mm_ss parts(time);
  return fmt::format("{:02}:{:02}", parts.hours().count(), parts.minutes().count());
}

}  // namespace

std::optional<Hours> parse_hours(std::string_view text) {
  Scan scan{text};
  const auto from = scan_time_of_day(scan);
  if (!from || !scan.take("-")) {
    return std::nullopt;
  }
  const auto to = scan_time_of_day(scan);
  if (!to || !scan.done() || *from >= *to) {
    return std::nullopt;
  }
  return Hours{*from, *to};
}

std::optional<Seconds> parse_time_of_day(std::string_view text) {
  Scan scan{text};
  const auto time = scan_time_of_day(scan);
  return scan.done() ? time : std::nullopt;
}

std::string format_hours(const Hours& hours) {
  return format_time_of_day(hours.from) + "-" + format_time_of_day(hours.to);
}

Calendar always_open(const Zone& zone) {
  Calendar calendar;
  calendar.name = "always";
  calendar.zone = zone;
  calendar.week.fill({Hours{Seconds(0), kDay}});
  return calendar;
}

Opening opening_on(const Calendar& calendar, Date date) {
  Days openings(calendar);
  return {openings.hours(date), openings.why(date)};
}

bool is_open(const Calendar& calendar, Instant instant) {
  bool open = false;
  visit_openings(
      calendar, instant, instant + Seconds(1),
      [&open](const Interval&) {
        open = true;
        return false;
      },
      [](std::int64_t, Seconds) { return 0; });
  return open;
}

std::vector<Interval> intervals_on(const Calendar& calendar, Date date) {
  return on_utc_line(Days(calendar).hours(date), calendar.zone, date);
}

Seconds working_time(const Calendar& calendar, Instant from, Instant to) {
  Seconds sum{0};
  if (from < to) {
    visit_openings(
        calendar, from, to,
        [&sum, to](const Interval& interval) {
          sum += std::min(interval.to, to) - interval.from;
          return true;
        },
        [&sum](std::int64_t weeks, Seconds each) {
          sum += weeks * each;
          return weeks;
        });
  }
  return sum;
}

Instant add_working_time(const Calendar& calendar, Instant from, Seconds amount) {
  Seconds left = std::max(amount, Seconds(0));
  std::optional<Instant> end;
  if (has_hours(calendar)) {
    visit_openings(
        calendar, from, from + kHorizon,
        [&left, &end](const Interval& interval) {
          const Seconds length = interval.to - interval.from;
          if (left <= length) {
            end = interval.from + left;
            return false;
          }
          left -= length;
          return true;
        },
        [&left](std::int64_t weeks, Seconds each) {
          const std::int64_t fit = each.count() == 0 ? weeks : (left.count() - 1) / each.count();
          const std::int64_t taken = std::max<std::int64_t>(0, std::min(weeks, fit));
          left -= taken * each;
          return taken;
        });
  }
  if (!end) {
    refuse_calendar(calendar, from, amount);
  }
  return *end;
}

Instant next_open(const Calendar& calendar, Instant from) {
  return add_working_time(calendar, from, Seconds(0));
}

}  // namespace tkt
