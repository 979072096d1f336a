// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tkt {

using Seconds = std::chrono::seconds;
/// A point on the UTC line, in whole seconds.
using Instant = std::chrono::sys_seconds;
/// A wall-clock reading, in whole seconds, without a zone.
using LocalTime = std::chrono::local_seconds;
/// A calendar day, without a zone.
using Date = std::chrono::year_month_day;

/// An IANA time zone. Cheap to copy. The rules are read from the system's zone database, once for
/// each name.
class Zone {
 public:
  /// UTC.
  Zone() = default;
  /// Throws Error{refused} for a name that the zone database does not hold.
  explicit Zone(std::string_view name);

  [[nodiscard]] const std::string& name() const { return name_; }
  /// Seconds east of Greenwich in force at `instant`.
  [[nodiscard]] Seconds offset_at(Instant instant) const;
  /// Until when that offset holds, or for less long; Instant::max() for ever.
  [[nodiscard]] Instant offset_until(Instant instant) const;
  [[nodiscard]] LocalTime local(Instant instant) const;
  /// The instant of a wall-clock reading. One that summer time skips moves forward by the width of
  /// the gap; one that comes twice is the first.
  [[nodiscard]] Instant instant(LocalTime local) const;
  [[nodiscard]] Date date(Instant instant) const;

  bool operator==(const Zone&) const = default;

 private:
  std::string name_ = "UTC";
};

/// "2026-11-23T08:15:00+02:00": ISO 8601 with the zone's offset, as written in every file (RFC
/// 3339).
[[nodiscard]] std::string format_instant(Instant instant, const Zone& zone);

/// Reads what `format_instant` writes; seconds may be missing, `Z` is +00:00, a space may stand for
/// `T`, and second 60 is read as the next minute's first. No offset, or anything else: nullopt.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);

/// A time as people type it, in the desk's zone: an ISO instant, "2026-11-23 08:15", "2026-11-23"
/// (midnight), "08:15" (today), "today 08:15", "yesterday 16:00", "tomorrow", "now", or a duration
/// ago: "45m ago". Anything else: nullopt.
[[nodiscard]] std::optional<Instant> parse_time(std::string_view text, const Zone& zone,
                                                Instant now);

/// "2026-11-23"; nullopt for anything that is not a day of the calendar.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
[[nodiscard]] std::string format_date(Date date);

/// A length of time as people type it: "90s", "45m", "1h30m", "1h30", "1:30" (hours:minutes), "2d"
/// (of 24 hours), "1h 5m". A bare number, a negative one and one beyond ten years are nullopt.
[[nodiscard]] std::optional<Seconds> parse_duration(std::string_view text);
/// "45m", "1h30m", "90s", "0m", "100h": a short spelling that `parse_duration` reads back. Never in
/// days, which a reader may take for working days. Negative lengths have a minus: "-45m".
[[nodiscard]] std::string format_duration(Seconds length);

}  // namespace tkt
