// SPDX-License-Identifier: MIT
#include "model/work_parts.h"

#include <limits>

#include <catch2/catch.hpp>

#include "model/error.h"
#include "tests/model/billing_desk.h"

namespace tkt::test {
namespace {

TEST_CASE("minutes are rounded to the unit, then to the minimum") {
  struct Row {
    Seconds unit;
    RoundingMode mode;
    Seconds minimum;
    int worked;
    int billed;
  };
  const auto row = GENERATE(values<Row>({
      {15min, RoundingMode::up, 0min, 0, 0},        {15min, RoundingMode::up, 60min, 0, 0},
      {15min, RoundingMode::up, 0min, 1, 15},       {15min, RoundingMode::up, 0min, 15, 15},
      {15min, RoundingMode::up, 0min, 16, 30},      {15min, RoundingMode::up, 60min, 16, 60},
      {15min, RoundingMode::up, 60min, 61, 75},     {15min, RoundingMode::up, 50min, 16, 50},
      {15min, RoundingMode::down, 0min, 14, 0},     {15min, RoundingMode::down, 0min, 15, 15},
      {15min, RoundingMode::down, 0min, 29, 15},    {15min, RoundingMode::down, 20min, 14, 20},
      {15min, RoundingMode::nearest, 0min, 7, 0},   {15min, RoundingMode::nearest, 0min, 8, 15},
      {15min, RoundingMode::nearest, 0min, 22, 15}, {15min, RoundingMode::nearest, 0min, 23, 30},
      {30min, RoundingMode::nearest, 0min, 15, 30}, {30min, RoundingMode::nearest, 0min, 14, 0},
      {1min, RoundingMode::up, 0min, 17, 17},       {0min, RoundingMode::up, 0min, 17, 17},
      {0min, RoundingMode::down, 30min, 17, 30},    {1h, RoundingMode::up, 0min, 61, 120},
      {24h, RoundingMode::up, 0min, 1, 1440},       {6min, RoundingMode::up, 0min, 31, 36},
  }));
  CAPTURE(row.unit, row.minimum, row.worked);
  CHECK(round_minutes(row.worked, {row.unit, row.mode, row.minimum, RoundingScope::entry}) ==
        row.billed);
}

/// The number of whole units nearest below, above, or nearest to `worked`, found by trying.
int naive(int worked, int unit, RoundingMode mode, int minimum) {
  if (worked == 0) {
    return 0;
  }
  int below = 0;
  while (below + unit <= worked) {
    below += unit;
  }
  const bool exact = below == worked;
  const bool closer_above = below + unit - worked <= worked - below;
  int rounded = below;
  if (!exact && (mode == RoundingMode::up || (mode == RoundingMode::nearest && closer_above))) {
    rounded += unit;
  }
  return rounded < minimum ? minimum : rounded;
}

TEST_CASE("rounding agrees with trying for every length of four hours") {
  for (const auto mode : {RoundingMode::up, RoundingMode::down, RoundingMode::nearest}) {
    for (const int unit : {1, 2, 5, 6, 7, 10, 15, 30, 60, 61}) {
      for (const int minimum : {0, 1, 20, 60}) {
        for (int worked = 0; worked <= 240; ++worked) {
          const int billed =
              round_minutes(worked, {minutes(unit), mode, minutes(minimum), RoundingScope::entry});
          REQUIRE(billed == naive(worked, unit, mode, minimum));
        }
      }
    }
  }
}

TEST_CASE("a unit or minimum that is not in whole minutes is refused") {
  CHECK_THROWS_WITH(round_minutes(5, {90s, RoundingMode::up, 0s, RoundingScope::entry}),
                    "'billing: rounding: unit:' in desk.yaml is not in whole minutes");
  CHECK_THROWS_WITH(round_minutes(5, {15min, RoundingMode::up, 1s, RoundingScope::entry}),
                    "'billing: rounding: minimum:' in desk.yaml is not in whole minutes");
  CHECK_THROWS_AS(round_minutes(0, {-15min, RoundingMode::up, 0s, RoundingScope::entry}), Error);
}

TEST_CASE("more minutes than an int holds are refused") {
  const int most = std::numeric_limits<int>::max();
  CHECK(round_minutes(most, {1min, RoundingMode::up, 0s, RoundingScope::entry}) == most);
  CHECK_THROWS_AS(round_minutes(most, {15min, RoundingMode::up, 0s, RoundingScope::entry}), Error);
}

// Cutting at the calendar's boundaries

struct Cut {
  Date date;
  Seconds start;
  int length;
  Ints worked;
  Texts reasons;
};

TEST_CASE("work is cut where the rate changes") {
  const std::string normal = "normal rate";
  const std::string after = "after hours";
  const std::string weekend = "after hours: weekend";
  const std::string christmas = "after hours: Christmas Day";
  const std::string half = "after hours: Half day";
  const auto row = GENERATE_COPY(values<Cut>({
      {kMonday, 9h, 45, {45}, {normal}},
      {kMonday, 16h, 60, {60}, {normal}},
      {kMonday, 17h, 30, {30}, {after}},
      {kMonday, 7h, 60, {60}, {after}},
      {kMonday, 16h + 40min, 50, {20, 30}, {normal, after}},
      {kMonday, 7h + 30min, 45, {30, 15}, {after, normal}},
      {kMonday, 7h, 11 * 60, {60, 540, 60}, {after, normal, after}},
      // The night of a working day is one stretch.
      {kMonday, 16h, 24 * 60, {60, 900, 480}, {normal, after, normal}},
      {kMonday, 22h, 4 * 60, {240}, {after}},
      // The boundary is at the minute nearest to it.
      {kMonday, 16h + 30min + 20s, 50, {30, 20}, {normal, after}},
      {kMonday, 16h + 30min + 30s, 50, {30, 20}, {normal, after}},
      {kMonday, 16h + 30min + 31s, 50, {29, 21}, {normal, after}},
      {kMonday, 16h + 59min + 29s, 1, {1}, {normal}},
      {kMonday, 16h + 59min + 31s, 1, {1}, {after}},
      {kMonday, 16h + 59min + 59s, 10, {10}, {after}},
      // Weekend, by the reason of each day.
      {2026y / 11 / 27, 16h, 3 * 60, {60, 120}, {normal, after}},
      {2026y / 11 / 27, 23h, 2 * 60, {60, 60}, {after, weekend}},
      {2026y / 11 / 28, 9h, 60, {60}, {weekend}},
      {2026y / 11 / 28, 23h, 2 * 60, {120}, {weekend}},
      {2026y / 11 / 29, 23h, 10 * 60, {60, 480, 60}, {weekend, after, normal}},
      // A half day and a holiday.
      {2026y / 12 / 24, 11h, 2 * 60, {60, 60}, {normal, half}},
      {2026y / 12 / 24, 23h, 2 * 60, {60, 60}, {half, christmas}},
      {2026y / 12 / 25, 9h, 60, {60}, {christmas}},
      {2026y / 12 / 25, 23h, 2 * 60, {60, 60}, {christmas, weekend}},
  }));
  Desk policy = desk();
  policy.billing.rounding.unit = 1min;
  const Invoice invoice =
      reckon_one(ticket({work("W", at(row.date, row.start), row.length)}), policy);
  CAPTURE(row.date, row.start, row.length);
  CHECK(column(invoice, &InvoiceLine::minutes) == row.worked);
  CHECK(column(invoice, &InvoiceLine::reason) == row.reasons);
}

TEST_CASE("each part has its own day, rate and amount") {
  Desk policy = desk();
  policy.billing.rounding.unit = 1min;
  const Invoice invoice =
      reckon_one(ticket({work("W", at(2026y / 11 / 27, 23h), 120, "Moved the server")}), policy);
  REQUIRE(invoice.lines.size() == 2);
  CHECK(invoice.lines[0].date == 2026y / 11 / 27);
  CHECK(invoice.lines[1].date == 2026y / 11 / 28);
  for (const InvoiceLine& line : invoice.lines) {
    CHECK(line.ticket == "ITW-4F7K24");
    CHECK(line.work == "W");
    CHECK(line.by == "letla");
    CHECK(line.description == "VPN down: Moved the server");
    CHECK(line.rate == 67500);
    CHECK(line.amount == 67500);
    CHECK(line.allowance == 0);
  }
}

TEST_CASE("lunch is after hours where the calendar closes for it") {
  Desk policy = desk();
  policy.billing.rounding.unit = 1min;
  policy.calendars["office"].week[0] = {{8h, 12h}, {13h, 17h}};
  const Invoice invoice = reckon_one(ticket({work("W", monday(11h), 180)}), policy);
  CHECK(column(invoice, &InvoiceLine::minutes) == Ints{60, 60, 60});
  CHECK(column(invoice, &InvoiceLine::reason) ==
        Texts{"normal rate", "after hours", "normal rate"});
}

TEST_CASE("intervals that adjoin are one stretch") {
  Desk policy = desk();
  policy.calendars["office"].week[0] = {{8h, 12h}, {12h, 17h}};
  const Invoice invoice = reckon_one(ticket({work("W", monday(11h), 120)}), policy);
  CHECK(column(invoice, &InvoiceLine::minutes) == Ints{120});
}

TEST_CASE("a calendar that is open around the clock is cut at a holiday's midnight") {
  Desk policy = desk();
  for (auto& hours : policy.calendars["office"].week) {
    hours = {{0h, 24h}};
  }
  policy.calendars["office"].days.erase(2026y / 12 / 24);
  const Invoice invoice =
      reckon_one(ticket({work("W", at(2026y / 12 / 23, 22h), 36 * 60)}), policy);
  CHECK(column(invoice, &InvoiceLine::minutes) == Ints{26 * 60, 10 * 60});
  CHECK(column(invoice, &InvoiceLine::reason) ==
        Texts{"normal rate", "after hours: Christmas Day"});
}

TEST_CASE("the client's own calendar decides") {
  Desk policy = desk();
  policy.billing.rounding.unit = 1min;
  policy.calendars["shop"] = office();
  policy.calendars["shop"].week[0] = {{8h, 20h}};
  Client client = payer();
  client.calendar = "shop";
  const Ticket late = ticket({work("W", monday(19h), 90)});
  const Invoice invoice = reckon({late}, client, policy, monday(22h), "ntebo");
  CHECK(column(invoice, &InvoiceLine::minutes) == Ints{60, 30});
  CHECK(column(invoice, &InvoiceLine::reason) == Texts{"normal rate", "after hours"});
}

TEST_CASE("the days are those of the calendar's zone") {
  Desk policy = desk();
  policy.calendars["office"].zone = Zone("Pacific/Auckland");  // 13 hours ahead in November
  const Instant start = sys_days(kMonday) + 19h + 30min;       // Tuesday 08:30 there
  const Invoice invoice = reckon_one(ticket({work("W", start, 45)}), policy);
  CHECK(invoice.lines.at(0).date == 2026y / 11 / 24);
  CHECK(invoice.supplied == 2026y / 11 / 24);
  CHECK(invoice.lines.at(0).reason == "normal rate");
}

TEST_CASE("work is not cut where there is one rate only") {
  Desk policy = desk();
  const Ticket evening = ticket({work("W", monday(16h + 40min), 50)});
  SECTION("no rate after hours") {
    policy.billing.rates.after_hours = std::nullopt;
  }
  SECTION("the same rate after hours") {
    policy.billing.rates.after_hours = policy.billing.rates.normal;
  }
  const Invoice invoice = reckon_one(evening, policy);
  CHECK(column(invoice, &InvoiceLine::minutes) == Ints{50});
  CHECK(column(invoice, &InvoiceLine::billed) == Ints{60});
  CHECK(column(invoice, &InvoiceLine::reason) == Texts{"normal rate"});
  CHECK(column(invoice, &InvoiceLine::amount) == Amounts{45000});
}

/// Whether a minute that starts at that instant lies in the hours of `office`, without a calendar.
bool office_minute(Instant minute) {
  const Seconds local = minute.time_since_epoch() + 2h;
  const auto day = std::chrono::floor<days>(local);
  const Seconds time = local - day;
  const Date date = sys_days(day);
  const bool weekend = std::chrono::weekday(sys_days(day)).iso_encoding() > 5;
  const Seconds close = date == 2026y / 12 / 24 ? Seconds(12h) : Seconds(17h);
  return !weekend && date != 2026y / 12 / 25 && time >= 8h && time < close;
}

TEST_CASE("cutting agrees with counting minute by minute, and loses none") {
  Desk policy = desk();
  policy.billing.rounding.unit = 1min;
  for (Instant start = at(2026y / 12 / 22, 0h); start < at(2026y / 12 / 29, 0h); start += 37min) {
    for (const int length : {1, 59, 61, 480, 1499, 4000}) {
      const Invoice invoice = reckon_one(ticket({work("W", start, length)}), policy);
      int normal = 0;
      for (const InvoiceLine& line : invoice.lines) {
        REQUIRE(line.minutes > 0);
        normal += line.reason == "normal rate" ? line.minutes : 0;
      }
      int expected = 0;
      for (int minute = 0; minute < length; ++minute) {
        expected += office_minute(start + minutes(minute)) ? 1 : 0;
      }
      REQUIRE(normal == expected);
      REQUIRE(sum(column(invoice, &InvoiceLine::minutes)) == length);
    }
  }
}

TEST_CASE("the seconds of a start lose no minute") {
  Desk policy = desk();
  policy.billing.rounding.unit = 1min;
  for (Instant start = monday(16h + 57min); start < monday(17h + 2min); start += 1s) {
    for (const int length : {1, 2, 3, 15 * 60, 15 * 60 + 3}) {
      const Invoice invoice = reckon_one(ticket({work("W", start, length)}), policy);
      REQUIRE(sum(column(invoice, &InvoiceLine::minutes)) == length);
      for (const int part : column(invoice, &InvoiceLine::minutes)) {
        REQUIRE(part > 0);
      }
    }
  }
}

// Scopes of rounding

TEST_CASE("the worked example of invoice.cc") {
  Desk policy = desk();
  const Ticket example =
      ticket({work("A", monday(16h + 30min + 20s), 50), work("B", at(2026y / 11 / 24, 10h), 20)});
  SECTION("by entry") {
    const Invoice invoice = reckon_one(example, policy);
    CHECK(column(invoice, &InvoiceLine::minutes) == Ints{30, 20, 20});
    CHECK(column(invoice, &InvoiceLine::billed) == Ints{30, 30, 30});
    CHECK(column(invoice, &InvoiceLine::reason) ==
          Texts{"normal rate", "after hours", "normal rate"});
    CHECK(column(invoice, &InvoiceLine::amount) == Amounts{22500, 33750, 22500});
    CHECK(invoice.totals == Totals{78750, {{1400, 78750, 11025}}, 89775});
    CHECK(invoice.supplied == 2026y / 11 / 24);
  }
  SECTION("by ticket") {
    policy.billing.rounding.scope = RoundingScope::ticket;
    CHECK(column(reckon_one(example, policy), &InvoiceLine::billed) == Ints{30, 20, 25});
  }
  SECTION("by day") {
    policy.billing.rounding.scope = RoundingScope::day;
    CHECK(column(reckon_one(example, policy), &InvoiceLine::billed) == Ints{30, 30, 30});
  }
}

TEST_CASE("45 + 45 + 5 minutes and a minimum of one hour") {
  Desk policy = desk();
  policy.billing.rounding.minimum = 60min;
  const Ticket visits =
      ticket({work("A", monday(9h), 45), work("B", monday(11h), 45), work("C", monday(15h), 5)});
  SECTION("by entry it is three hours") {
    CHECK(column(reckon_one(visits, policy), &InvoiceLine::billed) == Ints{60, 60, 60});
  }
  SECTION("by ticket it is the sum, rounded") {
    policy.billing.rounding.scope = RoundingScope::ticket;
    CHECK(column(reckon_one(visits, policy), &InvoiceLine::billed) == Ints{45, 45, 15});
  }
  SECTION("by day it is the sum of each day, rounded") {
    policy.billing.rounding.scope = RoundingScope::day;
    Ticket two_days = visits;
    two_days.work[2].started = at(2026y / 11 / 24, 9h);
    CHECK(column(reckon_one(two_days, policy), &InvoiceLine::billed) == Ints{45, 45, 60});
  }
}

TEST_CASE("time taken off comes from the end, and no line bills less than nothing") {
  Desk policy = desk();
  policy.billing.rounding = {60min, RoundingMode::down, 0s, RoundingScope::ticket};
  CHECK(column(reckon_one(ticket({work("A", monday(9h), 70), work("B", monday(11h), 20),
                                  work("C", monday(15h), 5)}),
                          policy),
               &InvoiceLine::billed) == Ints{60, 0, 0});
  CHECK(column(reckon_one(ticket({work("A", monday(9h), 50)}), policy), &InvoiceLine::billed) ==
        Ints{0});
}

TEST_CASE("an entry without minutes bills none, whatever is rounded with it") {
  Desk policy = desk();
  policy.billing.rounding.scope = RoundingScope::ticket;
  policy.billing.rounding.minimum = 60min;
  CHECK(column(reckon_one(ticket({work("A", monday(9h), 20), work("B", monday(11h), 0)}), policy),
               &InvoiceLine::billed) == Ints{60, 0});
  CHECK(column(reckon_one(ticket({work("B", monday(20h), 0)}), policy), &InvoiceLine::billed) ==
        Ints{0});
}

TEST_CASE("each ticket is rounded by itself") {
  Desk policy = desk();
  policy.billing.rounding.scope =
      GENERATE(values({RoundingScope::entry, RoundingScope::ticket, RoundingScope::day}));
  const Ticket one = ticket({work("A", monday(9h), 20)}, "ITW-000000");
  const Ticket two = ticket({work("A", monday(9h), 20)}, "ITW-111110");
  const Invoice invoice = reckon({one, two}, payer(), policy, monday(18h), "ntebo");
  CHECK(column(invoice, &InvoiceLine::billed) == Ints{30, 30});
}

TEST_CASE("billed lines add up to the rounded groups under every rounding") {
  const std::vector<Work> entries = {
      work("A", monday(7h + 50min + 10s), 23), work("B", monday(16h + 41min), 44),
      work("C", monday(16h + 59min + 45s), 7), work("D", at(2026y / 11 / 24, 23h + 50min), 31),
      work("E", at(2026y / 11 / 27, 23h + 10min), 61)};
  const int total_worked = 23 + 44 + 7 + 31 + 61;
  for (const auto mode : {RoundingMode::up, RoundingMode::down, RoundingMode::nearest}) {
    for (const int unit : {1, 6, 10, 15, 30, 60, 120}) {
      for (const int minimum : {0, 17, 60}) {
        Desk policy = desk();
        const auto billed = [&](RoundingScope scope) {
          policy.billing.rounding = {minutes(unit), mode, minutes(minimum), scope};
          const Invoice invoice = reckon_one(ticket(entries), policy);
          for (const InvoiceLine& line : invoice.lines) {
            REQUIRE(line.billed >= 0);
            if (mode == RoundingMode::up) {
              REQUIRE(line.billed >= line.minutes);
            }
            REQUIRE(line.amount == scale(*line.rate, line.billed, 60));
          }
          REQUIRE(sum(column(invoice, &InvoiceLine::minutes)) == total_worked);
          return sum(column(invoice, &InvoiceLine::billed));
        };
        int by_entry = 0;
        for (const Work& entry : entries) {
          by_entry += round_minutes(entry.minutes, {minutes(unit), mode, minutes(minimum), {}});
        }
        REQUIRE(billed(RoundingScope::entry) == by_entry);
        REQUIRE(billed(RoundingScope::ticket) ==
                round_minutes(total_worked, {minutes(unit), mode, minutes(minimum), {}}));
        // Monday, Tuesday night on both sides of midnight, Friday, Saturday.
        int by_day = 0;
        for (const int worked : {23 + 44 + 7, 10, 21, 50, 11}) {
          by_day += round_minutes(worked, {minutes(unit), mode, minutes(minimum), {}});
        }
        REQUIRE(billed(RoundingScope::day) == by_day);
      }
    }
  }
}

}  // namespace
}  // namespace tkt::test
