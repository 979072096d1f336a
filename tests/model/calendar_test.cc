// SPDX-License-Identifier: MIT
#include "model/calendar.h"

#include <string>

#include "model/error.h"
#include "tests/model/clock_fixtures.h"

namespace tkt {
namespace {

using namespace std::chrono_literals;

/// A start, working minutes, and the due, in the calendar's wall time.
struct Row {
  const char* start;
  int minutes;
  const char* due;
};

void check_rows(const Calendar& calendar, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.start << " + " << row.minutes << "m");
    const Instant start = at(row.start, calendar.zone);
    const Instant due = add_working_time(calendar, start, std::chrono::minutes(row.minutes));
    CHECK(format_instant(due, calendar.zone) ==
          format_instant(at(row.due, calendar.zone), calendar.zone));
    CHECK(working_time(calendar, start, due) == std::chrono::minutes(row.minutes));
  }
}

TEST_CASE("hours are read and written") {
  for (const char* text : {"08:00-17:00", "00:00-24:00", "22:30-24:00", "00:00-00:01"}) {
    const auto parsed = parse_hours(text);
    REQUIRE(parsed);
    CHECK(format_hours(*parsed) == text);
  }
  for (const char* text :
       {"", "08:00", "08:00-", "-17:00", "8:00-17:00", "08:00-08:00", "17:00-08:00", "08:00-24:01",
        "24:00-24:00", "08:60-17:00", "08:00 - 17:00", "08:00-17:00 ", "08:00-25:00", "08-17",
        "08:00-17:00-18:00", "closed"}) {
    INFO("'" << text << "'");
    CHECK_FALSE(parse_hours(text));
  }
}

TEST_CASE("the guide's hours") {
  check_rows(office(),
             {
                 {"2026-11-23 08:00", 60, "2026-11-23 09:00"},
                 {"2026-11-23 08:15", 60, "2026-11-23 09:15"},
                 {"2026-11-23 10:30", 240, "2026-11-23 14:30"},
                 // The last minute ends at closing: due is the closing instant.
                 {"2026-11-23 16:00", 60, "2026-11-23 17:00"},
                 {"2026-11-23 08:00", 540, "2026-11-23 17:00"},
                 {"2026-11-23 09:00", 480, "2026-11-23 17:00"},
                 // One minute more is the next day's.
                 {"2026-11-23 16:01", 60, "2026-11-24 08:01"},
                 {"2026-11-23 08:00", 541, "2026-11-24 08:01"},
                 // Before opening, and after closing.
                 {"2026-11-23 06:00", 60, "2026-11-23 09:00"},
                 {"2026-11-23 00:00", 60, "2026-11-23 09:00"},
                 {"2026-11-23 17:00", 60, "2026-11-24 09:00"},  // at 17:00:00 it is closed
                 {"2026-11-23 16:59:59", 60, "2026-11-24 08:59:59"},
                 {"2026-11-23 23:59", 60, "2026-11-24 09:00"},
                 // Over a weekend.
                 {"2026-11-20 16:30", 60, "2026-11-23 08:30"},
                 {"2026-11-20 17:00", 60, "2026-11-23 09:00"},
                 {"2026-11-21 12:00", 60, "2026-11-23 09:00"},
                 {"2026-11-22 23:59:59", 60, "2026-11-23 09:00"},
                 {"2026-11-20 12:00", 480, "2026-11-23 11:00"},
                 {"2026-11-20 16:59", 2, "2026-11-23 08:01"},
                 // Weeks.
                 {"2026-11-16 08:00", 5 * 540, "2026-11-20 17:00"},
                 {"2026-11-16 08:00", 5 * 540 + 1, "2026-11-23 08:01"},
                 {"2026-11-16 08:00", 10 * 540, "2026-11-27 17:00"},
                 {"2026-11-02 08:00", 400 * 60, "2027-01-06 12:00"},  // the essay's
             });
}

TEST_CASE("the guide's holidays") {
  check_rows(office(),
             {
                 // Christmas 2026: Friday 25, Saturday 26, and Monday 28 in lieu.
                 {"2026-12-24 16:30", 60, "2026-12-29 08:30"},
                 {"2026-12-25 10:00", 60, "2026-12-29 09:00"},
                 {"2026-12-28 10:00", 60, "2026-12-29 09:00"},
                 {"2026-12-31 16:30", 60, "2027-01-04 08:30"},  // 1 and 2 January, then a Sunday
                                                                // Easter 2026.
                 {"2026-04-02 16:00", 120, "2026-04-07 09:00"},
                 // Holidays in the week.
                 {"2026-06-30 16:30", 60, "2026-07-02 08:30"},
                 {"2026-07-17 16:30", 60, "2026-07-22 08:30"},  // President's Day and the day after
                 {"2026-09-29 16:30", 60, "2026-10-02 08:30"},
             });
}

