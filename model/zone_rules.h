// SPDX-License-Identifier: MIT
//
// The rules of one time zone, as the system's zone database keeps them: TZif files (RFC 8536) of
// version 2 or later. Such a file lists the changes of the offset up to some year and ends in a
// rule for all years after it, in the notation of POSIX's TZ variable:
// "CET-1CEST,M3.5.0,M10.5.0/3".
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/instant.h"

namespace tkt {

/// A day of every year, and a time of that day.
struct YearDay {
  enum class Kind {
    weekday,       ///< `week`th `day` (0 is Sunday) of `month`; week 5 is the last
    without_leap,  ///< day 1 to 365, 29 February not counted
    with_leap,     ///< day 0 to 365, 29 February counted
  };
  Kind kind = Kind::weekday;
  int month = 0;
  int week = 0;
  int day = 0;
  Seconds time = std::chrono::hours(2);  ///< from -167 to 167 hours
  bool operator==(const YearDay&) const = default;
};

/// What holds after the last listed change.
struct YearlyRule {
  struct Summer {
    Seconds offset{};
    YearDay begins;  ///< in standard time
    YearDay ends;    ///< in summer time
    bool operator==(const Summer&) const = default;
  };
  Seconds standard{};
  std::optional<Summer> summer;
  bool operator==(const YearlyRule&) const = default;

  [[nodiscard]] Seconds offset_at(Instant instant) const;
  /// The first change after `instant`; Instant::max() where there is none.
  [[nodiscard]] Instant next_change(Instant instant) const;
};

/// nullopt: malformed.
[[nodiscard]] std::optional<YearlyRule> parse_yearly_rule(std::string_view text);

class ZoneRules {
 public:
  /// UTC.
  ZoneRules() = default;
  /// nullopt: not such a file, cut short, or one that counts leap seconds.
  [[nodiscard]] static std::optional<ZoneRules> parse(std::string_view bytes);

  /// Seconds east of Greenwich.
  [[nodiscard]] Seconds offset_at(Instant instant) const;
  /// The first change after `instant`, perhaps one to the same offset; Instant::max() where there
  /// is none.
  [[nodiscard]] Instant next_change(Instant instant) const;

 private:
  struct Change {
    Instant at;
    Seconds offset;  ///< from then on
  };
  Seconds first_{};  ///< before all changes
  std::vector<Change> changes_;
  std::optional<YearlyRule> after_;
};

}  // namespace tkt
