// SPDX-License-Identifier: MIT
//
// What holds for every calendar, start and amount.
#include <algorithm>
#include <string>
#include <vector>

#include "tests/model/draw.h"

namespace tkt {
namespace {

using namespace std::chrono_literals;

TEST_CASE("what elapses until due is what was allowed") {
  for_all([](const Calendar& calendar, Instant start, Seconds amount, Draw&) {
    const Instant due = add_working_time(calendar, start, amount);
    REQUIRE(working_time(calendar, start, due) == amount);
    // Due is the first instant of which this holds.
    REQUIRE(working_time(calendar, start, due - 1s) == amount - 1s);
  });
}

TEST_CASE("due is later for a later start and for more time") {
  for_all([](const Calendar& calendar, Instant start, Seconds amount, Draw& draw) {
    const Instant due = add_working_time(calendar, start, amount);
    const Seconds later(draw.number(1, 100000));
    REQUIRE(add_working_time(calendar, start + later, amount) >= due);
    REQUIRE(add_working_time(calendar, start, amount + later) > due);
  });
}

TEST_CASE("time can be added in two steps") {
  for_all([](const Calendar& calendar, Instant start, Seconds amount, Draw& draw) {
    const Seconds more = draw.amount();
    REQUIRE(add_working_time(calendar, add_working_time(calendar, start, amount), more) ==
            add_working_time(calendar, start, amount + more));
  });
}

TEST_CASE("working time adds up over any instant between") {
  for_all([](const Calendar& calendar, Instant start, Seconds amount, Draw& draw) {
    const Instant between = start + amount;
    const Instant end = between + Seconds(draw.number(0, 1000000));
    REQUIRE(working_time(calendar, start, between) + working_time(calendar, between, end) ==
            working_time(calendar, start, end));
  });
}

TEST_CASE("every start in a closed stretch of time has the same due") {
  for_all([](const Calendar& calendar, Instant start, Seconds amount, Draw& draw) {
    const Instant opening = next_open(calendar, start);
    if (opening > start) {
      const Seconds gap = opening - start;
      const Instant other = start + Seconds(draw.number(0, gap.count()));
      REQUIRE(add_working_time(calendar, other, amount) ==
              add_working_time(calendar, start, amount));
      REQUIRE_FALSE(is_open(calendar, opening - 1s));
    }
    REQUIRE(is_open(calendar, opening));
    REQUIRE(is_open(calendar, start) == (opening == start));
  });
}

TEST_CASE("a holiday more never makes due earlier") {
  for_all([](const Calendar& calendar, Instant start, Seconds amount, Draw& draw) {
    Calendar with = calendar;
    const auto today = std::chrono::local_days(calendar.zone.date(start));
    with.days[Date(today + std::chrono::days(draw.number(-1, 10)))] = {{}, "Proclaimed"};
    REQUIRE(add_working_time(with, start, amount) >= add_working_time(calendar, start, amount));
  });
}

TEST_CASE("the intervals of all days hold the working time, once") {
  for_all([](const Calendar& calendar, Instant start, Seconds, Draw&) {
    const auto first = std::chrono::local_days(calendar.zone.date(start));
    const Instant from = calendar.zone.instant(first);
    const Instant to = calendar.zone.instant(first + std::chrono::days(14));
    Seconds sum{0};
    Instant last = Instant::min();
    for (int day = 0; day < 14; ++day) {
      for (const Interval& part : intervals_on(calendar, Date(first + std::chrono::days(day)))) {
        REQUIRE(part.from >= last);
        REQUIRE(part.to > part.from);
        sum += part.to - part.from;
        last = part.to;
      }
    }
    REQUIRE(sum == working_time(calendar, from, to));
  });
}

/// Working time by whole days, without a stride.
Seconds day_by_day(const Calendar& calendar, Instant from, Instant to) {
  Seconds sum{0};
  const auto first = std::chrono::local_days(calendar.zone.date(from)) - std::chrono::days(1);
  const auto last = std::chrono::local_days(calendar.zone.date(to)) + std::chrono::days(1);
  for (auto day = first; day <= last; day += std::chrono::days(1)) {
    for (const Interval& part : intervals_on(calendar, Date(day))) {
      const Instant begin = std::max(part.from, from);
      const Instant end = std::min(part.to, to);
      if (begin < end) {
        sum += end - begin;
        from = end;
      }
    }
  }
  return sum;
}

TEST_CASE("years of working time are the sum of their days") {
  const auto check = [](const Calendar& calendar, Instant start, Seconds, Draw& draw) {
    const Instant end = start + Seconds(draw.number(0, 4L * 365 * 86400));
    const Seconds sum = day_by_day(calendar, start, end);
    REQUIRE(working_time(calendar, start, end) == sum);
    if (sum > Seconds(0)) {
      const Instant due = add_working_time(calendar, start, sum);
      REQUIRE(due <= end);
      REQUIRE(day_by_day(calendar, start, due) == sum);
      REQUIRE(day_by_day(calendar, start, due - 1s) == sum - 1s);
    }
  };
  for_all(check, kCases / 20);
}

}  // namespace
}  // namespace tkt
