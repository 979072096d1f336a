// SPDX-License-Identifier: MIT
//
// What holds for every calendar, start and amount; and the calendar against a reference that walks
// minute by minute.
#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/model/clock_fixtures.h"

namespace tkt {
namespace {

using namespace std::chrono_literals;

#ifdef NDEBUG
constexpr std::size_t kStride = 1;
#else
constexpr std::size_t kStride = 13;  // comes by every minute of an hour
#endif

/// The minutes of a stretch of time, and which of them are open by the wall clock and a list of
/// free days: no intervals, no rules.
class MinuteByMinute {
 public:
  MinuteByMinute(const Zone& zone, const std::vector<Hours>& usual,
                 const std::set<std::string>& free_days, Instant from, Instant to)
      : from_(from) {
    for (Instant minute = from; minute < to; minute += 1min) {
      const LocalTime local = zone.local(minute);
      const auto day = std::chrono::floor<std::chrono::days>(local);
      const bool weekend = std::chrono::weekday(day).iso_encoding() >= 6;
      const bool open = std::any_of(usual.begin(), usual.end(), [&](const Hours& part) {
        return local - day >= part.from && local - day < part.to;
      });
      open_before_.push_back(open_.size());
      if (open && !weekend && free_days.count(format_date(Date(day))) == 0) {
        open_.push_back(minute);
      }
    }
  }

  [[nodiscard]] std::size_t minutes() const { return open_before_.size(); }
  [[nodiscard]] Instant start(std::size_t minute) const {
    return from_ + minute * std::chrono::minutes(1);
  }
  /// The end of the `amount`th open minute from the start of minute `start` on.
  [[nodiscard]] std::optional<Instant> due(std::size_t start, std::size_t amount) const {
    const std::size_t last = open_before_[start] + amount - 1;
    return last < open_.size() ? std::optional(open_[last] + 1min) : std::nullopt;
  }
  [[nodiscard]] std::chrono::minutes between(std::size_t from, std::size_t to) const {
    return std::chrono::minutes(open_before_[to] - open_before_[from]);
  }

 private:
  Instant from_;
  std::vector<Instant> open_;
  std::vector<std::size_t> open_before_;
};

void compare(const Calendar& calendar, const MinuteByMinute& reference) {
  const std::size_t amounts[] = {60, 120, 240, 480, 1};
  const std::size_t lengths[] = {30, 1440, 7777};
  for (std::size_t minute = 0; minute < reference.minutes(); minute += kStride) {
    const Instant start = reference.start(minute);
    const std::size_t amount = amounts[minute % std::size(amounts)];
    const auto expected = reference.due(minute, amount);
    if (expected && add_working_time(calendar, start, std::chrono::minutes(amount)) != *expected) {
      FAIL(format_instant(start, calendar.zone) << " + " << amount << "m");
    }
    const std::size_t end = minute + lengths[minute % std::size(lengths)];
    if (minute % 5 == 0 && end < reference.minutes() &&
        working_time(calendar, start, reference.start(end)) != reference.between(minute, end)) {
      FAIL("from " << format_instant(start, calendar.zone));
    }
  }
}

TEST_CASE("the guide's calendar agrees with a walk by minutes, over a whole year") {
  const std::set<std::string> free_days = {"2026-01-01", "2026-01-02", "2026-04-03", "2026-04-06",
                                           "2026-05-01", "2026-05-14", "2026-07-01", "2026-07-20",
                                           "2026-07-21", "2026-09-30", "2026-10-01", "2026-12-25",
                                           "2026-12-28"};
  const Calendar calendar = office();
  compare(calendar,
          MinuteByMinute(calendar.zone, hours({"08:00-17:00"}), free_days,
                         at("2026-01-01T00:00:00+02:00"), at("2027-01-01T00:00:00+02:00")));
}

TEST_CASE("calendars where the clocks change agree with a walk by minutes") {
  struct Place {
    const char* zone;
    const char* from;
    const char* to;
  };
  const Place places[] = {
      {"Europe/Berlin", "2024-03-25T00:00:00Z", "2024-04-08T00:00:00Z"},
      {"America/Los_Angeles", "2024-10-28T00:00:00Z", "2024-11-11T00:00:00Z"},
      {"Asia/Tehran", "2021-03-15T00:00:00Z", "2021-03-29T00:00:00Z"},
      {"Asia/Tehran", "2021-09-15T00:00:00Z", "2021-09-29T00:00:00Z"},
      {"America/Sao_Paulo", "2018-10-29T00:00:00Z", "2018-11-12T00:00:00Z"},
      {"America/Sao_Paulo", "2018-02-12T00:00:00Z", "2018-02-26T00:00:00Z"},
      {"Australia/Sydney", "2024-04-01T00:00:00Z", "2024-04-15T00:00:00Z"},
  };
  for (const Place& place : places) {
    INFO(place.zone << " " << place.from);
    for (const auto& usual : {std::vector<std::string>{"08:30-12:00", "13:15-18:00"},
                              std::vector<std::string>{"00:00-24:00"},
                              std::vector<std::string>{"00:00-05:00", "21:00-24:00"}}) {
      const Calendar calendar = weekdays(place.zone, usual);
      compare(calendar,
              MinuteByMinute(calendar.zone, hours(usual), {}, at(place.from), at(place.to)));
    }
  }
}

/// Draws calendars, starts and amounts, the same on every run.
class Draw {
 public:
  long number(long least, long most) {
    return least + static_cast<long>(generator_() % static_cast<unsigned long>(most - least + 1));
  }

