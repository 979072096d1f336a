// SPDX-License-Identifier: MIT
//
// What the tests of calendar and clock share: the guide's calendar and short spellings.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "model/calendar.h"

namespace tkt {

inline Instant at(const std::string& text) {
  const auto instant = parse_instant(text);
  INFO(text);
  REQUIRE(instant);
  return *instant;
}

/// A reading of a zone's wall clock: "2026-11-23 08:15".
inline Instant at(const std::string& text, const Zone& zone) {
  const auto instant = parse_time(text, zone, Instant());
  INFO(text);
  REQUIRE(instant);
  return *instant;
}

inline Date on(const std::string& text) {
  const auto date = parse_date(text);
  INFO(text);
  REQUIRE(date);
  return *date;
}

inline std::vector<Hours> hours(const std::vector<std::string>& texts) {
  std::vector<Hours> result;
  for (const std::string& text : texts) {
    const auto parsed = parse_hours(text);
    INFO(text);
    REQUIRE(parsed);
    result.push_back(*parsed);
  }
  return result;
}

/// The same hours from Monday to Friday.
inline Calendar weekdays(const std::string& zone, const std::vector<std::string>& texts) {
  Calendar calendar;
  calendar.name = "office";
  calendar.zone = Zone(zone);
  for (std::size_t day = 0; day < 5; ++day) {
    calendar.week[day] = hours(texts);
  }
  return calendar;
}

/// The same hours on all seven days.
inline Calendar every_day(const std::string& zone, const std::vector<std::string>& texts) {
  Calendar calendar = weekdays(zone, texts);
  calendar.week[5] = calendar.week[6] = hours(texts);
  return calendar;
}

/// The guide's: Monday to Friday, 08:00 to 17:00 in Gaborone, Botswana's holidays.
inline Calendar office() {
  Calendar calendar = weekdays("Africa/Gaborone", {"08:00-17:00"});
  calendar.holidays = {"botswana"};
  return calendar;
}

}  // namespace tkt
