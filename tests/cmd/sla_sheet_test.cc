// SPDX-License-Identifier: MIT
#include "cmd/sla_sheet.h"

#include <string>

#include <fmt/core.h>

#include "tests/model/sla_fixtures.h"

namespace tkt {
namespace {

/// The rows as they are printed, without spaces at the ends.
std::string printed(const std::vector<SheetRow>& rows) {
  std::string text;
  for (const SheetRow& row : rows) {
    std::string line = fmt::format("{:14}  {:19}  {:>7}  {:>7}   {}", row.day, row.time, row.length,
                                   row.total, row.text);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string sheet_of(const Ticket& ticket, std::size_t clock, const std::string& now,
                     const Desk& desk = guide_desk()) {
  return printed(sheet(ticket, ticket.sla.at(clock), desk, gaborone(now)));
}

TEST_CASE("a sheet over a weekend, parted at the present") {
  const Ticket ticket = opened("2026-11-20 16:30", "critical", guide_desk());
  CHECK(sheet_of(ticket, 0, "2026-11-23 08:10") == R"(
Fri 2026-11-20  16:30                                   request
                16:30 - 17:00            30m      30m
Sat 2026-11-21                                          weekend
Sun 2026-11-22                                          weekend
Mon 2026-11-23  08:00 - 08:10            10m      40m
                08:10                                   now
                08:10 - 08:30            20m       1h
                08:30                                   due
)" + 1);
}

TEST_CASE("a sheet of a promise that was kept is parted at the response") {
  Ticket ticket = opened("2026-11-23 08:15", "critical", guide_desk());
  ticket = meet(ticket, Target::respond, gaborone("2026-11-23 08:31:12"));
  CHECK(sheet_of(ticket, 0, "2026-11-25 12:00") == R"(
Mon 2026-11-23  08:15                                   request
                08:15 - 08:31:12      16m12s   16m12s
                08:31:12                                response
                08:31:12 - 09:15      43m48s       1h
                09:15                                   due
)" + 1);
}

TEST_CASE("a sheet ends at due, however late it is") {
  const Ticket ticket = opened("2026-11-23 16:00", "critical", guide_desk());
  const std::string expected = R"(
Mon 2026-11-23  16:00                                   request
                16:00 - 17:00             1h       1h
                17:00                                   due
)" + 1;
  CHECK(sheet_of(ticket, 0, "2026-12-25 12:00") == expected);
  CHECK(sheet_of(meet(ticket, Target::respond, gaborone("2026-11-24 09:00")), 0,
                 "2026-12-25 12:00") == expected);
  CHECK(sheet_of(ticket, 0, "2026-11-23 15:00") == expected);  // by a clock that is slow
  CHECK(sheet_of(ticket, 0, "2026-11-23 16:00") == expected);
  CHECK(sheet_of(ticket, 0, "2026-11-23 17:00") == expected);
}

TEST_CASE("a sheet names the reason on the day of the request, and each holiday") {
  const Ticket ticket = opened("2026-12-24 17:30", "critical", guide_desk());
  CHECK(sheet_of(ticket, 0, "2027-01-25 12:00") == R"(
Thu 2026-12-24  17:30                                   request, after hours
Fri 2026-12-25                                          Christmas Day
Sat 2026-12-26                                          Boxing Day
Sun 2026-12-27                                          weekend
Mon 2026-12-28                                          Boxing Day (in lieu)
Tue 2026-12-29  08:00 - 09:00             1h       1h
                09:00                                   due
)" + 1);
}

TEST_CASE("a response on a free day is on the sheet") {
  Ticket ticket = opened("2026-11-20 16:30", "critical", guide_desk());
  ticket = meet(ticket, Target::respond, gaborone("2026-11-21 10:00"));
  CHECK(sheet_of(ticket, 0, "2026-11-23 12:00") == R"(
Fri 2026-11-20  16:30                                   request
                16:30 - 17:00            30m      30m
Sat 2026-11-21  10:00                                   response, weekend
Sun 2026-11-22                                          weekend
Mon 2026-11-23  08:00 - 08:30            30m       1h
                08:30                                   due
)" + 1);
}

TEST_CASE("a sheet of a solution shows the waiting in opening hours") {
  const Desk desk = solving_desk();
  Ticket ticket = opened("2026-11-20 15:00", "critical", desk);
  ticket = then(ticket, "wait", "2026-11-20 16:00", Status::waiting);
  ticket = then(ticket, "resume", "2026-11-23 09:30", Status::in_progress);
  ticket.sla[1].due = compute_due(ticket, ticket.sla[1], desk);
  CHECK(sheet_of(ticket, 1, "2026-11-23 12:30", desk) == R"(
Fri 2026-11-20  15:00                                   request
                15:00 - 16:00             1h       1h
                16:00 - 17:00                           waiting
Sat 2026-11-21                                          weekend
Sun 2026-11-22                                          weekend
Mon 2026-11-23  08:00 - 09:30                           waiting
                09:30 - 12:30             3h       4h
                12:30                                   due
)" + 1);
}

TEST_CASE("a day of nothing but waiting is one line") {
  const Desk desk = solving_desk();
  Ticket ticket = opened("2026-11-23 16:00", "critical", desk);
  ticket = then(ticket, "wait", "2026-11-23 17:00", Status::waiting);
  ticket = then(ticket, "resume", "2026-11-25 08:00", Status::in_progress);
  ticket.sla[1].due = compute_due(ticket, ticket.sla[1], desk);
  CHECK(sheet_of(ticket, 1, "2026-11-25 12:00", desk) == R"(
Mon 2026-11-23  16:00                                   request
                16:00 - 17:00             1h       1h
Tue 2026-11-24                                          waiting
Wed 2026-11-25  08:00 - 11:00             3h       4h
                11:00                                   due
)" + 1);
}

TEST_CASE("a sheet stops where the clock stands still") {
  const Desk desk = solving_desk();
  Ticket ticket = opened("2026-11-23 08:00", "critical", desk);
  ticket = then(ticket, "wait", "2026-11-23 09:00", Status::waiting);
  CHECK(sheet_of(ticket, 1, "2026-11-24 12:00", desk) == R"(
Mon 2026-11-23  08:00                                   request
                08:00 - 09:00             1h       1h
                09:00                                   waiting, and the clock stands still
)" + 1);
}

TEST_CASE("a callout's sheet goes over midnight") {
  Ticket ticket = opened("2026-11-21 23:30", "critical", guide_desk());
  ticket.callout = true;
  ticket.sla = start_clocks(ticket, contract_client(), guide_desk());
  CHECK(sheet_of(ticket, 0, "2026-11-22 12:00") == R"(
Sat 2026-11-21  23:30                                   request
                23:30 - 24:00            30m      30m
Sun 2026-11-22  00:00 - 00:30            30m       1h
                00:30                                   due
)" + 1);
}

TEST_CASE("the lengths of a sheet add up to what was promised, at every time of asking") {
  const Desk desk = guide_desk();
  const Ticket ticket = opened("2026-12-23 16:10:30", "low", desk);
  for (Instant now = ticket.opened - std::chrono::hours(2); now < gaborone("2027-01-02 12:00");
       now += std::chrono::minutes(37)) {
    Seconds sum{0};
    std::string total;
    for (const SheetRow& row : sheet(ticket, ticket.sla[0], desk, now)) {
      sum += row.length.empty() ? Seconds(0) : *parse_duration(row.length);
      total = row.total.empty() ? total : row.total;
    }
    REQUIRE(sum == std::chrono::hours(8));
    REQUIRE(total == "8h");
  }
}

TEST_CASE("a week of hours in a few words") {
  CHECK(week_text(office()) == "Mon-Fri 08:00-17:00");
  CHECK(week_text(every_day("UTC", {"00:00-24:00"})) == "Mon-Sun 00:00-24:00");
  CHECK(week_text(always_open(Zone())) == "around the clock");
  CHECK(week_text(Calendar()) == "no weekly hours");
  Calendar mixed = weekdays("UTC", {"08:00-12:30", "13:30-17:00"});
  mixed.week[2].clear();
  mixed.week[5] = hours({"09:00-12:00"});
  CHECK(week_text(mixed) ==
        "Mon-Tue 08:00-12:30, 13:30-17:00; Thu-Fri 08:00-12:30, 13:30-17:00; Sat 09:00-12:00");
}

}  // namespace
}  // namespace tkt
