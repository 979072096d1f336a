// SPDX-License-Identifier: MIT
//
// Calendars, starts and amounts drawn at random, for what holds of all of them.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/model/clock_fixtures.h"

namespace tkt {

/// The seed of this run: $TKT_SEED, or another one each time. Printed once.
inline std::uint64_t test_seed() {
  static const std::uint64_t seed = [] {
    const char* const given = std::getenv("TKT_SEED");
    const std::uint64_t drawn =
        given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device()();
    std::cout << "seed " << drawn << " (TKT_SEED=" << drawn << " repeats this run)" << std::endl;
    return drawn;
  }();
  return seed;
}

class Draw {
 public:
  explicit Draw(std::uint64_t seed = test_seed()) : generator_(seed) {}

  long number(long least, long most) {
    return least + static_cast<long>(generator_() % static_cast<unsigned long>(most - least + 1));
  }

  Calendar calendar() {
    const char* zones[] = {"Africa/Gaborone",     "Europe/Berlin",     "America/Los_Angeles",
                           "Asia/Tehran",         "America/Sao_Paulo", "Australia/Sydney",
                           "Australia/Lord_Howe", "Pacific/Apia",      "America/St_Johns",
                           "Asia/Kolkata",        "Africa/Windhoek",   "Africa/Casablanca"};
    Calendar calendar;
    calendar.name = "drawn";
    calendar.zone = Zone(zones[number(0, 11)]);
    for (auto& day : calendar.week) {
      day = parts();
    }
    calendar.week[2] = hours({"08:00-17:00"});
    if (number(0, 1) == 0) {
      calendar.holidays = {"botswana"};
    }
    for (long count = number(0, 3) == 0 ? number(1, 6) : 0; count > 0; --count) {
      calendar.days[day()] = {number(0, 1) == 0 ? parts() : std::vector<Hours>(), "Special"};
    }
    return calendar;
  }

  /// A day of the years 2010 to 2022.
  Date day() {
    return Date(std::chrono::local_days(std::chrono::year(2010) / 1 / 1) +
                std::chrono::days(number(0, 13L * 365)));
  }

  /// In the years 2010 to 2021, around a change of clocks in every other draw.
  Instant start(const Calendar& calendar) {
    const Instant any = at("2010-01-01T00:00:00Z") + Seconds(number(0, 12L * 365 * 86400));
    const Instant change = calendar.zone.offset_until(any);
    if (number(0, 1) == 0 || change == Instant::max()) {
      return any;
    }
    return change + Seconds(number(-2 * 86400, 86400));
  }

  /// Mostly of a day or a week, at times of two years.
  Seconds amount() {
    const long kind = number(0, 9);
    return Seconds(number(1, kind == 0 ? 5'000'000 : kind < 4 ? 600'000 : 30'000));
  }

 private:
  std::vector<Hours> parts() {
    std::set<long> times;
    for (long count = 2 * number(0, 3); static_cast<long>(times.size()) < count;) {
      times.insert(number(0, 96) * 15);
    }
    std::vector<Hours> result;
    for (auto time = times.begin(); time != times.end(); ++time) {
      const auto from = std::chrono::minutes(*time);
      result.push_back({from, std::chrono::minutes(*++time)});
    }
    return result;
  }

  std::mt19937_64 generator_;
};

constexpr int kCases = 10'000;

template <class Check>
void for_all(Check check, int count = kCases) {
  Draw draw;
  for (int i = 0; i < count; ++i) {
    const Calendar calendar = draw.calendar();
    const Instant start = draw.start(calendar);
    const Seconds amount = draw.amount();
    INFO("seed " << test_seed() << ", case " << i << ": " << calendar.zone.name() << " "
                 << format_instant(start, calendar.zone) << " + " << amount.count() << "s");
    check(calendar, start, amount, draw);
  }
}

}  // namespace tkt
