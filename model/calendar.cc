// SPDX-License-Identifier: MIT
#include "model/calendar.h"

#include <algorithm>

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

bool is_holiday(const Holiday& holiday, Date date) {
  return holiday.date == date;
}

/// What each day of a calendar holds. The holidays of a year are worked out when the first day of
/// it that needs them is asked for, and kept for the next days.
class Days {
 public:
  explicit Days(const Calendar& calendar) : calendar_(calendar) {}

  [[nodiscard]] const std::vector<Hours>& hours(Date date) {
    static const std::vector<Hours> closed;
    if (const SpecialDay* const special = special_day(date)) {
      return special->hours;
    }
    const std::vector<Hours>& usual = week_hours(date);
    return usual.empty() || holiday(date) == nullptr ? usual : closed;
  }

  [[nodiscard]] std::string why(Date date) {
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

  [[nodiscard]] const Holiday* holiday(Date date) {
    if (calendar_.holidays.empty()) {
      return nullptr;
    }
    if (!year_ || *year_ != date.year()) {
      year_ = date.year();
      holidays_.clear();
      for (const std::string& rule_set : calendar_.holidays) {
        const auto more = holidays_in(rule_set, static_cast<int>(date.year()));
        holidays_.insert(holidays_.end(), more.begin(), more.end());
      }
    }
    const auto found = std::find_if(holidays_.begin(), holidays_.end(),
                                    [date](const Holiday& h) { return is_holiday(h, date); });
    return found == holidays_.end() ? nullptr : &*found;
  }

  const Calendar& calendar_;
  std::optional<std::chrono::year> year_;
  std::vector<Holiday> holidays_;
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
/// hours of its neighbour.
template <class Visit>
void visit_openings(const Calendar& calendar, Instant from, Instant to, Visit visit) {
  Days openings(calendar);
  const local_days last = local_days(calendar.zone.date(to)) + days(1);
  for (local_days day = local_days(calendar.zone.date(from)) - days(1); day <= last;
       day += days(1)) {
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
  visit_openings(calendar, instant, instant + Seconds(1), [&open](const Interval&) {
    open = true;
    return false;
  });
  return open;
}

std::vector<Interval> intervals_on(const Calendar& calendar, Date date) {
  return on_utc_line(Days(calendar).hours(date), calendar.zone, date);
}

Seconds working_time(const Calendar& calendar, Instant from, Instant to) {
  Seconds sum{0};
  if (from < to) {
    visit_openings(calendar, from, to, [&sum, to](const Interval& interval) {
      sum += std::min(interval.to, to) - interval.from;
      return true;
    });
  }
  return sum;
}

Instant add_working_time(const Calendar& calendar, Instant from, Seconds amount) {
  Seconds left = std::max(amount, Seconds(0));
  std::optional<Instant> end;
  if (has_hours(calendar)) {
    visit_openings(calendar, from, from + kHorizon, [&left, &end](const Interval& interval) {
      const Seconds length = interval.to - interval.from;
      if (left <= length) {
        end = interval.from + left;
        return false;
      }
      left -= length;
      return true;
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
