// SPDX-License-Identifier: MIT
#include "model/holidays.h"

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "model/error.h"

namespace tkt {
namespace {

/// The dates of a year, as one text: "01-01 01-02 ...".
std::string dates(int year) {
  std::string text;
  for (const Holiday& holiday : holidays_in("botswana", year)) {
    text += (text.empty() ? "" : " ") + format_date(holiday.date).substr(5);
  }
  return text;
}

std::string name_on(const char* text) {
  const auto date = parse_date(text);
  REQUIRE(date);
  for (const Holiday& holiday : holidays_in("botswana", static_cast<int>(date->year()))) {
    if (holiday.date == *date) {
      return holiday.name;
    }
  }
  return "";
}

// The days of 2021, 2022 and 2023 are those that the tests of the library "holidays" for Python
// (github.com/vacanza/holidays, tests/countries/test_botswana.py) list in full; it names gov.bw and
// the Public Holidays Act, Cap. 03:07, as its sources. Of the other years those tests confirm
// 2020-12-28, 2026-12-28 and 2027-05-03; the rest was worked out by hand from the Act's rules and a
// table of Easter. 2 July 2019 was proclaimed for that year alone and is no rule.
TEST_CASE("Botswana's holidays, year by year") {
  struct Row {
    int year;
    const char* dates;
  };
  const Row rows[] = {
      {2019, "01-01 01-02 04-19 04-20 04-22 05-01 05-30 07-01 07-15 07-16 09-30 10-01 12-25 12-26"},
      {2020,
       "01-01 01-02 04-10 04-11 04-13 05-01 05-21 07-01 07-20 07-21 09-30 10-01 12-25 12-26 12-28"},
      {2021,
       "01-01 01-02 04-02 04-03 04-05 05-01 05-03 05-13 07-01 07-19 07-20 09-30 10-01 12-25 12-26 "
       "12-27"},
      {2022,
       "01-01 01-02 01-03 04-15 04-16 04-18 05-01 05-02 05-26 07-01 07-18 07-19 09-30 10-01 12-25 "
       "12-26 12-27"},
      {2023,
       "01-01 01-02 01-03 04-07 04-08 04-10 05-01 05-18 07-01 07-17 07-18 09-30 10-01 10-02 12-25 "
       "12-26"},
      {2024, "01-01 01-02 03-29 03-30 04-01 05-01 05-09 07-01 07-15 07-16 09-30 10-01 12-25 12-26"},
      {2025, "01-01 01-02 04-18 04-19 04-21 05-01 05-29 07-01 07-21 07-22 09-30 10-01 12-25 12-26"},
      {2026,
       "01-01 01-02 04-03 04-04 04-06 05-01 05-14 07-01 07-20 07-21 09-30 10-01 12-25 12-26 12-28"},
      {2027,
       "01-01 01-02 03-26 03-27 03-29 05-01 05-03 05-06 07-01 07-19 07-20 09-30 10-01 12-25 12-26 "
       "12-27"},
      {2028,
       "01-01 01-02 01-03 04-14 04-15 04-17 05-01 05-25 07-01 07-17 07-18 09-30 10-01 10-02 12-25 "
       "12-26"},
      {2029,
       "01-01 01-02 03-30 03-31 04-02 05-01 05-10 07-01 07-02 07-16 07-17 09-30 10-01 10-02 12-25 "
       "12-26"},
      {2030, "01-01 01-02 04-19 04-20 04-22 05-01 05-30 07-01 07-15 07-16 09-30 10-01 12-25 12-26"},
  };
  for (const Row& row : rows) {
    INFO(row.year);
    CHECK(dates(row.year) == row.dates);
  }
}

TEST_CASE("holidays have their names, and days in lieu say what for") {
  struct Row {
    const char* date;
    const char* name;
  };
  const Row rows[] = {
      {"2026-12-25", "Christmas Day"},
      {"2026-12-26", "Boxing Day"},                // a Saturday
      {"2026-12-27", ""},                          // a plain Sunday
      {"2026-12-28", "Boxing Day (in lieu)"},      // the Monday after
      {"2021-05-03", "Labour Day (in lieu)"},      // 1 May was a Saturday
      {"2022-05-02", "Labour Day (in lieu)"},      // 1 May was a Sunday
      {"2023-01-03", "New Year's Day (in lieu)"},  // a Sunday; Monday was one itself
      {"2022-01-03", "New Year Holiday (in lieu)"},
      {"2022-12-27", "Christmas Day (in lieu)"},
      {"2018-10-02", "Botswana Day (in lieu)"},
      {"2023-10-02", "Botswana Day Holiday (in lieu)"},
      {"2029-07-02", "Sir Seretse Khama Day (in lieu)"},
      {"2023-07-03", ""},  // 1 July 2023 was a Saturday: only Labour and Boxing Day move from it
      {"2022-10-03", ""},
      {"2026-07-20", "President's Day"},
      {"2026-07-21", "President's Day Holiday"},
      {"2026-04-03", "Good Friday"},
      {"2026-04-04", "Holy Saturday"},
      {"2026-04-05", ""},  // Easter Sunday is a Sunday
      {"2026-04-06", "Easter Monday"},
      {"2026-05-14", "Ascension Day"},
      {"2026-07-01", "Sir Seretse Khama Day"},
  };
  for (const Row& row : rows) {
    INFO(row.date);
    CHECK(name_on(row.date) == row.name);
  }
}

TEST_CASE("a Saturday moves to Monday since 2016 only") {
  CHECK(name_on("2010-05-03").empty());  // 1 May 2010 was a Saturday
  CHECK(name_on("2015-12-28").empty());  // 26 December 2015 was a Saturday
  CHECK(name_on("2020-12-28") == "Boxing Day (in lieu)");
}

TEST_CASE("Easter is where the church has it") {
  // Among them the earliest and latest dates of the century, and the years in which the full moon's
  // table is corrected: 1954, 1981, 2049, 2076, 2106, 2133.
  const char* sundays[] = {"1818-03-22", "1943-04-25", "1954-04-18", "1961-04-02", "1981-04-19",
                           "2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31", "2025-04-20",
                           "2026-04-05", "2038-04-25", "2049-04-18", "2076-04-19", "2106-04-18",
                           "2133-04-19", "2285-03-22", "2299-04-16"};
  for (const char* text : sundays) {
    INFO(text);
    const auto sunday = parse_date(text);
    REQUIRE(sunday);
    const Date monday(std::chrono::local_days(*sunday) + std::chrono::days(1));
    CHECK(name_on(format_date(monday).c_str()) == "Easter Monday");
  }
}

TEST_CASE("every Sunday's holiday has a free day in its place, in every year") {
  for (int year = 1970; year <= 2100; ++year) {
    const auto holidays = holidays_in("botswana", year);
    CHECK(std::is_sorted(holidays.begin(), holidays.end(),
                         [](const auto& a, const auto& b) { return a.date < b.date; }));
    int lost = 0;
    int in_lieu = 0;
    for (const Holiday& holiday : holidays) {
      const std::chrono::weekday day{std::chrono::local_days(holiday.date)};
      const bool mends = holiday.name.ends_with("(in lieu)");
      CHECK((!mends || (day != std::chrono::Sunday && day != std::chrono::Saturday)));
      in_lieu += mends ? 1 : 0;
      lost += day == std::chrono::Sunday ||
                      (day == std::chrono::Saturday && year >= 2016 &&
                       (holiday.name == "Labour Day" || holiday.name == "Boxing Day"))
                  ? 1
                  : 0;
    }
    INFO(year);
    CHECK(in_lieu == lost);
  }
}

TEST_CASE("rule sets are known by name") {
  CHECK(holiday_rule_sets() == std::vector<std::string>{"botswana"});
  CHECK_THROWS_AS(holidays_in("narnia", 2026), Error);
  CHECK_THROWS_AS(holidays_in("", 2026), Error);
}

}  // namespace
}  // namespace tkt
