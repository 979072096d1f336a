// SPDX-License-Identifier: MIT
#include "model/instant.h"

#include <string>

#include <catch2/catch.hpp>

namespace tkt {
namespace {

using namespace std::chrono_literals;

Instant at(const char* text) {
  const auto instant = parse_instant(text);
  REQUIRE(instant);
  return *instant;
}

TEST_CASE("an instant is written with its zone's offset") {
  const Instant instant = at("2026-11-23T06:15:00Z");
  CHECK(format_instant(instant, Zone("Africa/Gaborone")) == "2026-11-23T08:15:00+02:00");
  CHECK(format_instant(instant, Zone()) == "2026-11-23T06:15:00+00:00");
  CHECK(format_instant(instant, Zone("America/St_Johns")) == "2026-11-23T02:45:00-03:30");
  CHECK(format_instant(instant, Zone("Asia/Kathmandu")) == "2026-11-23T12:00:00+05:45");
  CHECK(format_instant(instant, Zone("Pacific/Kiritimati")) == "2026-11-23T20:15:00+14:00");
}

TEST_CASE("an instant reads back from any zone and year") {
  for (const char* zone : {"UTC", "Africa/Gaborone", "America/St_Johns", "Asia/Tehran",
                           "Europe/Berlin", "Pacific/Apia", "Africa/Monrovia"}) {
    for (Instant instant = at("1880-01-01T00:00:00Z"); instant < at("2100-01-01T00:00:00Z");
         instant += 7654321s) {
      const std::string text = format_instant(instant, Zone(zone));
      if (parse_instant(text) != instant) {
        FAIL(zone << " " << text);
      }
    }
  }
}

TEST_CASE("instants are read") {
  const Instant expected = at("2026-11-23T06:15:00Z");
  for (const char* text :
       {"2026-11-23T08:15:00+02:00", "2026-11-23T08:15+02:00", "2026-11-23 08:15:00+02:00",
        "2026-11-23T06:15Z", "2026-11-23T06:14:60Z", "2026-11-22T22:45:00-07:30",
        "2026-11-23T06:15:00-00:00", "2026-11-24T06:14:00+23:59"}) {
    INFO(text);
    CHECK(parse_instant(text) == expected);
  }
  CHECK(parse_instant("2016-12-31T23:59:60Z") == at("2017-01-01T00:00:00Z"));
  CHECK(parse_instant("1970-01-01T00:00:00Z") == Instant(0s));
  CHECK(parse_instant("2028-02-29T00:00:00Z") == at("2028-03-01T00:00:00Z") - 24h);
}

TEST_CASE("what is no instant is none") {
  for (const char* text : {"",
                           "2026-11-23",
                           "2026-11-23T08:15",
                           "2026-11-23T08:15:00",
                           "2026-11-23T08:15:00+02",
                           "2026-11-23T08:15:00+0200",
                           "2026-11-23T08:15:00+2:00",
                           "2026-11-23T08:15:00 +02:00",
                           "2026-11-23T8:15:00Z",
                           "2026-11-23T24:00:00Z",
                           "2026-11-23T08:60:00Z",
                           "2026-11-23T08:15:61Z",
                           "2026-11-23T08:15:00.5Z",
                           "2026-11-23T08:15:00z",
                           "2026-11-23t08:15:00Z",
                           "2026-02-29T00:00:00Z",
                           "2026-13-01T00:00:00Z",
                           "2026-00-01T00:00:00Z",
                           "2026-11-00T00:00:00Z",
                           "2026-11-31T00:00:00Z",
                           "26-11-23T08:15:00Z",
                           "2026-11-23T08:15:00ZZ",
                           " 2026-11-23T08:15:00Z",
                           "2026-11-23T08:15:00Z ",
                           "2026-11-23T08:15:00+24:00",
                           "2026-11-23T08:15:00+02:60",
                           "+2026-11-23T08:15:00Z",
                           "-001-11-23T08:15:00Z",
                           "2026-11-23T08:15:Z",
                           "2026-11-23T08:15:0Z",
                           "20261123T081500Z",
                           "now"}) {
    INFO("'" << text << "'");
    CHECK_FALSE(parse_instant(text));
  }
  CHECK_FALSE(parse_instant(std::string_view("2026-11-23T08:15:00Z\0", 21)));
}

TEST_CASE("times are read as people type them") {
  const Zone zone("Africa/Gaborone");
  const Instant now = at("2026-11-23T10:30:15+02:00");  // a Monday
  struct Row {
    const char* typed;
    const char* expected;
  };
  const Row rows[] = {
      {"now", "2026-11-23T10:30:15+02:00"},
      {"2026-11-20T16:00:00+02:00", "2026-11-20T16:00:00+02:00"},
      {"2026-11-20T14:00:00Z", "2026-11-20T16:00:00+02:00"},
      {"2026-11-20 16:00", "2026-11-20T16:00:00+02:00"},
      {"2026-11-20T16:00", "2026-11-20T16:00:00+02:00"},
      {"2026-11-20 16:00:30", "2026-11-20T16:00:30+02:00"},
      {"2026-11-20", "2026-11-20T00:00:00+02:00"},
      {"08:15", "2026-11-23T08:15:00+02:00"},
      {"8:15", "2026-11-23T08:15:00+02:00"},
      {"23:59", "2026-11-23T23:59:00+02:00"},
      {"today", "2026-11-23T00:00:00+02:00"},
      {"today 08:15", "2026-11-23T08:15:00+02:00"},
      {"yesterday 16:00", "2026-11-22T16:00:00+02:00"},
      {"yesterday", "2026-11-22T00:00:00+02:00"},
      {"tomorrow 09:00", "2026-11-24T09:00:00+02:00"},
      {"45m ago", "2026-11-23T09:45:15+02:00"},
      {"1h30 ago", "2026-11-23T09:00:15+02:00"},
      {"2d ago", "2026-11-21T10:30:15+02:00"},
      {"0m ago", "2026-11-23T10:30:15+02:00"},
  };
  for (const Row& row : rows) {
    INFO(row.typed);
    CHECK(parse_time(row.typed, zone, now) == at(row.expected));
  }
  for (const char* text : {"",
                           " ",
                           "NOW",
                           "noon",
                           "monday",
                           "8",
                           "8:5",
                           "24:00",
                           "today8:15",
                           "today  08:15",
                           "today 08:15 ",
                           "yesterday 25:00",
                           "45 ago",
                           "45m",
                           "45mago",
                           "ago",
                           " ago",
                           "-45m ago",
                           "2026-11-20 ",
                           "2026-11-20 16",
                           "2026-11-31",
                           "08:15+02:00"}) {
    INFO("'" << text << "'");
    CHECK_FALSE(parse_time(text, zone, now));
  }
}

TEST_CASE("today is the desk's day, not that of UTC") {
  const Instant now = at("2026-11-22T22:30:00Z");
  CHECK(parse_time("today", Zone("Africa/Gaborone"), now) == at("2026-11-23T00:00:00+02:00"));
  CHECK(parse_time("today", Zone(), now) == at("2026-11-22T00:00:00Z"));
}

TEST_CASE("a typed reading that summer time skips moves forward") {
  const Instant now = at("2026-03-29T12:00:00Z");
  CHECK(parse_time("02:30", Zone("Europe/Berlin"), now) == at("2026-03-29T03:30:00+02:00"));
}

TEST_CASE("dates are read and written") {
  for (const char* text : {"2026-11-23", "2028-02-29", "0001-01-01", "9999-12-31", "1970-01-01"}) {
    const auto date = parse_date(text);
    REQUIRE(date);
    CHECK(format_date(*date) == text);
  }
  for (const char* text : {"", "2026-11-31", "2026-02-29", "2026-1-1", "26-01-01", "2026-11-23 ",
                           "2026/11/23", "20261123", "2026-11-23T00:00", "today", "2026-00-10"}) {
    INFO("'" << text << "'");
    CHECK_FALSE(parse_date(text));
  }
}

TEST_CASE("lengths of time are read as people type them") {
  struct Row {
    const char* typed;
    Seconds expected;
  };
  const Row rows[] = {
      {"90s", 90s},       {"45m", 45min},   {"1h30m", 90min},
      {"1h30", 90min},    {"1:30", 90min},  {"0:05", 5min},
      {"100:00", 100h},   {"2d", 48h},      {"1h 5m", 65min},
      {"1h 5", 65min},    {"1d12h", 36h},   {"1d 1h 1m 1s", 90061s},
      {"0m", 0s},         {"0s", 0s},       {"480m", 8h},
      {"36h", 36h},       {"1h0m", 1h},     {"1h59", 119min},
      {"1d30m", 1470min}, {"1h30s", 3630s}, {"3652d", 3652 * 24h},
      {"005m", 5min},
  };
  for (const Row& row : rows) {
    INFO(row.typed);
    CHECK(parse_duration(row.typed) == row.expected);
  }
  for (const char* text :
       {"",       "45",           "1.5h",       "-5m",   "+5m",   "m",     "h30",   "1h60",
        "1h60m",  "1h90m",        "1d24h",      "1m60s", "30m1h", "1h1h",  "1m30",  "1d5",
        "1h30m ", " 1h",          "1h  5m",     "1:5",   "1:60",  ":30",   "1:",    "1:30:00",
        "3653d",  "99999999999m", "999999999d", "1H",    "5min",  "1h30x", "90000h"}) {
    INFO("'" << text << "'");
    CHECK_FALSE(parse_duration(text));
  }
}

TEST_CASE("lengths of time are written short") {
  struct Row {
    Seconds length;
    const char* expected;
  };
  const Row rows[] = {{0s, "0m"},
                      {1s, "1s"},
                      {60s, "1m"},
                      {90s, "90s"},
                      {119s, "119s"},
                      {120s, "2m"},
                      {150s, "2m30s"},
                      {45min, "45m"},
                      {60min, "1h"},
                      {90min, "1h30m"},
                      {8h, "8h"},
                      {24h, "24h"},
                      {100h + 5min, "100h5m"},
                      {3601s, "1h1s"},
                      {-45min, "-45m"}};
  for (const Row& row : rows) {
    CHECK(format_duration(row.length) == row.expected);
  }
}

TEST_CASE("every length of time reads back as it was") {
  for (Seconds length{0}; length < 3h; ++length) {
    if (parse_duration(format_duration(length)) != length) {
      FAIL(length.count());
    }
  }
  for (Seconds length{0}; length < 87000h; length += 12347s) {
    if (parse_duration(format_duration(length)) != length) {
      FAIL(length.count());
    }
  }
}

}  // namespace
}  // namespace tkt