TEST_CASE("a day of the calendar's own is stronger than week and holiday") {
  Calendar calendar = office();
  calendar.days[on("2026-12-24")] = {hours({"08:00-12:00"}), "Half day"};
  calendar.days[on("2026-12-28")] = {hours({"08:00-17:00"}), "Stocktaking"};
  calendar.days[on("2026-11-21")] = {hours({"09:00-11:00"}), "Saturday shift"};
  calendar.days[on("2026-11-25")] = {{}, "Funeral"};
  check_rows(calendar, {
                           {"2026-12-24 11:30", 60, "2026-12-28 08:30"},
                           {"2026-12-24 11:00", 60, "2026-12-24 12:00"},
                           {"2026-12-24 12:00", 60, "2026-12-28 09:00"},
                           {"2026-11-20 16:30", 60, "2026-11-21 09:30"},
                           {"2026-11-20 16:30", 180, "2026-11-23 08:30"},
                           {"2026-11-24 16:30", 60, "2026-11-26 08:30"},
                       });
}

TEST_CASE("a lunch break is no working time") {
  check_rows(weekdays("Africa/Gaborone", {"08:00-12:30", "13:30-17:00"}),
             {
                 {"2026-11-23 12:00", 30, "2026-11-23 12:30"},
                 {"2026-11-23 12:00", 60, "2026-11-23 14:00"},
                 {"2026-11-23 12:30", 60, "2026-11-23 14:30"},
                 {"2026-11-23 13:00", 60, "2026-11-23 14:30"},
                 {"2026-11-23 08:00", 480, "2026-11-23 17:00"},
                 {"2026-11-23 16:00", 61, "2026-11-24 08:01"},
             });
}

TEST_CASE("hours that adjoin are one stretch of time") {
  const Calendar split = weekdays("Africa/Gaborone", {"08:00-12:00", "12:00-17:00"});
  check_rows(split, {{"2026-11-23 11:00", 120, "2026-11-23 13:00"},
                     {"2026-11-23 11:00", 60, "2026-11-23 12:00"},
                     {"2026-11-23 12:00", 60, "2026-11-23 13:00"}});
  CHECK(intervals_on(split, on("2026-11-23")).size() == 2);
}

TEST_CASE("hours that end at 24:00 go on at midnight") {
  const Calendar night = every_day("Africa/Gaborone", {"00:00-06:00", "22:00-24:00"});
  check_rows(night, {
                        {"2026-11-23 23:30", 30, "2026-11-24 00:00"},
                        {"2026-11-23 23:30", 60, "2026-11-24 00:30"},
                        {"2026-11-23 06:00", 60, "2026-11-23 23:00"},
                        {"2026-11-23 22:00", 480, "2026-11-24 06:00"},
                        {"2026-11-23 22:00", 481, "2026-11-24 22:01"},
                    });
  CHECK(is_open(night, at("2026-11-24 00:00", night.zone)));
}

TEST_CASE("no working time gives the start itself or the next opening") {
  check_rows(office(), {
                           {"2026-11-23 10:00", 0, "2026-11-23 10:00"},
                           {"2026-11-23 08:00", 0, "2026-11-23 08:00"},
                           {"2026-11-23 07:00", 0, "2026-11-23 08:00"},
                           {"2026-11-23 17:00", 0, "2026-11-24 08:00"},
                           {"2026-11-20 17:00", 0, "2026-11-23 08:00"},
                       });
  const Calendar calendar = office();
  CHECK(next_open(calendar, at("2026-11-20 17:00", calendar.zone)) ==
        at("2026-11-23 08:00", calendar.zone));
}

TEST_CASE("open is half open") {
  const Calendar calendar = office();
  const auto open = [&calendar](const char* text) {
    return is_open(calendar, at(text, calendar.zone));
  };
  CHECK_FALSE(open("2026-11-23 07:59:59"));
  CHECK(open("2026-11-23 08:00:00"));
  CHECK(open("2026-11-23 16:59:59"));
  CHECK_FALSE(open("2026-11-23 17:00:00"));
  CHECK_FALSE(open("2026-11-21 10:00:00"));
  CHECK_FALSE(open("2026-12-28 10:00:00"));
}

