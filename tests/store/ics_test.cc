// SPDX-License-Identifier: MIT
//
// iCalendar files, most of them from strangers. What recurs by plain rules is in the transcript of
// `holiday import`.
#include "store/ics.h"

#include <random>

#include <catch2/catch.hpp>

#include "model/error.h"

namespace tkt {
namespace {

Date on(const char* text) {
  const auto date = parse_date(text);
  REQUIRE(date);
  return *date;
}

std::string event(const std::string& lines) {
  return "BEGIN:VEVENT\r\nUID:1@example\r\n" + lines + "SUMMARY:Day off\r\nEND:VEVENT\r\n";
}

std::string calendar(const std::string& events) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + events + "END:VCALENDAR\r\n";
}

/// The days of 2026 and 2027, as one text: "2026-12-08 2026-12-09".
std::string days_of(const std::string& text) {
  std::string days;
  for (const IcsDay& day : read_ics(text, "'days.ics'", on("2026-01-01"), on("2027-12-31")).days) {
    days += (days.empty() ? "" : " ") + format_date(day.date);
  }
  return days;
}

std::string one(const std::string& lines) {
  return days_of(calendar(event(lines)));
}

TEST_CASE("an event is as long as it says") {
  CHECK(one("DTSTART;VALUE=DATE:20261208\r\n") == "2026-12-08");
  CHECK(one("DTSTART;VALUE=DATE:20261208\r\nDTEND;VALUE=DATE:20261209\r\n") == "2026-12-08");
  CHECK(one("DTSTART;VALUE=DATE:20261208\r\nDURATION:P2D\r\n") == "2026-12-08 2026-12-09");
  CHECK(one("DTSTART;VALUE=DATE:20261208\r\nDTEND;VALUE=DATE:20261201\r\n") == "2026-12-08");
  CHECK(one("DTSTART;VALUE=DATE:20251230\r\nDTEND;VALUE=DATE:20260103\r\n") ==
        "2026-01-01 2026-01-02");
  CHECK(one("DTSTART;VALUE=DATE:20271231\r\nDTEND;VALUE=DATE:20280103\r\n") == "2027-12-31");
  CHECK(one("DTSTART;VALUE=DATE:20240229\r\nRRULE:FREQ=YEARLY\r\n").empty());
}

TEST_CASE("an event recurs by rule, by list, and with exceptions") {
  CHECK(one("DTSTART;VALUE=DATE:20200709\r\nRRULE:FREQ=YEARLY;BYMONTH=7;BYDAY=2TH\r\n") ==
        "2026-07-09 2027-07-08");
  CHECK(one("DTSTART;VALUE=DATE:20261208\r\nRDATE;VALUE=DATE:20261210,20270105\r\n") ==
        "2026-12-08 2026-12-10 2027-01-05");
  CHECK(one("DTSTART;VALUE=DATE:20261207\r\nRRULE:FREQ=DAILY;COUNT=4\r\n"
            "EXDATE;VALUE=DATE:20261208,20261209\r\n") == "2026-12-07 2026-12-10");
}

TEST_CASE("what is no calendar is refused, and odd events are left out") {
  for (const std::string& text :
       {std::string(), std::string("hello"), std::string("BEGIN:VCARD\r\nEND:VCARD\r\n"),
        std::string("BEGIN:VCALENDAR\r\n\0END:VCALENDAR\r\n", 33),
        std::string(5 * 1024 * 1024, 'a')}) {
    CHECK_THROWS_AS(days_of(text), Error);
  }
  CHECK(days_of(calendar("")).empty());
  CHECK(one("").empty());
  CHECK(one("DTSTART:20261208T080000Z\r\n").empty());
  CHECK(one("DTSTART;VALUE=DATE:20261399\r\n").empty());
  CHECK(one("DTSTART;VALUE=DATE:99991231\r\n").empty());
  CHECK(one("DTSTART;VALUE=DATE:20261208\r\nSTATUS:CANCELLED\r\n").empty());
  // What comes every second, or every day for ages, is no holiday, and takes no ages.
  CHECK(one("DTSTART;VALUE=DATE:20261208\r\nRRULE:FREQ=SECONDLY\r\n").size() <= 11);
  CHECK(one("DTSTART;VALUE=DATE:20261230\r\nDTEND;VALUE=DATE:22001231\r\n").size() < 12 * 366);
}

TEST_CASE("damaged files end in days or in a refusal") {
  const std::string sound =
      calendar(event("DTSTART;VALUE=DATE:20200731\r\nRRULE:FREQ=YEARLY;BYDAY=-1FR;BYMONTH=7\r\n"
                     "EXDATE;VALUE=DATE:20270730\r\nRDATE;VALUE=DATE:20261208\r\n") +
               event("DTSTART;VALUE=DATE:20261208\r\nDURATION:P3D\r\n"));
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    std::string text = sound;
    for (auto changes = random() % 4 + 1; changes > 0; --changes) {
      const std::size_t at = random() % text.size();
      if (random() % 3 == 0) {
        text.erase(at, random() % 20);
      } else {
        text[at] = static_cast<char>(random() % 255 + 1);
      }
    }
    try {
      (void)days_of(text);
    } catch (const Error&) {
    }
  }
}

}  // namespace
}  // namespace tkt
