// SPDX-License-Identifier: MIT
//
// When the chain is told of a broken promise.
#include "tests/model/sla_fixtures.h"

namespace tkt {
namespace {

using namespace std::chrono_literals;
using Steps = std::vector<int>;

Desk telling_desk() {
  Desk desk = guide_desk();
  desk.told_after = {{"letla", 30min}, {"ciaron", 2h}};
  return desk;
}

TEST_CASE("a step's time is working time, and for the most urgent the time on the wall") {
  const Desk desk = telling_desk();
  const Ticket high = opened("2026-11-20 14:00", "high", desk);  // due Friday 16:00
  CHECK_FALSE(step_time(high.sla[0], "high", desk, 1));
  CHECK(in_gaborone(*step_time(high.sla[0], "high", desk, 2)) == "2026-11-20 16:30");
  CHECK(in_gaborone(*step_time(high.sla[0], "high", desk, 3)) == "2026-11-23 09:00");
  CHECK(in_gaborone(*step_time(high.sla[0], "critical", desk, 3)) == "2026-11-20 18:00");
  Clock lost = high.sla[0];
  lost.calendar = "gone";
  CHECK_FALSE(step_time(lost, "high", desk, 2));
  CHECK_FALSE(may_tell(lost, "high", desk, gaborone("2026-11-20 16:30")));
}

TEST_CASE("steps are told once, in hours, and not to whom the ticket belongs") {
  const Desk desk = telling_desk();
  const Ticket ticket = opened("2026-11-20 14:00", "high", desk);
  const auto steps = [&](const char* now, int told = 0, const char* assigned = "",
                         const char* priority = "high") {
    return due_steps(ticket.sla[0], told, priority, assigned, desk, gaborone(now));
  };
  CHECK(steps("2026-11-20 16:29:59").empty());
  CHECK(steps("2026-11-20 16:30") == Steps{2});
  CHECK(steps("2026-11-20 16:30", 2).empty());
  CHECK(steps("2026-11-20 16:30", 0, "letla").empty());
  CHECK(steps("2026-11-20 17:00").empty());  // closed
  CHECK(steps("2026-11-20 17:00", 0, "", "critical") == Steps{2});
  CHECK(steps("2026-11-22 12:00", 2, "", "critical") == Steps{3});
  CHECK(steps("2026-11-23 08:00") == Steps{2});
  CHECK(steps("2026-11-23 09:00") == Steps{2, 3});
  CHECK(steps("2026-11-23 09:00", 2 | 4).empty());
  CHECK(
      due_steps(ticket.sla[0], 0, "high", "", guide_desk(), gaborone("2026-11-23 09:00")).empty());
}

TEST_CASE("being told is an event that is the same on every machine") {
  const Desk desk = telling_desk();
  Ticket ticket = opened("2026-11-20 14:00", "high", desk);
  const Instant at = gaborone("2026-11-20 16:30");
  const Event event = alert_event(ticket, ticket.sla[0], desk, 2, at);
  CHECK(event == alert_event(ticket, ticket.sla[0], desk, 2, at));
  CHECK(event.id != alert_event(ticket, ticket.sla[0], desk, 3, at).id);
  CHECK(event.id != breach_event(ticket, ticket.sla[0], desk.zone()).id);
  CHECK(event.did == "alert");
  CHECK(event.by == "sla");
  CHECK(event.at == at);
  CHECK(event.detail("to") == "letla");
  CHECK(event.detail("due") == "2026-11-20T16:00:00+02:00");
  CHECK(steps_told(ticket, ticket.sla[0]) == 0);
  ticket.events.push_back(event);
  CHECK(steps_told(ticket, ticket.sla[0]) == 2);
  Clock second = ticket.sla[0];
  second.cycle = 2;
  CHECK(steps_told(ticket, second) == 0);
}

TEST_CASE("what is over and not recorded is known without the time") {
  const Desk desk = guide_desk();
  const Ticket ticket = opened("2026-11-23 08:15", "critical", desk);
  CHECK_FALSE(owes_records(ticket));
  CHECK_FALSE(owes_records(meet(ticket, Target::respond, gaborone("2026-11-23 09:15"))));
  Ticket late = meet(ticket, Target::respond, gaborone("2026-11-23 09:16"));
  CHECK(owes_records(late));
  late.events.push_back(breach_event(late, late.sla[0], desk.zone()));
  CHECK_FALSE(owes_records(late));
  Ticket early = meet(ticket, Target::respond, gaborone("2026-11-23 09:00"));
  early.events.push_back(breach_event(early, early.sla[0], desk.zone()));
  CHECK(owes_records(early));
  early.events.push_back(withdrawal_event(early, early.sla[0], desk.zone()));
  CHECK_FALSE(owes_records(early));
  CHECK(owes_records(then(ticket, "cancel", "2026-11-23 10:00", Status::cancelled)));
  CHECK_FALSE(owes_records(then(ticket, "cancel", "2026-11-23 09:00", Status::cancelled)));
}

TEST_CASE("a recomputed promise follows the calendar, once") {
  Desk desk = guide_desk();
  const Ticket ticket = opened("2026-11-20 16:30", "critical", desk);
  const Clock& clock = ticket.sla[0];
  CHECK(recomputed(ticket, clock, "", desk) == clock);
  desk.calendars["office"].days[on("2026-11-23")] = {{}, "Proclaimed"};
  const Clock moved = recomputed(ticket, clock, "", desk);
  CHECK(in_gaborone(moved.due) == "2026-11-24 08:30");
  CHECK(recomputed(ticket, moved, "", desk) == moved);
  desk.calendars["night"] = every_day("Africa/Gaborone", {"17:00-24:00"});
  desk.calendars["night"].name = "night";
  const Clock other = recomputed(ticket, clock, "night", desk);
  CHECK(other.calendar == "night");
  CHECK(in_gaborone(other.due) == "2026-11-20 18:00");
  // What is met, agreed, at rest or around the clock stays.
  Clock met = clock;
  met.met = clock.due;
  CHECK(recomputed(ticket, met, "", desk) == met);
  Clock agreed = clock;
  agreed.agreed = true;
  CHECK(recomputed(ticket, agreed, "", desk) == agreed);
  const Ticket over = then(ticket, "cancel", "2026-11-20 16:40", Status::cancelled);
  CHECK(recomputed(over, clock, "", desk) == clock);
  Ticket callout = ticket;
  callout.callout = true;
  callout.sla = start_clocks(callout, contract_client(), desk);
  CHECK(recomputed(callout, callout.sla[0], "night", desk) == callout.sla[0]);
}

}  // namespace
}  // namespace tkt
