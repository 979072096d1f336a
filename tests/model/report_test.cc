// SPDX-License-Identifier: MIT
#include "model/report.h"

#include <string>

#include "tests/model/sla_fixtures.h"

namespace tkt {
namespace {

using namespace std::chrono_literals;
using Ids = std::vector<TicketId>;

ReportQuery november(Grouping by = Grouping::none) {
  return {gaborone("2026-11-01 00:00"), gaborone("2026-12-01 00:00"), by, ""};
}

Report report(const std::vector<Ticket>& tickets, const ReportQuery& query, const char* now,
              const std::map<std::string, std::string>& calendars = {}) {
  std::vector<TicketFacts> facts;
  for (const Ticket& ticket : tickets) {
    facts.push_back(facts_of(ticket));
  }
  return make_report(facts, query, solving_desk(), calendars, gaborone(now));
}

Ticket ticket_of(const char* id, const char* opening, const char* priority) {
  Ticket ticket = opened(opening, priority, solving_desk());
  ticket.id = id;
  return ticket;
}

Ticket answered(Ticket ticket, const char* at) {
  return then(meet(std::move(ticket), Target::respond, gaborone(at)), "respond", at,
              Status::in_progress);
}

Ticket solved(Ticket ticket, const char* at) {
  return then(meet(std::move(ticket), Target::resolve, gaborone(at)), "resolve", at,
              Status::resolved);
}

TEST_CASE("promises are counted by what became of them") {
  const Ticket kept = answered(ticket_of("A", "2026-11-02 08:00", "high"), "2026-11-02 10:00");
  const Ticket late = answered(ticket_of("B", "2026-11-02 08:00", "high"), "2026-11-02 10:00:01");
  const Ticket broken = ticket_of("C", "2026-11-02 08:00", "high");
  const Ticket running = ticket_of("D", "2026-11-30 16:30", "high");
  const Ticket dropped = then(ticket_of("E", "2026-11-02 08:00", "high"), "cancel",
                              "2026-11-02 09:00", Status::cancelled);
  Ticket withdrawn = ticket_of("F", "2026-11-02 08:00", "high");
  withdrawn.events.push_back(breach_event(withdrawn, withdrawn.sla[0], Zone()));
  withdrawn = answered(withdrawn, "2026-11-02 09:00");
  withdrawn.events.push_back(withdrawal_event(withdrawn, withdrawn.sla[0], Zone()));
  const Ticket other_month = ticket_of("G", "2026-10-30 16:59", "high");
  const Report result = report({kept, late, broken, running, dropped, withdrawn, other_month},
                               november(), "2026-12-01 08:30");
  const PromiseCount& count = result.total.promises[0];
  CHECK(count.kept == Ids{"A", "F"});
  CHECK(count.missed == Ids{"B", "C"});
  CHECK(count.withdrawn == Ids{"F"});
  CHECK(count.running == Ids{"D"});
  CHECK(count.ended == Ids{"E"});
  CHECK(count.judged() == 4);
  CHECK(count.permille() == 500);
  CHECK(result.total.open[4] == Ids{"A", "B", "C", "F", "G"});
  CHECK(result.total.open[0] == Ids{"D"});
  CHECK_FALSE(PromiseCount().permille());
}

TEST_CASE("a share is rounded half up, to a tenth of a percent") {
  PromiseCount count;
  count.kept = {"A", "B"};
  count.missed = {"C"};
  CHECK(count.permille() == 667);
  count.missed = {"C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P"};
  CHECK(count.permille() == 125);
}

TEST_CASE("lengths have a median, a ninetieth percentile and a mean") {
  CHECK(spread_of({}) == Spread{});
  CHECK(spread_of({7s}) == Spread{7s, 7s, 7s});
  CHECK(spread_of({1s, 9s}) == Spread{5s, 9s, 5s});
  CHECK(spread_of({10s, 1s, 4s}) == Spread{4s, 10s, 5s});
  CHECK(spread_of({1s, 2s, 3s, 4s, 5s, 6s, 7s, 8s, 9s, 100s}) == Spread{5s, 9s, 14s});
  CHECK(spread_of({1s, 2s, 3s, 4s, 5s, 6s, 7s, 8s, 9s, 10s, 100s}) == Spread{6s, 10s, 14s});
}

TEST_CASE("how long it took is told in working time and by the clock on the wall") {
  Ticket ticket = answered(ticket_of("A", "2026-11-20 16:30", "critical"), "2026-11-23 08:15");
  ticket = solved(ticket, "2026-11-23 10:00");
  const Report result = report({ticket}, november(), "2026-11-24 12:00");
  CHECK(result.total.response.working == Spread{45min, 45min, 45min});
  CHECK(result.total.response.wall.median == 63h + 45min);
  CHECK(result.total.solution.working.mean == 2h + 30min);
  CHECK(result.total.solution.wall.mean == 65h + 30min);
  CHECK(result.total.promises[1].kept == Ids{"A"});
  // A callout's working time is the time on the wall.
  Ticket callout = ticket_of("B", "2026-11-21 10:00", "critical");
  callout.callout = true;
  callout.sla = start_clocks(callout, contract_client(), solving_desk());
  callout = answered(callout, "2026-11-21 10:40");
  CHECK(report({callout}, november(), "2026-11-24 12:00").total.response.working.mean == 40min);
}

TEST_CASE("without a promise the client's calendar counts, and the first contact") {
  Ticket ticket = ticket_of("A", "2026-11-20 16:30", "queue");
  REQUIRE(ticket.sla.empty());
  ticket.work.push_back({"W", "letla", gaborone("2026-11-23 09:00"), 30, "", true, ""});
  ticket = then(ticket, "respond", "2026-11-23 09:30", Status::in_progress);
  CHECK(facts_of(ticket).answered == gaborone("2026-11-23 09:00"));
  CHECK(report({ticket}, november(), "2026-11-24 12:00").total.response.working.mean == 90min);
  CHECK(report({ticket}, november(), "2026-11-24 12:00", {{"kgalagadi-foods", "always"}})
            .total.response.working.mean == 64h + 30min);
  CHECK(report({ticket}, november(), "2026-11-24 12:00", {{"kgalagadi-foods", "gone"}})
            .total.response.working.mean == 90min);
}

TEST_CASE("reopened tickets, solutions and work count when they happened") {
  Ticket ticket = answered(ticket_of("A", "2026-10-28 08:00", "high"), "2026-10-28 08:15");
  ticket = solved(ticket, "2026-10-29 10:00");
  ticket = then(ticket, "reopen", "2026-11-02 08:00", Status::open);
  ticket = then(ticket, "respond", "2026-11-02 08:30", Status::in_progress);
  ticket = solved(ticket, "2026-11-02 09:00");
  ticket.work = {{"1", "letla", gaborone("2026-10-28 08:15"), 30, "", true, ""},
                 {"2", "letla", gaborone("2026-11-02 08:00"), 40, "", true, ""},
                 {"3", "ntebo", gaborone("2026-11-02 08:40"), 15, "", false, ""}};
  const ReportGroup total = report({ticket}, november(), "2026-11-24 12:00").total;
  CHECK(total.reopened == Ids{"A"});
  CHECK(total.resolved == Ids{"A"});
  CHECK(total.worked == Ids{"A"});
  CHECK(total.minutes == 55);
  CHECK(total.billable_minutes == 40);
  CHECK(total.response.tickets.empty());  // it was opened in October
  CHECK(total.solution.tickets == Ids{"A"});
  CHECK(facts_of(ticket).resolved.size() == 2);
}

TEST_CASE("groups stand in order, and hold what belongs to them") {
  Ticket a = answered(ticket_of("A", "2026-11-02 08:00", "low"), "2026-11-02 08:15");
  a.assigned = "thato";
  a.client = "acme";
  a.work = {{"1", "letla", gaborone("2026-11-02 08:15"), 30, "", true, ""}};
  const Ticket b = ticket_of("B", "2026-11-03 08:00", "critical");
  const auto names = [&](Grouping by) {
    std::string text;
    for (const ReportGroup& group : report({a, b}, november(by), "2026-11-24 12:00").groups) {
      text += group.name + " ";
    }
    return text;
  };
  CHECK(names(Grouping::none).empty());
  CHECK(names(Grouping::priority) == "critical low ");
  CHECK(names(Grouping::client) == "acme kgalagadi-foods ");
  CHECK(names(Grouping::staff) == "letla nobody thato ");
  CHECK(names(Grouping::month) == "2026-11 ");
  const Report by_staff = report({a, b}, november(Grouping::staff), "2026-11-24 12:00");
  CHECK(by_staff.groups[0].worked == Ids{"A"});  // whoever worked, not whose ticket it is
  CHECK(by_staff.groups[2].promises[0].kept == Ids{"A"});
  CHECK(by_staff.groups[2].worked.empty());
  ReportQuery one = november(Grouping::client);
  one.client = "acme";
  CHECK(report({a, b}, one, "2026-11-24 12:00").total.promises[0].judged() == 1);
  CHECK(parse_grouping("staff") == Grouping::staff);
  CHECK_FALSE(parse_grouping(""));
  CHECK_FALSE(parse_grouping("colour"));
}

}  // namespace
}  // namespace tkt
