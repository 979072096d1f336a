// SPDX-License-Identifier: MIT
#include "model/instant.h"

#include <fmt/format.h>

#include "model/scan.h"

namespace tkt {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::local_days;
using std::chrono::minutes;

constexpr Seconds kLongest = days(3652);  // ten years

/// Midnight of a local day.
LocalTime midnight(Date date) {
  return local_days(date);
}

std::optional<Date> scan_date(Scan& scan) {
  const auto year = scan.number(4, 4);
  if (!year || !scan.take("-")) {
    return std::nullopt;
  }
  const auto month = scan.number(2, 2);
  if (!month || !scan.take("-")) {
    return std::nullopt;
  }
  const auto day = scan.number(2, 2);
  if (!day) {
    return std::nullopt;
  }
  const Date date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                  std::chrono::day(static_cast<unsigned>(*day)));
  return date.ok() ? std::optional(date) : std::nullopt;
}

/// "08:15" or "08:15:30" as time after midnight; a leap second counts as the next minute's first.
std::optional<Seconds> scan_clock(Scan& scan, std::size_t least_hour_digits) {
  const auto hour = scan.number(least_hour_digits, 2);
  if (!hour || *hour > 23 || !scan.take(":")) {
    return std::nullopt;
  }
  const auto minute = scan.number(2, 2);
  if (!minute || *minute > 59) {
    return std::nullopt;
  }
  const auto second = scan.take(":") ? scan.number(2, 2) : std::optional(0);
  if (!second || *second > 60) {
    return std::nullopt;
  }
  return hours(*hour) + minutes(*minute) + Seconds(*second);
}

/// "Z", "+02:00": seconds east of Greenwich.
std::optional<Seconds> scan_offset(Scan& scan) {
  if (scan.take("Z")) {
    return Seconds(0);
  }
  const bool west = scan.rest.starts_with('-');
  if (!scan.take("+") && !scan.take("-")) {
    return std::nullopt;
  }
  const auto hour = scan.number(2, 2);
  if (!hour || *hour > 23 || !scan.take(":")) {
    return std::nullopt;
  }
  const auto minute = scan.number(2, 2);
  if (!minute || *minute > 59) {
    return std::nullopt;
  }
  const Seconds east = hours(*hour) + minutes(*minute);
  return west ? -east : east;
}

/// A day as people name it: "2026-11-23", "today".
std::optional<Date> scan_day(Scan& scan, Date today) {
  if (scan.take("today")) {
    return today;
  }
  if (scan.take("yesterday")) {
    return Date(local_days(today) - days(1));
  }
  if (scan.take("tomorrow")) {
    return Date(local_days(today) + days(1));
  }
  return scan_date(scan);
}

/// "today 08:15", "2026-11-23T08:15", "2026-11-23": a reading of the wall clock.
std::optional<LocalTime> read_day_and_clock(std::string_view text, Date today) {
  Scan scan{text};
  const auto date = scan_day(scan, today);
  if (!date || scan.done()) {
    return date ? std::optional(midnight(*date)) : std::nullopt;
  }
  if (!scan.take(" ") && !scan.take("T")) {
    return std::nullopt;
  }
  const auto clock = scan_clock(scan, 1);
  return clock && scan.done() ? std::optional(midnight(*date) + *clock) : std::nullopt;
}

std::optional<Seconds> read_clock(std::string_view text) {
  Scan scan{text};
  const auto clock = scan_clock(scan, 1);
  return scan.done() ? clock : std::nullopt;
}

/// "1:30": hours and minutes.
std::optional<Seconds> read_hours_and_minutes(std::string_view text) {
  Scan scan{text};
  const auto hour = scan.number(1, 6);
  if (!hour || !scan.take(":")) {
    return std::nullopt;
  }
  const auto minute = scan.number(2, 2);
  if (!minute || *minute > 59 || !scan.done()) {
    return std::nullopt;
  }
  return hours(*hour) + minutes(*minute);
}

