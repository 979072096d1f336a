// SPDX-License-Identifier: MIT
//
// Working time where the clocks change: Botswana's never do, but clients sit elsewhere too.
#include <string>

#include "tests/model/clock_fixtures.h"

namespace tkt {
namespace {

using namespace std::chrono_literals;

struct Row {
  const char* start;  ///< with offset
  int minutes;
  const char* due;
};

void check_rows(const Calendar& calendar, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(calendar.zone.name() << " " << row.start << " + " << row.minutes << "m");
    const Instant due =
        add_working_time(calendar, at(row.start), std::chrono::minutes(row.minutes));
    CHECK(format_instant(due, calendar.zone) == row.due);
    CHECK(working_time(calendar, at(row.start), due) == std::chrono::minutes(row.minutes));
  }
}

TEST_CASE("office hours keep their wall time over a change of clocks") {
  check_rows(weekdays("Europe/Berlin", {"09:00-18:00"}),
             {{"2026-03-27T17:30:00+01:00", 60, "2026-03-30T09:30:00+02:00"},
              {"2026-10-23T17:30:00+02:00", 60, "2026-10-26T09:30:00+01:00"}});
  check_rows(weekdays("America/Los_Angeles", {"09:00-17:00"}),
             {{"2026-03-06T16:30:00-08:00", 60, "2026-03-09T09:30:00-07:00"},
              {"2026-10-30T16:30:00-07:00", 60, "2026-11-02T09:30:00-08:00"}});
  check_rows(weekdays("Australia/Sydney", {"09:00-17:00"}),
             {{"2026-04-03T16:30:00+11:00", 60, "2026-04-06T09:30:00+10:00"},
              {"2026-10-02T16:30:00+10:00", 60, "2026-10-05T09:30:00+11:00"}});
  check_rows(weekdays("America/Sao_Paulo", {"09:00-17:00"}),
             {{"2018-11-02T16:30:00-03:00", 60, "2018-11-05T09:30:00-02:00"},
              {"2018-02-16T16:30:00-02:00", 60, "2018-02-19T09:30:00-03:00"}});
  check_rows(weekdays("Asia/Tehran", {"09:00-17:00"}),
             {{"2021-03-19T16:30:00+03:30", 60, "2021-03-22T09:30:00+04:30"},
              {"2021-09-21T16:30:00+04:30", 60, "2021-09-22T09:30:00+03:30"}});
}

TEST_CASE("a day on which the clocks change is as long as it is") {
  struct Day {
    const char* zone;
    const char* date;
    Seconds length;
  };
  const Day days[] = {
      {"Europe/Berlin", "2026-03-29", 23h},
      {"Europe/Berlin", "2026-10-25", 25h},
      {"America/Los_Angeles", "2026-03-08", 23h},
      {"America/Los_Angeles", "2026-11-01", 25h},
      {"Australia/Sydney", "2026-10-04", 23h},
      {"Australia/Sydney", "2026-04-05", 25h},
      {"Australia/Lord_Howe", "2026-10-04", 23h + 30min},
      {"Australia/Lord_Howe", "2026-04-05", 24h + 30min},
      // At midnight: there is no 00:00, or the hour before it comes twice.
      {"Asia/Tehran", "2021-03-22", 23h},
      {"Asia/Tehran", "2021-09-21", 25h},
      {"America/Sao_Paulo", "2018-11-04", 23h},
      {"America/Sao_Paulo", "2018-02-17", 25h},
      {"America/Havana", "2024-03-10", 23h},
      {"America/Havana", "2024-11-03", 25h},
      {"Pacific/Apia", "2011-12-30", 0h},  // the day that Samoa left out
      {"Pacific/Apia", "2011-12-29", 24h},
      {"Africa/Gaborone", "2026-11-23", 24h},
  };
  for (const Day& day : days) {
    INFO(day.zone << " " << day.date);
    const Calendar calendar = every_day(day.zone, {"00:00-24:00"});
    Seconds length{0};
    for (const Interval& interval : intervals_on(calendar, on(day.date))) {
      length += interval.to - interval.from;
    }
    CHECK(length == day.length);
  }
}

TEST_CASE("shifts over the night of the change count what passes") {
  const Calendar berlin = every_day("Europe/Berlin", {"00:00-06:00", "22:00-24:00"});
  check_rows(berlin, {
                         {"2026-03-28T23:00:00+01:00", 240, "2026-03-29T04:00:00+02:00"},
                         {"2026-10-24T23:00:00+02:00", 240, "2026-10-25T02:00:00+01:00"},
                     });
  const Calendar sao_paulo = every_day("America/Sao_Paulo", {"00:00-06:00", "22:00-24:00"});
  check_rows(sao_paulo, {
                            {"2018-11-03T23:00:00-03:00", 120, "2018-11-04T02:00:00-02:00"},
                            {"2018-02-17T22:30:00-02:00", 120, "2018-02-17T23:30:00-03:00"},
                        });
  const Calendar tehran = every_day("Asia/Tehran", {"00:00-06:00", "22:00-24:00"});
  check_rows(tehran, {
                         {"2021-03-21T23:00:00+03:30", 120, "2021-03-22T02:00:00+04:30"},
                         {"2021-09-21T22:30:00+04:30", 120, "2021-09-21T23:30:00+03:30"},
                     });
}

TEST_CASE("hours that begin or end in a gap move forward by it") {
  // Los Angeles, 2 April 2006: 02:00 to 03:00 do not exist.
  const auto los_angeles = [](const std::vector<std::string>& texts) {
    return intervals_on(every_day("America/Los_Angeles", texts), on("2006-04-02"));
  };
  CHECK(los_angeles({"02:30-08:00"}) ==
        std::vector<Interval>{{at("2006-04-02T03:30:00-07:00"), at("2006-04-02T08:00:00-07:00")}});
  CHECK(los_angeles({"01:00-02:30"}) ==
        std::vector<Interval>{{at("2006-04-02T01:00:00-08:00"), at("2006-04-02T03:30:00-07:00")}});
  CHECK(los_angeles({"02:00-03:00"}).empty());
  CHECK(los_angeles({"02:15-02:45"}).empty());
  CHECK(los_angeles({"02:30-03:15"}).empty());
}

TEST_CASE("hours that moved give way to none twice") {
  const auto los_angeles = every_day("America/Los_Angeles", {"01:00-02:30", "03:00-04:00"});
  CHECK(intervals_on(los_angeles, on("2006-04-02")) ==
        std::vector<Interval>{{at("2006-04-02T01:00:00-08:00"), at("2006-04-02T03:30:00-07:00")},
                              {at("2006-04-02T03:30:00-07:00"), at("2006-04-02T04:00:00-07:00")}});
  CHECK(working_time(los_angeles, at("2006-04-02T00:00:00-08:00"),
                     at("2006-04-02T12:00:00-07:00")) == 2h);
}

TEST_CASE("hours wholly in a gap leave the day to the next opening") {
  Calendar calendar = weekdays("America/Los_Angeles", {"09:00-17:00"});
  calendar.week[6] = hours({"02:30-03:15"});
  check_rows(calendar, {{"2006-03-31T17:00:00-08:00", 60, "2006-04-03T10:00:00-07:00"},
                        {"2006-04-02T01:00:00-08:00", 0, "2006-04-03T09:00:00-07:00"},
                        // A week before they are there.
                        {"2006-03-26T01:00:00-08:00", 30, "2006-03-26T03:00:00-08:00"}});
}

TEST_CASE("hours within an hour that comes twice are open once") {
  const Calendar berlin = every_day("Europe/Berlin", {"02:15-02:45"});
  CHECK(intervals_on(berlin, on("2026-10-25")) ==
        std::vector<Interval>{{at("2026-10-25T02:15:00+02:00"), at("2026-10-25T02:45:00+02:00")}});
  CHECK(is_open(berlin, at("2026-10-25T02:30:00+02:00")));
  CHECK_FALSE(is_open(berlin, at("2026-10-25T02:30:00+01:00")));
}

TEST_CASE("an instant in the hours of the neighbouring day is found there") {
  // St. John's, 7 November 2010: at 00:01 the clocks went back to 23:01 of the day before, so that
  // Sunday's hours, which begin at the first 00:00, hold an hour that the clock calls Saturday.
  const Calendar sunday = [] {
    Calendar calendar = weekdays("America/St_Johns", {});
    calendar.week[6] = hours({"00:00-12:00"});
    return calendar;
  }();
  const Instant second_2330 = at("2010-11-06T23:30:00-03:30");
  CHECK(format_date(sunday.zone.date(second_2330)) == "2010-11-06");
  CHECK(is_open(sunday, second_2330));
  CHECK(add_working_time(sunday, second_2330, 30min) == second_2330 + 30min);
  CHECK(working_time(sunday, second_2330, second_2330 + 30min) == 30min);
}

TEST_CASE("one zone's calendar answers for requests from any other") {
  const Calendar gaborone = office();
  CHECK(add_working_time(gaborone, at("2026-11-20T09:00:00-08:00"), 60min) ==
        at("2026-11-23T09:00:00+02:00"));
}

}  // namespace
}  // namespace tkt
