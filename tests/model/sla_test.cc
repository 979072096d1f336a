// SPDX-License-Identifier: MIT
#include "model/sla.h"

#include <string>

#include "model/error.h"
#include "model/query.h"
#include "tests/model/sla_fixtures.h"

namespace tkt {
namespace {

using namespace std::chrono_literals;

SlaState state(const Ticket& ticket, const std::string& now) {
  const Desk desk = guide_desk();
  const SlaState result = ticket_state(ticket, desk, gaborone(now));
  // The index answers from the summary alone.
  CHECK(state_of(summarise(ticket, "", desk), gaborone(now)) == result);
  return result;
}

TEST_CASE("each priority has its response time") {
  const Desk desk = guide_desk();
  struct Row {
    const char* priority;
    const char* opened;
    const char* due;
  };
  const Row rows[] = {
      {"critical", "2026-11-23 08:15", "2026-11-23 09:15"},
      {"high", "2026-11-23 08:15", "2026-11-23 10:15"},
      {"medium", "2026-11-23 08:15", "2026-11-23 12:15"},
      {"low", "2026-11-23 08:15", "2026-11-23 16:15"},
      {"critical", "2026-11-23 16:00", "2026-11-23 17:00"},
      {"low", "2026-11-23 16:00", "2026-11-24 15:00"},
      {"critical", "2026-11-20 17:00", "2026-11-23 09:00"},
      {"critical", "2026-12-24 16:30", "2026-12-29 08:30"},
  };
  for (const Row& row : rows) {
    INFO(row.priority << " " << row.opened);
    const Ticket ticket = opened(row.opened, row.priority, desk);
    REQUIRE(ticket.sla.size() == 1);
    const Clock& clock = ticket.sla[0];
    CHECK(in_gaborone(clock.due) == row.due);
    CHECK(clock.cycle == 1);
    CHECK(clock.target == Target::respond);
    CHECK(clock.allowed == *desk.priority(row.priority)->respond);
    CHECK(clock.calendar == "office");
    CHECK_FALSE(clock.met);
    CHECK_FALSE(clock.agreed);
    CHECK(compute_due(ticket, clock, desk) == clock.due);
  }
  CHECK(opened("2026-11-23 08:15", "queue", desk).sla.empty());
}

TEST_CASE("only a category with an SLA has clocks") {
  const Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-23 08:15", "critical", desk);
  Client client = contract_client();
  client.category = "non-contract";
  CHECK(start_clocks(ticket, client, desk).empty());
  client.category = "friends";
  CHECK_THROWS_AS(start_clocks(ticket, client, desk), Error);
  ticket.priority = "urgent";
  CHECK_THROWS_AS(start_clocks(ticket, contract_client(), desk), Error);
}

TEST_CASE("a client's own calendar counts for him") {
  Desk desk = guide_desk();
  desk.calendars["cape-town"] = weekdays("Africa/Johannesburg", {"10:00-16:00"});
  Client client = contract_client();
  client.calendar = "cape-town";
  const Ticket ticket = opened("2026-11-23 08:15", "critical", desk);
  const auto clocks = start_clocks(ticket, client, desk);
  REQUIRE(clocks.size() == 1);
  CHECK(clocks[0].calendar == "cape-town");
  CHECK(in_gaborone(clocks[0].due) == "2026-11-23 11:00");
  client.calendar = "durban";
  CHECK_THROWS_AS(start_clocks(ticket, client, desk), Error);
}

TEST_CASE("a callout runs around the clock") {
  const Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-21 23:30", "critical", desk);
  ticket.callout = true;
  ticket.sla = start_clocks(ticket, contract_client(), desk);
  REQUIRE(ticket.sla.size() == 1);
  CHECK(ticket.sla[0].calendar == "always");
  CHECK(in_gaborone(ticket.sla[0].due) == "2026-11-22 00:30");
  CHECK(state(ticket, "2026-11-22 00:30") == SlaState::warning);
  CHECK(state(ticket, "2026-11-22 00:30:01") == SlaState::breached);
}

TEST_CASE("a callout that is reopened inside hours runs in hours") {
  const Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-21 23:30", "critical", desk);
  ticket.callout = true;
  ticket = then(ticket, "resolve", "2026-11-22 00:10", Status::resolved);
  const auto calendar = [&](const char* reading) {
    const Ticket reopened = then(ticket, "reopen", reading, Status::open);
    return start_clocks(reopened, contract_client(), desk).at(0).calendar;
  };
  CHECK(calendar("2026-11-22 09:00") == "always");  // a Sunday
  CHECK(calendar("2026-11-23 07:59") == "always");
  CHECK(calendar("2026-11-23 08:00") == "office");
}

TEST_CASE("a calendar without working time makes no promise") {
  Desk desk = guide_desk();
  const Ticket ticket = opened("2026-11-23 08:15", "critical", desk);
  desk.calendars["office"].week = {};
  CHECK_THROWS_AS(start_clocks(ticket, contract_client(), desk), Error);
}

TEST_CASE("a clock runs, warns, and breaks strictly after due") {
  const Ticket ticket = opened("2026-11-23 08:15", "critical", guide_desk());
  CHECK(state(ticket, "2026-11-23 08:15") == SlaState::running);
  CHECK(state(ticket, "2026-11-23 08:59:59") == SlaState::running);
  CHECK(state(ticket, "2026-11-23 09:00") == SlaState::warning);  // 45 of 60 minutes
  CHECK(state(ticket, "2026-11-23 09:15") == SlaState::warning);
  CHECK(state(ticket, "2026-11-23 09:15:01") == SlaState::breached);
  CHECK(state(ticket, "2027-11-23 09:15:01") == SlaState::breached);
  CHECK(state(ticket, "2026-11-23 07:00") == SlaState::running);  // by a clock that is slow
}

TEST_CASE("a warning counts working time, rounded to the later second") {
  const Desk desk = guide_desk();
  const Ticket ticket = opened("2026-11-20 16:30", "critical", desk);  // a Friday
  const Clock& clock = ticket.sla[0];
  CHECK(in_gaborone(warning_from(ticket, clock, desk, 75)) == "2026-11-23 08:15");
  CHECK(in_gaborone(warning_from(ticket, clock, desk, 50)) == "2026-11-20 17:00");
  CHECK(in_gaborone(warning_from(ticket, clock, desk, 100)) == "2026-11-23 08:30");
  CHECK(in_gaborone(warning_from(ticket, clock, desk, 0)) == "2026-11-20 16:30");
  CHECK(in_gaborone(warning_from(ticket, clock, desk, 33)) == "2026-11-20 16:49:48");
  const Instant half = gaborone("2026-11-20 17:00");
  CHECK(clock_state(ticket, clock, desk, 50, half) == SlaState::warning);
  CHECK(clock_state(ticket, clock, desk, 50, half - 1s) == SlaState::running);
}

TEST_CASE("a promise is kept up to due and missed after it") {
  const Ticket ticket = opened("2026-11-23 08:15", "critical", guide_desk());
  const auto answered = [&ticket](const char* reading) {
    const Ticket after = meet(ticket, Target::respond, gaborone(reading));
    CHECK(after.sla[0].met == gaborone(reading));
    return state(after, "2026-11-23 12:00");
  };
  CHECK(answered("2026-11-23 08:15") == SlaState::met);
  CHECK(answered("2026-11-23 09:15") == SlaState::met);
  CHECK(answered("2026-11-23 09:15:01") == SlaState::missed);
}

TEST_CASE("a ticket without clocks has no state") {
  Ticket ticket;
  CHECK(leading_clock(ticket) == nullptr);
  CHECK(state(ticket, "2026-11-23 12:00") == SlaState::none);
}

TEST_CASE("waiting never pauses a response") {
  Ticket ticket = opened("2026-11-23 08:15", "critical", guide_desk());
  ticket = then(ticket, "wait", "2026-11-23 08:20", Status::waiting);
  CHECK(compute_due(ticket, ticket.sla[0], guide_desk()) == ticket.sla[0].due);
  CHECK(state(ticket, "2026-11-23 09:10") == SlaState::warning);
  CHECK(state(ticket, "2026-11-23 09:20") == SlaState::breached);
}

TEST_CASE("a changed priority computes due anew from the start of the cycle") {
  const Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-23 13:00", "medium", desk);
  CHECK(in_gaborone(ticket.sla[0].due) == "2026-11-23 17:00");
  ticket.priority = "high";
  ticket = restart_clocks(ticket, contract_client(), desk);
  REQUIRE(ticket.sla.size() == 1);
  CHECK(in_gaborone(ticket.sla[0].due) == "2026-11-23 15:00");
  CHECK(ticket.sla[0].allowed == 120min);
  ticket.priority = "queue";
  ticket = restart_clocks(ticket, contract_client(), desk);
  CHECK(ticket.sla.empty());
  ticket.priority = "critical";
  ticket = restart_clocks(ticket, contract_client(), desk);
  REQUIRE(ticket.sla.size() == 1);
  CHECK(in_gaborone(ticket.sla[0].due) == "2026-11-23 14:00");
}

TEST_CASE("a changed priority moves neither a kept promise nor an agreed one") {
  const Desk desk = guide_desk();
  const Ticket ticket = opened("2026-11-23 13:00", "medium", desk);

  Ticket kept = meet(ticket, Target::respond, gaborone("2026-11-23 13:10"));
  kept.priority = "critical";
  CHECK(restart_clocks(kept, contract_client(), desk).sla == kept.sla);

  Ticket agreed = ticket;
  agreed.sla[0].due = gaborone("2026-11-27 12:00");
  agreed.sla[0].agreed = true;
  agreed.priority = "critical";
  CHECK(restart_clocks(agreed, contract_client(), desk).sla == agreed.sla);
  CHECK(compute_due(agreed, agreed.sla[0], desk) == gaborone("2026-11-27 12:00"));
}

TEST_CASE("an agreed due warns by the working time up to it") {
  const Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-23 08:00", "critical", desk);
  ticket.sla[0].due = gaborone("2026-11-24 12:00");  // 9 h and 4 h; 75 % is 9 h 45
  ticket.sla[0].agreed = true;
  CHECK(in_gaborone(warning_from(ticket, ticket.sla[0], desk, 75)) == "2026-11-24 08:45");
  CHECK(state(ticket, "2026-11-24 08:44") == SlaState::running);
  CHECK(state(ticket, "2026-11-24 12:00") == SlaState::warning);
  CHECK(state(ticket, "2026-11-24 12:01") == SlaState::breached);
}

TEST_CASE("a promise survives its calendar") {
  const Desk desk = guide_desk();
  const Ticket ticket = opened("2026-11-23 08:15", "critical", desk);
  Desk changed = desk;
  changed.calendars["new"] = changed.calendars["office"];
  changed.calendar = "new";
  changed.calendars.erase("office");
  const auto at_time = [&](const char* now) {
    return ticket_state(ticket, changed, gaborone(now));
  };
  CHECK(at_time("2026-11-23 09:14") == SlaState::running);
  CHECK(at_time("2026-11-23 09:16") == SlaState::breached);
  CHECK(warning_from(ticket, ticket.sla[0], changed, 75) == ticket.sla[0].due);
  CHECK_THROWS_AS(compute_due(ticket, ticket.sla[0], changed), Error);
}

TEST_CASE("reopening starts a new cycle") {
  const Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-23 08:15", "critical", desk);
  ticket = meet(ticket, Target::respond, gaborone("2026-11-23 08:30"));
  ticket = then(ticket, "resolve", "2026-11-23 09:00", Status::resolved);
  CHECK(state(ticket, "2026-11-25 09:00") == SlaState::met);
  ticket = then(ticket, "reopen", "2026-11-25 16:30", Status::open);
  const auto clocks = start_clocks(ticket, contract_client(), desk);
  REQUIRE(clocks.size() == 1);
  CHECK(clocks[0].cycle == 2);
  CHECK(in_gaborone(clocks[0].due) == "2026-11-26 08:30");
  ticket.sla.push_back(clocks[0]);
  CHECK(leading_clock(ticket) == &ticket.sla[1]);
  CHECK(state(ticket, "2026-11-26 08:00") == SlaState::running);

  const Ticket answered = meet(ticket, Target::respond, gaborone("2026-11-26 08:05"));
  CHECK(answered.sla[0] == ticket.sla[0]);
  CHECK(answered.sla[1].met == gaborone("2026-11-26 08:05"));
  CHECK(state(answered, "2026-11-27 08:00") == SlaState::met);

  CHECK(cycle_start(ticket, 1) == gaborone("2026-11-23 08:15"));
  CHECK(cycle_start(ticket, 2) == gaborone("2026-11-25 16:30"));
  CHECK(cycle_start(ticket, 3) == gaborone("2026-11-25 16:30"));
  ticket.priority = "high";
  const Ticket changed = restart_clocks(ticket, contract_client(), desk);
  REQUIRE(changed.sla.size() == 2);
  CHECK(changed.sla[0] == ticket.sla[0]);
  CHECK(in_gaborone(changed.sla[1].due) == "2026-11-26 09:30");
}

TEST_CASE("a clock that starts late counts the response already given") {
  const Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-23 08:00", "queue", desk);
  ticket = then(ticket, "respond", "2026-11-23 08:05", Status::in_progress);
  ticket.priority = "high";
  ticket = restart_clocks(ticket, contract_client(), desk);
  REQUIRE(ticket.sla.size() == 1);
  CHECK(ticket.sla[0].met == gaborone("2026-11-23 08:05"));
  CHECK(unrecorded(ticket, desk, gaborone("2026-11-23 10:31")).empty());
}

TEST_CASE("a changed priority moves nothing that is at rest") {
  const Desk desk = guide_desk();
  for (const Status status : {Status::resolved, Status::invoiced, Status::cancelled}) {
    Ticket ticket = opened("2026-11-23 08:00", "medium", desk);
    ticket = then(ticket, "cancel", "2026-11-23 09:30", status);
    ticket.priority = "critical";
    CHECK(restart_clocks(ticket, contract_client(), desk) == ticket);
    ticket.sla.clear();
    CHECK(restart_clocks(ticket, contract_client(), desk) == ticket);
  }
}

TEST_CASE("of a cancelled ticket a promise was missed when the end came after due") {
  const Ticket ticket = opened("2026-11-23 08:15", "critical", guide_desk());
  const Ticket early = then(ticket, "cancel", "2026-11-23 09:15", Status::cancelled);
  const Ticket late = then(ticket, "cancel", "2026-11-23 09:15:01", Status::cancelled);
  for (const char* now : {"2026-11-23 09:10", "2026-11-23 09:20", "2027-11-23 09:20"}) {
    CHECK(state(early, now) == SlaState::none);
    CHECK(state(late, now) == SlaState::missed);
  }
}

TEST_CASE("the clocks of a cycle that was cancelled stay at rest") {
  Ticket ticket = opened("2026-11-23 08:15", "critical", guide_desk());
  ticket = then(ticket, "cancel", "2026-11-23 08:20", Status::cancelled);
  ticket = then(ticket, "reopen", "2026-11-25 08:00", Status::open);
  CHECK(is_at_rest(ticket, ticket.sla[0]));
  CHECK(leading_clock(ticket) == nullptr);  // the new cycle has none, by its priority say
  CHECK(state(ticket, "2026-11-26 08:00") == SlaState::none);
  const Ticket answered = then(ticket, "respond", "2026-11-25 08:10", Status::in_progress);
  CHECK(meet_responses(answered).sla == ticket.sla);
}

TEST_CASE("a callout is refused where the rules give none") {
  const Desk desk = guide_desk();
  const Instant evening = gaborone("2026-11-23 19:00");
  Client client = contract_client();
  const auto refusal = [&desk, &client](const char* channel, Instant when) -> std::string {
    try {
      check_callout(client, channel, desk, when);
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::refused);
      CHECK_FALSE(error.hint().empty());
      return error.what();
    }
    return "";
  };
  CHECK(refusal("phone", evening).empty());
  CHECK(refusal("whatsapp", gaborone("2026-11-22 12:00")).empty());
  CHECK(refusal("phone", gaborone("2026-12-28 10:00")).empty());  // a holiday
  CHECK(refusal("phone", gaborone("2026-11-23 17:00")).empty());
  CHECK(refusal("email", evening) == "a callout comes by phone or WhatsApp, not by email");
  CHECK(refusal("phone", gaborone("2026-11-23 16:59:59")) ==
        "2026-11-23T16:59:59+02:00 is inside the hours of calendar 'office', and a callout is not");
  client.category = "non-contract";
  CHECK(refusal("phone", evening) ==
        "client 'kgalagadi-foods' is non-contract and has no callouts");
}

TEST_CASE("states have their names") {
  CHECK(to_string(SlaState::none) == "none");
  CHECK(to_string(SlaState::running) == "running");
  CHECK(to_string(SlaState::warning) == "warning");
  CHECK(to_string(SlaState::breached) == "breached");
  CHECK(to_string(SlaState::met) == "met");
  CHECK(to_string(SlaState::missed) == "missed");
}

}  // namespace
}  // namespace tkt
