// SPDX-License-Identifier: MIT
//
// The calendar against a reference that walks minute by minute.
#include <algorithm>
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

/// Every start with every amount.
void compare(const Calendar& calendar, const MinuteByMinute& reference, std::size_t stride) {
  const std::size_t amounts[] = {60, 120, 240, 480, 1};
  const std::size_t lengths[] = {30, 1440, 7777};
  for (std::size_t minute = 0; minute < reference.minutes(); minute += stride) {
    const Instant start = reference.start(minute);
    for (const std::size_t amount : amounts) {
      const auto expected = reference.due(minute, amount);
      if (expected &&
          add_working_time(calendar, start, std::chrono::minutes(amount)) != *expected) {
        FAIL(format_instant(start, calendar.zone) << " + " << amount << "m");
      }
    }
    const std::size_t end = minute + lengths[minute % std::size(lengths)];
    if (end < reference.minutes() &&
        working_time(calendar, start, reference.start(end)) != reference.between(minute, end)) {
      FAIL("from " << format_instant(start, calendar.zone));
    }
  }
}

TEST_CASE("every minute of a year, with every response time, agrees with a walk by minutes") {
  struct Year {
    const char* zone;
    int year;
    std::set<std::string> free_days;
  };
  // Gaborone has the guide's holidays. In Windhoek the clocks went back in April and forward in
  // September, in Tehran they change at midnight, by half hours from Greenwich.
  const Year years[] = {
      {"Africa/Gaborone",
       2026,
       {"2026-01-01", "2026-01-02", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14",
        "2026-07-01", "2026-07-20", "2026-07-21", "2026-09-30", "2026-10-01", "2026-12-25",
        "2026-12-28", "2027-01-01"}},
      {"Europe/Berlin", 2026, {}},
      {"Africa/Windhoek", 2016, {}},
      {"Asia/Tehran", 2021, {}},
  };
  for (const Year& year : years) {
    INFO(year.zone << " " << year.year);
    Calendar calendar = weekdays(year.zone, {"08:00-17:00"});
    if (!year.free_days.empty()) {
      calendar.holidays = {"botswana"};
    }
    const auto first = std::chrono::local_days(std::chrono::year(year.year) / 1 / 1);
    // Ten days more than the year, for what begins at its end.
    const MinuteByMinute reference(calendar.zone, hours({"08:00-17:00"}), year.free_days,
                                   calendar.zone.instant(first),
                                   calendar.zone.instant(first + std::chrono::days(375)));
    compare(calendar, reference, kStride);
  }
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
              MinuteByMinute(calendar.zone, hours(usual), {}, at(place.from), at(place.to)),
              kStride);
    }
  }
}

}  // namespace
}  // namespace tkt
