// SPDX-License-Identifier: MIT
#include <set>
#include <string>

#include "model/ids.h"
#include "tests/model/sla_fixtures.h"

namespace tkt {
namespace {

using namespace std::chrono_literals;

const Zone& zone() {
  static const Zone gaborone_zone("Africa/Gaborone");
  return gaborone_zone;
}

std::vector<std::string> recorded(const Ticket& ticket, const Desk& desk, const std::string& now) {
  std::vector<std::string> words;
  for (const Event& event : unrecorded(ticket, desk, gaborone(now))) {
    words.push_back(event.did + " " + std::string(event.detail("target")) + " " +
                    std::string(event.detail("cycle")));
  }
  return words;
}

using Words = std::vector<std::string>;

TEST_CASE("alarms are the breaches of a live ticket, and warnings when asked for") {
  const Desk desk = guide_desk();
  const Ticket ticket = opened("2026-11-23 08:15", "critical", desk);
  const auto now = [](const char* reading) { return gaborone(reading); };
  CHECK(alarms(ticket, desk, std::nullopt, now("2026-11-23 09:15")).empty());
  CHECK(alarms(ticket, desk, 75, now("2026-11-23 08:59")).empty());

  const auto warned = alarms(ticket, desk, 75, now("2026-11-23 09:00"));
  REQUIRE(warned.size() == 1);
  CHECK(warned[0].state == SlaState::warning);
  CHECK(warned[0].overdue == 0s);
  CHECK(alarms(ticket, desk, 50, now("2026-11-23 08:45")).size() == 1);

  const auto broken = alarms(ticket, desk, std::nullopt, now("2026-11-23 09:15:30"));
  REQUIRE(broken.size() == 1);
  CHECK(broken[0].ticket == "ITW-4F7K24");
  CHECK(broken[0].clock == ticket.sla[0]);
  CHECK(broken[0].state == SlaState::breached);
  CHECK(broken[0].overdue == 30s);

  const Instant later = now("2026-11-23 12:00");
  CHECK(alarms(meet(ticket, Target::respond, later), desk, 75, later).empty());
  CHECK(alarms(then(ticket, "cancel", "2026-11-23 10:00", Status::cancelled), desk, 75, later)
            .empty());
}

TEST_CASE("a breach is the same event on every machine") {
  const Ticket ticket = opened("2026-11-23 08:15", "critical", guide_desk());
  const Event event = breach_event(ticket, ticket.sla[0], zone());
  CHECK(event.id == "0080AH1G61");
  CHECK(event.at == gaborone("2026-11-23 09:15"));
  CHECK_FALSE(event.noted);
  CHECK(event.by == "sla");
  CHECK(event.did == "breach");
  CHECK(event.details ==
        std::vector<std::pair<std::string, std::string>>{
            {"target", "respond"}, {"cycle", "1"}, {"due", "2026-11-23T09:15:00+02:00"}});
  const Ticket answered = meet(ticket, Target::respond, gaborone("2026-11-23 09:10"));
  const Event withdrawal = withdrawal_event(answered, answered.sla[0], zone());
  CHECK(withdrawal.id == "A5SGFK54Z4");
  CHECK(withdrawal.did == "withdrawn");
  CHECK(withdrawal.at == event.at);
  CHECK(withdrawal.by == "sla");
  CHECK(withdrawal.detail("met") == "2026-11-23T09:10:00+02:00");
}

TEST_CASE("the events of tickets, targets and cycles have IDs of their own") {
  Ticket ticket = opened("2026-11-23 08:15", "critical", guide_desk());
  std::set<std::string> ids;
  Random random(7);
  for (int i = 0; i < 2000; ++i) {
    ticket.id = draw_ticket_id("ITW", random);
    for (const Target target : {Target::respond, Target::resolve}) {
      for (int cycle = 1; cycle <= 2; ++cycle) {
        Clock clock = ticket.sla[0];
        clock.target = target;
        clock.cycle = cycle;
        ids.insert(breach_event(ticket, clock, zone()).id);
        ids.insert(withdrawal_event(ticket, clock, zone()).id);
      }
    }
  }
  CHECK(ids.size() == 16000);
  for (const std::string& id : ids) {
    CHECK((id.size() == 10 && id.find_first_not_of(kIdAlphabet) == std::string::npos));
  }
}

TEST_CASE("a breach is recorded once, and nothing erases it") {
  const Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-23 08:15", "critical", desk);
  CHECK(recorded(ticket, desk, "2026-11-23 09:15").empty());
  CHECK(recorded(ticket, desk, "2026-11-23 09:16") == Words{"breach respond 1"});
  CHECK_FALSE(breach_recorded(ticket, ticket.sla[0]));
  ticket.events.push_back(breach_event(ticket, ticket.sla[0], zone()));
  CHECK(breach_recorded(ticket, ticket.sla[0]));
  CHECK(recorded(ticket, desk, "2026-11-23 09:16").empty());
  CHECK(recorded(ticket, desk, "2027-11-23 09:16").empty());

  // A new ID, after two offline clones drew the same, makes no second breach of it.
  ticket.formerly = {ticket.id};
  ticket.id = "ITW-123458";
  CHECK(recorded(ticket, desk, "2026-11-23 09:16").empty());

  // Nor does another due.
  ticket.priority = "high";
  ticket = restart_clocks(ticket, contract_client(), desk);
  CHECK(recorded(ticket, desk, "2026-11-23 12:00").empty());
}

TEST_CASE("a promise that was kept too late is a breach to record") {
  const Desk desk = guide_desk();
  const Ticket ticket = opened("2026-11-23 08:15", "critical", desk);
  const Ticket late = meet(ticket, Target::respond, gaborone("2026-11-23 09:30"));
  CHECK(recorded(late, desk, "2026-11-23 09:31") == Words{"breach respond 1"});
  const Ticket cancelled = then(ticket, "cancel", "2026-11-23 09:30", Status::cancelled);
  CHECK(recorded(cancelled, desk, "2026-11-23 09:31") == Words{"breach respond 1"});
  const Ticket in_time = meet(ticket, Target::respond, gaborone("2026-11-23 09:15"));
  CHECK(recorded(in_time, desk, "2026-11-23 09:31").empty());
}

TEST_CASE("a response in time that comes to light later withdraws the breach, once") {
  const Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-23 08:15", "critical", desk);
  ticket.events.push_back(breach_event(ticket, ticket.sla[0], zone()));
  Ticket late = meet(ticket, Target::respond, gaborone("2026-11-23 09:20"));
  CHECK(recorded(late, desk, "2026-11-23 12:00").empty());
  Ticket in_time = meet(ticket, Target::respond, gaborone("2026-11-23 09:10"));
  CHECK(recorded(in_time, desk, "2026-11-23 12:00") == Words{"withdrawn respond 1"});
  in_time.events.push_back(withdrawal_event(in_time, in_time.sla[0], zone()));
  CHECK(recorded(in_time, desk, "2026-11-23 12:00").empty());
}

TEST_CASE("a later due takes back no breach") {
  const Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-23 08:15", "critical", desk);
  ticket.events.push_back(breach_event(ticket, ticket.sla[0], zone()));
  ticket.priority = "low";
  ticket = restart_clocks(ticket, contract_client(), desk);
  ticket = meet(ticket, Target::respond, gaborone("2026-11-23 10:00"));
  CHECK(ticket_state(ticket, desk, gaborone("2026-11-23 12:00")) == SlaState::met);
  CHECK(recorded(ticket, desk, "2026-11-23 12:00").empty());
}

TEST_CASE("a promise that moves leaves its breach and its old due behind") {
  const Desk desk = guide_desk();
  const Ticket before = opened("2026-11-23 08:15", "critical", desk);
  Ticket after = before;
  after.priority = "low";
  after = restart_clocks(after, contract_client(), desk);
  CHECK(breaches_so_far(before, desk, gaborone("2026-11-23 09:15")).empty());
  const auto breaches = breaches_so_far(before, desk, gaborone("2026-11-23 09:16"));
  REQUIRE(breaches.size() == 1);
  CHECK(breaches[0] == breach_event(before, before.sla[0], zone()));
  CHECK(move_events(before, before, zone()).empty());
  const auto moved = move_events(before, after, zone());
  REQUIRE(moved.size() == 1);
  CHECK(moved[0].did == "recompute");
  CHECK(moved[0].details ==
        std::vector<std::pair<std::string, std::string>>{{"field", "due"},
                                                         {"old", "2026-11-23T09:15:00+02:00"},
                                                         {"new", "2026-11-23T16:15:00+02:00"},
                                                         {"target", "respond"},
                                                         {"cycle", "1"}});
  after.sla.clear();
  CHECK(move_events(before, after, zone()).at(0).detail("new").empty());
}

TEST_CASE("both clocks and every cycle are recorded by themselves") {
  const Desk desk = solving_desk();
  Ticket ticket = opened("2026-11-23 08:00", "critical", desk);
  CHECK(recorded(ticket, desk, "2026-11-23 13:00") ==
        Words{"breach respond 1", "breach resolve 1"});
  for (const Event& event : unrecorded(ticket, desk, gaborone("2026-11-23 13:00"))) {
    ticket.events.push_back(event);
  }
  ticket = meet(ticket, Target::respond, gaborone("2026-11-23 14:00"));
  ticket = meet(ticket, Target::resolve, gaborone("2026-11-23 14:00"));
  ticket = then(ticket, "resolve", "2026-11-23 14:00", Status::resolved);
  ticket = then(ticket, "reopen", "2026-11-24 08:00", Status::open);
  const auto clocks = start_clocks(ticket, contract_client(), desk);
  ticket.sla.insert(ticket.sla.end(), clocks.begin(), clocks.end());
  CHECK(recorded(ticket, desk, "2026-11-24 08:30").empty());
  CHECK(recorded(ticket, desk, "2026-11-24 09:01") == Words{"breach respond 2"});
}

}  // namespace
}  // namespace tkt
