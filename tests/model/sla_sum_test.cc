// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include "model/error.h"
#include "tests/model/sla_fixtures.h"

namespace tkt {
namespace {

using namespace std::chrono_literals;

/// "2026-11-20 16:30 .. 2026-11-20 17:00", one a line.
std::string intervals(const Sum& sum) {
  std::string text;
  for (const Sum::Part& part : sum.intervals) {
    CHECK(part.length == part.to - part.from);
    text += in_gaborone(part.from) + " .. " + in_gaborone(part.to) + "\n";
  }
  return text;
}

std::string skipped(const Sum& sum) {
  std::string text;
  for (const Sum::Skipped& day : sum.skipped) {
    text += format_date(day.date) + " " + day.why + "\n";
  }
  return text;
}

Sum sum_of(const Ticket& ticket, std::size_t clock, const std::string& now, const Desk& desk) {
  return explain(ticket, ticket.sla.at(clock), desk, gaborone(now));
}

TEST_CASE("a sum over a weekend") {
  const Desk desk = guide_desk();
  const Ticket ticket = opened("2026-11-20 16:30", "critical", desk);
  const Sum sum = sum_of(ticket, 0, "2026-11-23 08:10", desk);
  CHECK(sum.clock == ticket.sla[0]);
  CHECK(sum.start == ticket.opened);
  CHECK(sum.state == SlaState::running);
  CHECK(sum.elapsed == 40min);
  CHECK(sum.remaining == 20min);
  CHECK(intervals(sum) ==
        "2026-11-20 16:30 .. 2026-11-20 17:00\n"
        "2026-11-23 08:00 .. 2026-11-23 08:10\n");
  CHECK(skipped(sum) == "2026-11-21 weekend\n2026-11-22 weekend\n");
}

TEST_CASE("a sum over Christmas names each day") {
  const Desk desk = guide_desk();
  const Ticket ticket = opened("2026-12-24 17:30", "critical", desk);
  const Sum sum = sum_of(ticket, 0, "2026-12-29 10:00", desk);
  CHECK(sum.state == SlaState::breached);
  CHECK(sum.elapsed == 2h);
  CHECK(sum.remaining == -1h);
  CHECK(skipped(sum) ==
        "2026-12-24 after hours\n"
        "2026-12-25 Christmas Day\n"
        "2026-12-26 Boxing Day\n"
        "2026-12-27 weekend\n"
        "2026-12-28 Boxing Day (in lieu)\n");
}

TEST_CASE("a sum ends with the response") {
  const Desk desk = guide_desk();
  const Ticket ticket = meet(opened("2026-11-23 08:15", "critical", desk), Target::respond,
                             gaborone("2026-11-23 08:31:12"));
  const Sum sum = sum_of(ticket, 0, "2026-11-27 10:00", desk);
  CHECK(sum.state == SlaState::met);
  CHECK(sum.elapsed == 16min + 12s);
  CHECK(sum.remaining == 43min + 48s);
  CHECK(intervals(sum) == "2026-11-23 08:15 .. 2026-11-23 08:31:12\n");
  CHECK(sum.skipped.empty());
}

TEST_CASE("a sum before the first opening is empty, and the day to come is not skipped") {
  const Desk desk = guide_desk();
  const Ticket ticket = opened("2026-11-21 12:00", "critical", desk);
  const Sum sum = sum_of(ticket, 0, "2026-11-23 07:00", desk);
  CHECK(in_gaborone(sum.start) == "2026-11-23 08:00");
  CHECK(sum.intervals.empty());
  CHECK(sum.elapsed == 0s);
  CHECK(sum.remaining == 1h);
  CHECK(skipped(sum) == "2026-11-21 weekend\n2026-11-22 weekend\n");
  const Sum earlier = sum_of(ticket, 0, "2026-11-20 07:00", desk);  // by a clock that is slow
  CHECK(earlier.elapsed == 0s);
  CHECK(earlier.remaining == 1h);
}

TEST_CASE("a sum leaves out the waiting, and says so of a whole day") {
  const Desk desk = solving_desk();
  Ticket ticket = opened("2026-11-23 15:00", "critical", desk);
  ticket = then(ticket, "wait", "2026-11-23 16:00", Status::waiting);
  ticket = then(ticket, "resume", "2026-11-25 09:30", Status::open);
  ticket.sla[1].due = compute_due(ticket, ticket.sla[1], desk);
  CHECK(in_gaborone(ticket.sla[1].due) == "2026-11-25 12:30");
  const Sum sum = sum_of(ticket, 1, "2026-11-25 10:30", desk);
  CHECK(intervals(sum) ==
        "2026-11-23 15:00 .. 2026-11-23 16:00\n"
        "2026-11-25 09:30 .. 2026-11-25 10:30\n");
  CHECK(skipped(sum) == "2026-11-24 waiting\n");
  CHECK(sum.elapsed == 2h);
  CHECK(sum.remaining == 2h);
}

TEST_CASE("a sum stands still while the ticket waits") {
  const Desk desk = solving_desk();
  Ticket ticket = opened("2026-11-23 08:00", "critical", desk);
  ticket = then(ticket, "wait", "2026-11-23 09:00", Status::waiting);
  for (const char* now : {"2026-11-23 10:00", "2026-11-24 10:00", "2026-11-27 18:00"}) {
    const Sum sum = sum_of(ticket, 1, now, desk);
    CHECK(sum.elapsed == 1h);
    CHECK(sum.remaining == 3h);
    CHECK(sum.state == SlaState::running);
    CHECK(intervals(sum) == "2026-11-23 08:00 .. 2026-11-23 09:00\n");
  }
  CHECK(skipped(sum_of(ticket, 1, "2026-11-25 10:00", desk)) ==
        "2026-11-24 waiting\n2026-11-25 waiting\n");
}

TEST_CASE("a pause in the middle of a day parts it") {
  const Desk desk = solving_desk();
  Ticket ticket = opened("2026-11-23 08:00", "critical", desk);
  ticket = then(ticket, "wait", "2026-11-23 09:00", Status::waiting);
  ticket = then(ticket, "resume", "2026-11-23 09:15", Status::open);
  ticket = then(ticket, "wait", "2026-11-23 10:00", Status::waiting);
  ticket = then(ticket, "resume", "2026-11-23 10:30", Status::open);
  CHECK(intervals(sum_of(ticket, 1, "2026-11-23 11:00", desk)) ==
        "2026-11-23 08:00 .. 2026-11-23 09:00\n"
        "2026-11-23 09:15 .. 2026-11-23 10:00\n"
        "2026-11-23 10:30 .. 2026-11-23 11:00\n");
}

TEST_CASE("a sum of a cancelled ticket ends with it") {
  const Desk desk = guide_desk();
  const Ticket ticket = then(opened("2026-11-23 08:15", "critical", desk), "cancel",
                             "2026-11-23 08:45", Status::cancelled);
  const Sum sum = sum_of(ticket, 0, "2026-11-27 10:00", desk);
  CHECK(sum.state == SlaState::none);
  CHECK(sum.elapsed == 30min);
  CHECK(sum.remaining == 30min);
}

TEST_CASE("a sum of the second cycle starts with the reopening") {
  const Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-20 08:15", "critical", desk);
  ticket = then(ticket, "resolve", "2026-11-20 09:00", Status::resolved);
  ticket = then(ticket, "reopen", "2026-11-23 08:30", Status::open);
  ticket.sla = start_clocks(ticket, contract_client(), desk);
  const Sum sum = sum_of(ticket, 0, "2026-11-23 09:00", desk);
  CHECK(in_gaborone(sum.start) == "2026-11-23 08:30");
  CHECK(sum.elapsed == 30min);
}

TEST_CASE("what is left of an agreed promise is the working time up to it") {
  const Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-23 08:00", "critical", desk);
  ticket.sla[0].due = gaborone("2026-11-24 12:00");
  ticket.sla[0].agreed = true;
  const Sum sum = sum_of(ticket, 0, "2026-11-23 16:00", desk);
  CHECK(sum.elapsed == 8h);
  CHECK(sum.remaining == 5h);
}

TEST_CASE("a sum around the clock is parted by days") {
  const Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-21 23:30", "critical", desk);
  ticket.callout = true;
  ticket.sla = start_clocks(ticket, contract_client(), desk);
  const Sum sum = sum_of(ticket, 0, "2026-11-22 00:10", desk);
  CHECK(intervals(sum) ==
        "2026-11-21 23:30 .. 2026-11-22 00:00\n"
        "2026-11-22 00:00 .. 2026-11-22 00:10\n");
  CHECK(sum.remaining == 20min);
}

TEST_CASE("elapsed and remaining add up to what was allowed, at every time") {
  const Desk desk = guide_desk();
  const Ticket ticket = opened("2026-12-23 16:10", "low", desk);
  for (Instant now = ticket.opened; now < gaborone("2027-01-06 12:00"); now += 41min + 7s) {
    const Sum sum = explain(ticket, ticket.sla[0], desk, now);
    REQUIRE(sum.elapsed + sum.remaining == 480min);
    REQUIRE(sum.elapsed == working_time(office(), ticket.opened, now));
  }
}

TEST_CASE("a sum of more than fifty years is refused, and one by a lost calendar") {
  const Desk desk = guide_desk();
  const Ticket ticket = opened("2026-11-23 08:15", "critical", desk);
  CHECK_THROWS_AS(sum_of(ticket, 0, "2077-11-23 08:15", desk), Error);
  Ticket lost = ticket;
  lost.sla[0].calendar = "durban";
  CHECK_THROWS_AS(sum_of(lost, 0, "2026-11-23 09:15", desk), Error);
}

}  // namespace
}  // namespace tkt
