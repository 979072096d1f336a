// SPDX-License-Identifier: MIT
#include "model/response.h"

#include <string>
#include <vector>

#include "tests/model/sla_fixtures.h"

namespace tkt {
namespace {

using Details = std::vector<std::pair<std::string, std::string>>;

/// The time of day; empty where there is no response.
std::string first(const Ticket& ticket, int cycle = 1) {
  const auto response = first_response(ticket, cycle);
  return response ? in_gaborone(response->at).substr(11) : "";
}

Ticket at_eight() {
  return opened("2026-11-23 08:00", "critical", guide_desk());
}

/// Something noted long after it happened.
Ticket late(Ticket ticket, const std::string& did, const std::string& reading) {
  ticket.events.push_back(happened(did, reading));
  ticket.events.back().noted = gaborone("2026-11-27 12:00");
  return ticket;
}

Ticket worked(Ticket ticket, const std::string& started, int minutes) {
  const std::string id = "W" + std::to_string(ticket.work.size());
  const Instant from = gaborone(started);
  ticket.work.push_back({id, "letla", from, minutes, "", true, ""});
  ticket.events.push_back(happened("work", started, Details{{"work", id}}));
  ticket.events.back().at = from + std::chrono::minutes(minutes);
  return ticket;
}

Ticket reopened(const Ticket& ticket, const std::string& resolved, const std::string& reopened) {
  return then(then(ticket, "resolve", resolved, Status::resolved), "reopen", reopened,
              Status::open);
}

TEST_CASE("a response is the first human contact") {
  CHECK(first(at_eight()).empty());
  for (const char* did : {"open", "assign", "note", "wait", "escalate", "set", "cancel"}) {
    CHECK(first(then(at_eight(), did, "2026-11-23 08:10", Status::open)).empty());
  }
  for (const char* did : {"respond", "remote", "resolve"}) {
    CHECK(first(then(at_eight(), did, "2026-11-23 08:10", Status::open)) == "08:10");
  }
  CHECK(first(worked(at_eight(), "2026-11-23 08:20", 30)) == "08:20");
}

TEST_CASE("the earliest response stands, in whatever order they are noted") {
  const std::vector<const char*> all = {"2026-11-23 08:40", "2026-11-23 08:20", "2026-11-23 08:30"};
  Ticket ticket = at_eight();
  for (const char* reading : all) {
    ticket = late(ticket, "respond", reading);
  }
  CHECK(first(ticket) == "08:20");
  CHECK(first(worked(ticket, "2026-11-23 08:10", 5)) == "08:10");
  CHECK(first(late(ticket, "respond", "2026-11-23 07:50")) == "08:00");  // before the opening
  const Ticket first_too_early = late(at_eight(), "respond", "2026-11-23 07:50");
  CHECK(first(late(first_too_early, "respond", "2026-11-23 08:30")) == "08:00");
  CHECK(first_response(late(at_eight(), "respond", "2026-11-23 08:40"), 1)->noted ==
        gaborone("2026-11-27 12:00"));
}

TEST_CASE("a response belongs to the cycle in which it was given") {
  const Ticket ticket = reopened(at_eight(), "2026-11-23 10:00", "2026-11-23 11:00");
  CHECK(first(ticket, 1) == "10:00");
  CHECK(first(ticket, 2).empty());
  const Ticket before = late(ticket, "respond", "2026-11-23 08:30");
  CHECK(first(before, 1) == "08:30");
  CHECK(first(before, 2).empty());
  const Ticket after = late(before, "respond", "2026-11-23 11:10");
  CHECK(first(after, 1) == "08:30");
  CHECK(first(after, 2) == "11:10");
  // In the very second of the reopening: what was written after it is for it.
  const Ticket at_once = reopened(at_eight(), "2026-11-23 11:00", "2026-11-23 11:00");
  CHECK(first(at_once, 2).empty());
  CHECK(first(late(at_once, "respond", "2026-11-23 11:00"), 2) == "11:00");
  // A reopening dated back does not turn what was done without knowing of it into its response.
  CHECK(first(reopened(at_eight(), "2026-11-23 10:00", "2026-11-23 09:50"), 2).empty());
}

TEST_CASE("work that a reopening interrupts is a response in both cycles") {
  const Ticket ticket = reopened(at_eight(), "2026-11-23 10:00", "2026-11-23 11:00");
  const Ticket interrupted = worked(ticket, "2026-11-23 10:50", 30);
  CHECK(first(interrupted, 1) == "10:00");
  CHECK(first(interrupted, 2) == "11:00");
  CHECK(first(worked(ticket, "2026-11-23 10:40", 19), 2).empty());
  CHECK(first(worked(ticket, "2026-11-23 11:05", 19), 2) == "11:05");
}

TEST_CASE("a resolution answers the cycle that it ends, whenever it happened") {
  const Ticket ticket = reopened(at_eight(), "2026-11-23 10:00", "2026-11-23 11:00");
  const Ticket resolved = late(ticket, "resolve", "2026-11-23 10:30");
  CHECK(first(resolved, 1) == "10:00");
  CHECK(first(resolved, 2) == "11:00");
}

TEST_CASE("a response that comes to light late meets the promise of its cycle") {
  const Desk desk = guide_desk();
  Ticket ticket = at_eight();
  ticket.events.push_back(breach_event(ticket, ticket.sla[0], desk.zone()));
  ticket = reopened(ticket, "2026-11-23 10:00", "2026-11-23 11:00");
  ticket.sla.push_back(start_clocks(ticket, contract_client(), desk).at(0));
  ticket = meet_responses(std::move(ticket));
  CHECK(ticket.sla[0].met == gaborone("2026-11-23 10:00"));
  ticket = meet_responses(late(ticket, "respond", "2026-11-23 08:30"));
  CHECK(ticket.sla[0].met == gaborone("2026-11-23 08:30"));
  CHECK_FALSE(ticket.sla[1].met);
  REQUIRE(withdrawals(ticket, desk).size() == 1);
  CHECK(withdrawals(ticket, desk)[0].detail("cycle") == "1");
}

TEST_CASE("what was met stays met, whatever the events say") {
  Ticket ticket = at_eight();
  ticket.sla[0].met = gaborone("2026-11-23 08:05");
  CHECK(meet_responses(ticket).sla == ticket.sla);
  CHECK(meet_responses(late(ticket, "respond", "2026-11-23 08:30")).sla == ticket.sla);
}

}  // namespace
}  // namespace tkt
