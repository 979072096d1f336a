// SPDX-License-Identifier: MIT
//
// Working hours: which seconds of the UTC line count.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/instant.h"

namespace tkt {

/// Opening hours within one local day, seconds after midnight, half open: [from, to). `to` may be
/// 24:00.
struct Hours {
  Seconds from{};
  Seconds to{};
  bool operator==(const Hours&) const = default;
};

/// "08:00-17:00"; nullopt when malformed or empty.
[[nodiscard]] std::optional<Hours> parse_hours(std::string_view text);
[[nodiscard]] std::string format_hours(const Hours& hours);
/// "08:00", up to "24:00": time after midnight.
[[nodiscard]] std::optional<Seconds> parse_time_of_day(std::string_view text);

/// A single day that follows neither the week nor the holidays.
struct SpecialDay {
  std::vector<Hours> hours;  ///< empty: closed
  std::string name;
  bool operator==(const SpecialDay&) const = default;
};

/// A calendar of the desk, as desk.yaml has it.
struct Calendar {
  std::string name;  ///< "office"
  Zone zone;
  std::array<std::vector<Hours>, 7> week;  ///< Monday first; sorted, not overlapping
  std::vector<std::string> holidays;       ///< names of shipped rule sets
  std::map<Date, SpecialDay> days;         ///< stronger than both
  bool operator==(const Calendar&) const = default;
};

/// The calendar of callouts and of everything that runs on the wall clock: open at every second.
/// Its name is "always".
[[nodiscard]] Calendar always_open(const Zone& zone);

/// The hours of one local day and, where it is not the plain week, why.
struct Opening {
  std::vector<Hours> hours;
  std::string why;  ///< "weekend", the holiday's or special day's name; "closed" for another day of
                    ///< the week without hours; empty for a plain working day
};
[[nodiscard]] Opening opening_on(const Calendar& calendar, Date date);

/// True when `instant` lies in an opening interval.
[[nodiscard]] bool is_open(const Calendar& calendar, Instant instant);

/// An opening interval on the UTC line, half open.
struct Interval {
  Instant from;
  Instant to;
  bool operator==(const Interval&) const = default;
};

/// The opening intervals of one local day, in order. Adjoining intervals stay apart.
[[nodiscard]] std::vector<Interval> intervals_on(const Calendar& calendar, Date date);

/// Working time between two instants; zero when `to` is not after `from`.
[[nodiscard]] Seconds working_time(const Calendar& calendar, Instant from, Instant to);

/// The instant at which `amount` of working time after `from` is used up. Counting starts at `from`
/// or, when closed then, at the next opening; where the last second ends at closing, the result is
/// the closing instant. An amount of zero gives `from` itself, or the next opening. Throws
/// Error{refused} when the next 50 years do not hold that much.
[[nodiscard]] Instant add_working_time(const Calendar& calendar, Instant from, Seconds amount);

/// `from` when open then, else the next opening. Throws as `add_working_time`.
[[nodiscard]] Instant next_open(const Calendar& calendar, Instant from);

}  // namespace tkt