struct Unit {
  std::string_view letter;
  Seconds length;
};
constexpr Unit kUnits[] = {{"d", days(1)}, {"h", hours(1)}, {"m", minutes(1)}, {"s", Seconds(1)}};

/// "1h30m", "1h 5m", "1h30": units from the largest down, each but the first less than one of the
/// unit before.
std::optional<Seconds> read_units(std::string_view text) {
  Scan scan{text};
  Seconds sum{0};
  Seconds before = Seconds::max();
  for (const Unit& unit : kUnits) {
    Scan ahead = scan;
    const auto count = ahead.number(1, 9);
    const bool minutes_after_hours = before == hours(1) && unit.length == minutes(1);
    if (!count || !(ahead.take(unit.letter) || (minutes_after_hours && ahead.done()))) {
      continue;
    }
    const Seconds part = *count * unit.length;
    if (part >= before) {
      return std::nullopt;
    }
    sum += part;
    before = unit.length;
    if (ahead.done()) {
      return sum;
    }
    ahead.take(" ");
    scan = ahead;
  }
  return std::nullopt;
}

}  // namespace

std::string format_instant(Instant instant, const Zone& zone) {
  // RFC 3339 has offsets of whole minutes; those of the years before standard time are cut to them.
  const auto offset = std::chrono::duration_cast<minutes>(zone.offset_at(instant));
  const LocalTime local{(instant + offset).time_since_epoch()};
  const auto day = std::chrono::floor<days>(local);
  const std::chrono::hh_mm_ss clock(local - day);
  const std::chrono::hh_mm_ss east(offset);
  return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", format_date(Date(day)),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     east.is_negative() ? '-' : '+', east.hours().count(), east.minutes().count());
}

std::optional<Instant> parse_instant(std::string_view text) {
  Scan scan{text};
  const auto date = scan_date(scan);
  if (!date || !(scan.take("T") || scan.take(" "))) {
    return std::nullopt;
  }
  const auto clock = scan_clock(scan, 2);
  if (!clock) {
    return std::nullopt;
  }
  const auto offset = scan_offset(scan);
  if (!offset || !scan.done()) {
    return std::nullopt;
  }
  return std::chrono::sys_days(*date) + *clock - *offset;
}

std::optional<Instant> parse_time(std::string_view text, const Zone& zone, Instant now) {
  if (text == "now") {
    return now;
  }
  constexpr std::string_view kAgo = " ago";
  if (text.ends_with(kAgo)) {
    const auto length = parse_duration(text.substr(0, text.size() - kAgo.size()));
    return length ? std::optional(now - *length) : std::nullopt;
  }
  if (const auto instant = parse_instant(text)) {
    return instant;
  }
  const Date today = zone.date(now);
  if (const auto clock = read_clock(text)) {
    return zone.instant(midnight(today) + *clock);
  }
  const auto local = read_day_and_clock(text, today);
  return local ? std::optional(zone.instant(*local)) : std::nullopt;
}

std::optional<Date> parse_date(std::string_view text) {
  Scan scan{text};
  const auto date = scan_date(scan);
  return scan.done() ? date : std::nullopt;
}

std::string format_date(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<Seconds> parse_duration(std::string_view text) {
  auto length = read_hours_and_minutes(text);
  if (!length) {
    length = read_units(text);
  }
  return length && *length <= kLongest ? length : std::nullopt;
}

std::string format_duration(Seconds length) {
  if (length < Seconds(0)) {
    return "-" + format_duration(-length);
  }
  if (length < minutes(2) && length % minutes(1) != Seconds(0)) {
    return fmt::format("{}s", length.count());
  }
  const std::chrono::hh_mm_ss parts(length);
  std::string text;
  if (parts.hours() != hours(0)) {
    text += fmt::format("{}h", parts.hours().count());
  }
  if (parts.minutes() != minutes(0) || length == Seconds(0)) {
    text += fmt::format("{}m", parts.minutes().count());
  }
  if (parts.seconds() != Seconds(0)) {
    text += fmt::format("{}s", parts.seconds().count());
  }
  return text;
}

}  // namespace tkt