TEST_CASE("working time between two instants") {
  const Calendar calendar = office();
  const auto between = [&calendar](const char* from, const char* to) {
    return working_time(calendar, at(from, calendar.zone), at(to, calendar.zone));
  };
  CHECK(between("2026-11-23 08:15", "2026-11-23 08:31:12") == 972s);
  CHECK(between("2026-11-20 16:00", "2026-11-23 09:00") == 2h);
  CHECK(between("2026-11-20 17:00", "2026-11-23 08:00") == 0s);
  CHECK(between("2026-11-23 09:00", "2026-11-23 09:00") == 0s);
  CHECK(between("2026-11-23 09:00", "2026-11-20 09:00") == 0s);
  CHECK(between("2026-01-01", "2027-01-01") == 248 * 9h);  // 261 weekdays, 13 of them holidays
}

TEST_CASE("an opening tells its hours and why they are not the usual ones") {
  Calendar calendar = office();
  calendar.week[2].clear();  // Wednesdays
  calendar.days[on("2026-12-24")] = {hours({"08:00-12:00"}), "Half day"};
  calendar.days[on("2026-11-27")] = {{}, ""};
  calendar.days[on("2026-11-30")] = {hours({"10:00-11:00"}), ""};
  const auto opening = [&calendar](const char* date) { return opening_on(calendar, on(date)); };
  CHECK(opening("2026-11-23").why.empty());
  CHECK(opening("2026-11-23").hours == hours({"08:00-17:00"}));
  CHECK(opening("2026-11-21").why == "weekend");
  CHECK(opening("2026-11-22").why == "weekend");
  CHECK(opening("2026-11-25").why == "closed");
  CHECK(opening("2026-12-25").why == "Christmas Day");
  CHECK(opening("2026-12-26").why == "Boxing Day");  // on a Saturday: the holiday says more
  CHECK(opening("2026-12-28").why == "Boxing Day (in lieu)");
  CHECK(opening("2026-12-25").hours.empty());
  CHECK(opening("2026-12-24").why == "Half day");
  CHECK(opening("2026-12-24").hours == hours({"08:00-12:00"}));
  CHECK(opening("2026-11-27").why == "closed");
  CHECK(opening("2026-11-30").why == "special hours");
}

TEST_CASE("the calendar of callouts is open at every second") {
  for (const char* name : {"Africa/Gaborone", "Europe/Berlin", "America/Sao_Paulo", "Asia/Tehran",
                           "Pacific/Apia", "Australia/Lord_Howe", "America/Havana"}) {
    INFO(name);
    const Calendar always = always_open(Zone(name));
    CHECK(always.name == "always");
    for (Instant start = at("2010-12-31T21:17:43Z"); start < at("2012-01-03T00:00:00Z");
         start += 7h + 13min) {
      CHECK(is_open(always, start));
      CHECK(add_working_time(always, start, 60min) == start + 60min);
      CHECK(working_time(always, start, start + 100h) == 100h);
    }
  }
}

std::string refusal(const Calendar& calendar, Seconds amount) {
  try {
    static_cast<void>(add_working_time(calendar, at("2026-11-23T08:00:00+02:00"), amount));
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::refused);
    CHECK_FALSE(error.hint().empty());
    return error.what();
  }
  return "";
}

TEST_CASE("a calendar without working time is refused, not searched for ever") {
  Calendar calendar;
  calendar.name = "empty";
  calendar.zone = Zone("Africa/Gaborone");
  CHECK(refusal(calendar, 60min) == "calendar 'empty' has no working hours");
  CHECK(refusal(calendar, 0s) == "calendar 'empty' has no working hours");
  CHECK_FALSE(is_open(calendar, at("2026-11-23T08:00:00+02:00")));
  CHECK(working_time(calendar, at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z")) == 0s);

  calendar.days[on("2020-01-01")] = {hours({"08:00-17:00"}), "Long ago"};
  CHECK(refusal(calendar, 60min) ==
        "calendar 'empty' holds no 1h of working time in the 50 years after 2026-11-23");

  calendar.days[on("2070-01-01")] = {hours({"08:00-08:30"}), "In 43 years"};
  CHECK(add_working_time(calendar, at("2026-11-23T08:00:00+02:00"), 30min) ==
        at("2070-01-01T08:30:00+02:00"));
  CHECK_FALSE(refusal(calendar, 31min).empty());
}

TEST_CASE("fifty years are searched, and not more") {
  const Calendar calendar = always_open(Zone());
  const Seconds fifty_years = std::chrono::years(50);
  const Instant start = at("2026-11-23T08:00:00Z");
  CHECK(add_working_time(calendar, start, fifty_years) == start + fifty_years);
  CHECK_FALSE(refusal(calendar, fifty_years + 48h).empty());
  CHECK_FALSE(refusal(calendar, Seconds::max()).empty());
}

}  // namespace
}  // namespace tkt
