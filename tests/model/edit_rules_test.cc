// SPDX-License-Identifier: MIT
#include "model/edit_rules.h"

#include <functional>

#include <catch2/catch.hpp>

#include "tests/model/billing_desk.h"

namespace tkt::test {
namespace {

Ticket answered() {
  Ticket one = ticket({work("W1", monday(8h), 20), work("W2", monday(9h), 10)});
  one.work[0].invoice = "INV-2026-000001";
  one.status = Status::invoiced;
  one.events = {
      {"E1", monday(8h), std::nullopt, "ntebo", "open", {}},
      {"E2", monday(9h), monday(10h), "letla", "escalate", {{"to", "letla"}, {"reason", "Stuck"}}},
      {"E3", monday(10h), std::nullopt, "sla", "breach", {{"cycle", "1"}}}};
  one.sla = {{1, Target::respond, 60min, "office", monday(9h), monday(8h), false},
             {1, Target::resolve, 90min, "office", monday(10h), std::nullopt, false}};
  return one;
}

}  // namespace

TEST_CASE("an edit leaves what happened, was kept and was billed as it is") {
  struct Case {
    std::function<void(Ticket&)> edit;
    Problem problem;  ///< without words: none
  };
  const std::string stays = ", and what happened stays written";
  const Case cases[] = {
      {[](Ticket&) {}, {}},
      {[](Ticket& one) { one.subject = "Another"; }, {}},
      {[](Ticket& one) {
         one.events.push_back({"E4", monday(11h), {}, "ntebo", "note", {}});
       },
       {}},
      {[](Ticket& one) { one.events[0].details.emplace_back("mood", "calm"); }, {}},
      {[](Ticket& one) { one.events.erase(one.events.begin() + 2); },
       {"event 'E3' (breach) is missing" + stays, "events"}},
      {[](Ticket& one) { one.events[2].did = "note"; },
       {"event 'E3' (breach) has another 'did'" + stays, "events", 2}},
      {[](Ticket& one) { one.events[2].at = monday(9h); },
       {"event 'E3' (breach) has another 'at'" + stays, "events", 2}},
      {[](Ticket& one) { one.events[1].noted.reset(); },
       {"event 'E2' (escalate) has another 'noted'" + stays, "events", 1}},
      {[](Ticket& one) { one.events[1].by = "ntebo"; },
       {"event 'E2' (escalate) has another 'by'" + stays, "events", 1}},
      {[](Ticket& one) { one.events[1].details[1].second = "Asked to"; },
       {"event 'E2' (escalate) has another 'reason'" + stays, "events", 1}},
      {[](Ticket& one) { one.events[1].details.clear(); },
       {"event 'E2' (escalate) has another 'to'" + stays, "events", 1}},
      {[](Ticket& one) { one.sla[0].met.reset(); },
       {"'met' of cycle 1, respond is missing" + stays, "sla", 0}},
      {[](Ticket& one) { one.sla[0].met = monday(9h); },
       {"'met' of cycle 1, respond is another" + stays, "sla", 0}},
      {[](Ticket& one) { one.sla.erase(one.sla.begin()); },
       {"'met' of cycle 1, respond is missing" + stays, "sla"}},
      {[](Ticket& one) { one.sla.pop_back(); }, {}},
      {[](Ticket& one) { one.work[1].minutes = 15; }, {}},
      {[](Ticket& one) { one.work[0].minutes = 15; },
       {"work 'W1' is billed by INV-2026-000001 and cannot change; 'tkt credit INV-2026-000001' "
        "frees it",
        "work", 0}},
      {[](Ticket& one) { one.status = Status::open; },
       {"status: the ticket is billed: 'tkt reopen' takes it up again", "status"}}};
  for (const Case& one : cases) {
    Ticket after = answered();
    one.edit(after);
    const Ticket before = answered();
    const auto found = edit_violations(&before, after);
    CHECK(found ==
          (one.problem.what.empty() ? std::vector<Problem>{} : std::vector<Problem>{one.problem}));
  }
}

TEST_CASE("no edit makes a ticket invoiced") {
  const Problem problem = {"status: only 'tkt invoice' makes it 'invoiced'", "status"};
  const Ticket invoiced = answered();
  Ticket before = answered();
  before.status = Status::resolved;
  CHECK(edit_violations(&before, invoiced) == std::vector{problem});
  // Without a ticket to compare with, its events tell.
  CHECK(edit_violations(nullptr, invoiced) == std::vector{problem});
  Ticket told = invoiced;
  told.events.push_back({"E4", monday(11h), {}, "ntebo", "invoice", {}});
  CHECK(edit_violations(nullptr, told).empty());
}

}  // namespace tkt::test