  Calendar calendar() {
    const char* zones[] = {"Africa/Gaborone",     "Europe/Berlin",     "America/Los_Angeles",
                           "Asia/Tehran",         "America/Sao_Paulo", "Australia/Sydney",
                           "Australia/Lord_Howe", "Pacific/Apia",      "America/St_Johns"};
    Calendar calendar;
    calendar.name = "drawn";
    calendar.zone = Zone(zones[number(0, 8)]);
    for (auto& day : calendar.week) {
      day = parts();
    }
    calendar.week[2] = hours({"08:00-17:00"});
    if (number(0, 1) == 0) {
      calendar.holidays = {"botswana"};
    }
    return calendar;
  }

  /// In the years 2010 to 2021, around a change of clocks in every other draw.
  Instant start(const Calendar& calendar) {
    const Instant any = at("2010-01-01T00:00:00Z") + Seconds(number(0, 12L * 365 * 86400));
    if (number(0, 1) == 0) {
      return any;
    }
    Instant near = any;
    for (int day = 0; day < 366 && calendar.zone.offset_at(near) == calendar.zone.offset_at(any);
         ++day) {
      near += 24h;
    }
    return near - Seconds(number(0, 2 * 86400));
  }

  Seconds amount() { return Seconds(number(1, number(0, 3) == 0 ? 600000 : 30000)); }

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

  std::mt19937_64 generator_{20261123};
};

template <class Check>
void for_all(int count, Check check) {
  Draw draw;
  for (int i = 0; i < count; ++i) {
    const Calendar calendar = draw.calendar();
    const Instant start = draw.start(calendar);
    const Seconds amount = draw.amount();
    INFO(i << ": " << calendar.zone.name() << " " << format_instant(start, calendar.zone) << " + "
           << amount.count() << "s");
    check(calendar, start, amount, draw);
  }
}

TEST_CASE("what elapses until due is what was allowed") {
  for_all(1000, [](const Calendar& calendar, Instant start, Seconds amount, Draw&) {
    const Instant due = add_working_time(calendar, start, amount);
    REQUIRE(working_time(calendar, start, due) == amount);
    // Due is the first instant of which this holds.
    REQUIRE(working_time(calendar, start, due - 1s) == amount - 1s);
  });
}

TEST_CASE("due is later for a later start and for more time") {
  for_all(800, [](const Calendar& calendar, Instant start, Seconds amount, Draw& draw) {
    const Instant due = add_working_time(calendar, start, amount);
    const Seconds later(draw.number(1, 100000));
    REQUIRE(add_working_time(calendar, start + later, amount) >= due);
    REQUIRE(add_working_time(calendar, start, amount + later) > due);
  });
}

TEST_CASE("time can be added in two steps") {
  for_all(800, [](const Calendar& calendar, Instant start, Seconds amount, Draw& draw) {
    const Seconds more = draw.amount();
    REQUIRE(add_working_time(calendar, add_working_time(calendar, start, amount), more) ==
            add_working_time(calendar, start, amount + more));
  });
}

TEST_CASE("working time adds up over any instant between") {
  for_all(800, [](const Calendar& calendar, Instant start, Seconds amount, Draw& draw) {
    const Instant between = start + amount;
    const Instant end = between + Seconds(draw.number(0, 1000000));
    REQUIRE(working_time(calendar, start, between) + working_time(calendar, between, end) ==
            working_time(calendar, start, end));
  });
}

TEST_CASE("every start in a closed stretch of time has the same due") {
  for_all(800, [](const Calendar& calendar, Instant start, Seconds amount, Draw& draw) {
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
  for_all(800, [](const Calendar& calendar, Instant start, Seconds amount, Draw& draw) {
    Calendar with = calendar;
    const auto today = std::chrono::local_days(calendar.zone.date(start));
    with.days[Date(today + std::chrono::days(draw.number(-1, 10)))] = {{}, "Proclaimed"};
    REQUIRE(add_working_time(with, start, amount) >= add_working_time(calendar, start, amount));
  });
}

TEST_CASE("the intervals of all days hold the working time, once") {
  for_all(300, [](const Calendar& calendar, Instant start, Seconds, Draw&) {
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

}  // namespace
}  // namespace tkt
