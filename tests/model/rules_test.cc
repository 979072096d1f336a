// SPDX-License-Identifier: MIT
#include "model/rules.h"

#include <catch2/catch.hpp>

#include "model/desk_rules.h"
#include "model/promise_rules.h"
#include "tests/model/billing_desk.h"

namespace tkt::test {
namespace {

Desk policy() {
  Desk policy = desk();
  policy.priorities = {{"critical", 60min, std::nullopt, {}}, {"queue", {}, {}, {}}};
  policy.escalation = {"ntebo", "letla"};
  return policy;
}

std::vector<Staff> people() {
  std::vector<Staff> people(2);
  people[0].id = "ntebo";
  people[0].email = "ntebo@itworx.example";
  people[0].roles = {std::string(kHelpdeskManager)};
  people[1].id = "letla";
  people[1].email = "letla@itworx.example";
  return people;
}

Known known() {
  Known known;
  Client client = contract_client();
  client.contacts = {{"Neo Kgosi", "", ""}};
  known.clients.emplace(client.id, client);
  known.staff = {"ntebo", "letla"};
  known.invoices = {"INV-2026-000001"};
  return known;
}

Ticket sound() {
  Ticket one = ticket({work("W1", monday(8h), 20)});
  one.status = Status::open;
  one.priority = "critical";
  one.contact = "Neo Kgosi";
  one.channel = "phone";
  one.events = {{"E1", one.opened, std::nullopt, "ntebo", "open", {}}};
  one.sla = {{1, Target::respond, 60min, "office", monday(9h), std::nullopt, false}};
  return one;
}

void check_one(const Ticket& ticket, const Problem& expected) {
  const auto found = violations(ticket, policy(), known());
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == expected.what);
  CHECK(found[0].key == expected.key);
  CHECK(found[0].item == expected.item);
}

}  // namespace

TEST_CASE("a sound ticket breaks no rule") {
  CHECK(violations(sound(), policy(), known()).empty());
  CHECK(check_promises(sound(), policy()).violations.empty());
  CHECK_FALSE(check_promises(sound(), policy()).differs);
}

TEST_CASE("a ticket's problem names its place") {
  Ticket one = sound();
  SECTION("client") {
    one.client = "acme";
    check_one(one, {"client 'acme' is not on the desk", "client"});
  }
  SECTION("contact") {
    one.contact = "Nobody";
    check_one(one, {"'Nobody' is no contact of client 'kgalagadi-foods'", "contact"});
  }
  SECTION("priority") {
    one.priority = "urgent";
    check_one(one, {"priority 'urgent' is not in desk.yaml", "priority"});
  }
  SECTION("status") {
    one.status = Status::resolved;
    check_one(one, {"status is 'resolved', but its events lead to 'open'", "status"});
  }
  SECTION("assigned") {
    one.assigned = "nobody";
    one.status = Status::assigned;
    one.events.push_back({"E2", one.opened, std::nullopt, "ntebo", "assign", {{"to", "nobody"}}});
    check_one(one, {"assigned to 'nobody', who is not on the staff", "assigned"});
  }
  SECTION("work") {
    one.work.push_back(work("W2", monday(9h), 5));
    one.work[1].invoice = "INV-2026-000002";
    check_one(one,
              {"work 'W2' is billed by 'INV-2026-000002', which is not on the desk", "work", 1});
  }
  SECTION("event") {
    one.events.push_back({"E2", one.opened, std::nullopt, "nobody", "note", {}});
    check_one(one, {"event 'E2' is by 'nobody', who is not on the staff", "events", 1});
    one.events[1].by = "sla";
    CHECK(violations(one, policy(), known()).empty());
  }
  SECTION("event of an invoice") {
    one.events.push_back(
        {"E2", one.opened, std::nullopt, "ntebo", "note", {{"invoice", "INV-2026-000002"}}});
    check_one(one,
              {"event 'E2' tells of 'INV-2026-000002', which is not on the desk", "events", 1});
  }
  SECTION("opened") {
    one.opened = monday(8h + 1min);
    check_one(one, {"opened is 2026-11-23T08:01:00+02:00, but its event 'open' was at "
                    "2026-11-23T08:00:00+02:00",
                    "opened"});
    one.events.push_back({"E2", one.opened, std::nullopt, "ntebo", "edit", {}});
    CHECK(violations(one, policy(), known()).empty());
  }
  SECTION("an assignment that nobody made, or took away") {
    one.assigned = "letla";
    check_one(one, {"assigned to 'letla', but no event 'assign' says so", "assigned"});
    one.assigned.clear();
    one.status = Status::assigned;
    one.events.push_back({"E2", one.opened, std::nullopt, "ntebo", "assign", {{"to", "letla"}}});
    one.assigned = "letla";
    CHECK(violations(one, policy(), known()).empty());
  }
  SECTION("escalation") {
    one.escalation = 2;
    check_one(one, {"escalation is 2, but its events lead to 0", "escalation"});
    one.events.push_back({"E2", one.opened, std::nullopt, "ntebo", "escalate", {{"step", "2"}}});
    CHECK(violations(one, policy(), known()).empty());
  }
  SECTION("event of work") {
    one.events.push_back({"E2", one.opened, std::nullopt, "ntebo", "work", {{"work", "W9"}}});
    one.status = Status::in_progress;
    check_one(one, {"event 'E2' tells of work 'W9', which is not there", "events", 1});
  }
  SECTION("clock") {
    one.sla.push_back(one.sla[0]);
    check_one(one, {"two clocks for cycle 1, target respond", "sla", 1});
  }
  SECTION("message") {
    one.messages = {{"E9", "email", "contact", "opened", std::nullopt}};
    check_one(one, {"a message for event 'E9', which is not there", "messages", 0});
  }
}

TEST_CASE("a due is judged by what any calendar could give") {
  Ticket one = sound();
  const auto what = [&] {
    const auto check = check_promises(one, policy());
    return check.violations.empty() ? std::string(check.differs ? "differs" : "")
                                    : check.violations[0].what;
  };
  one.sla[0].due = monday(11h);  // the desk may have opened later then
  CHECK(what() == "differs");
  one.sla[0].due = monday(8h + 59min);
  CHECK(what() ==
        "due is 2026-11-23T08:59:00+02:00, but no calendar gives less than "
        "2026-11-23T09:00:00+02:00");
  one.sla[0].agreed = true;
  CHECK(what().empty());
  one.sla[0].agreed = false;
  one.events.push_back({"E2", monday(9h), std::nullopt, "ntebo", "edit", {}});
  CHECK(what() == "differs");
  one.events.pop_back();
  one.sla[0].calendar = "always";
  one.sla[0].due = monday(11h);
  CHECK(what() ==
        "due is 2026-11-23T11:00:00+02:00, but the wall clock gives 2026-11-23T09:00:00+02:00");
  one.sla[0].calendar = "night";
  CHECK(what() == "calendar 'night' is not in desk.yaml");
}

TEST_CASE("the first promise of a response is what events and work tell of it") {
  Ticket one = sound();
  one.work.clear();
  const auto what = [&] {
    const auto check = check_promises(one, policy());
    return check.violations.empty() ? std::string() : check.violations[0].what;
  };
  one.sla[0].met = monday(8h + 10min);
  CHECK(what() == "met is 2026-11-23T08:10:00+02:00, but no event tells of a response");
  one.events.push_back({"E2", monday(8h + 20min), std::nullopt, "ntebo", "respond", {}});
  CHECK(what() ==
        "met is 2026-11-23T08:10:00+02:00, but the first response was at "
        "2026-11-23T08:20:00+02:00");
  one.sla[0].met = monday(8h + 20min);
  CHECK(what().empty());
  one.sla[0].due = monday(8h + 59min);
  CHECK(what() ==
        "due is 2026-11-23T08:59:00+02:00, but no calendar gives less than "
        "2026-11-23T09:00:00+02:00");
  one.sla[0].due = monday(9h);
  one.sla[0].met = monday(8h + 30min);
  CHECK_FALSE(what().empty());
  one.sla[0].met = monday(7h);
  CHECK(what() == "met is 2026-11-23T07:00:00+02:00, before the opening");
  one.sla[0].met.reset();
  CHECK(what() == "not met, but the first response was at 2026-11-23T08:20:00+02:00");
  // Former versions did not see a response that came before its promise.
  one.events.push_back({"E3", monday(9h), std::nullopt, "ntebo", "set", {{"field", "priority"}}});
  CHECK(what().empty());
  one.callout = true;
  CHECK(what() == "a callout on calendar 'office', not on the wall clock");
  one.events.push_back({"E4", monday(9h), std::nullopt, "ntebo", "edit", {}});
  CHECK(what().empty());
}

TEST_CASE("desk, staff and clients agree") {
  Desk desk = policy();
  std::vector<Staff> staff = people();
  CHECK(violations(desk, staff).empty());
  CHECK(violations(staff[0], staff).empty());

  desk.escalation.push_back("ciaron");
  staff[1].active = false;
  CHECK(violations(desk, staff) ==
        std::vector<Problem>{{"escalation: 'letla' is no longer on the staff", "escalation"},
                             {"escalation: 'ciaron' is not on the staff", "escalation"}});
  staff[0].active = false;
  CHECK(violations(desk, staff).back().what == "nobody on the active staff is Helpdesk Manager");
  staff[1].email = staff[0].email;
  CHECK(violations(staff[0], staff) ==
        std::vector<Problem>{{"'ntebo@itworx.example' is the address of 'letla' too", "email"}});
  CHECK(violations(staff[1], staff).empty());
  staff[1].email = "Ntebo@ITWorx.example";  // as git's identity is compared
  CHECK(violations(staff[0], staff).size() == 1);
}

TEST_CASE("a client refers to what is on the desk") {
  Client client = contract_client();
  CHECK(violations(client, policy(), {"letla"}).empty());
  client.category = "gold";
  client.calendar = "night";
  client.usual = "nobody";
  client.domains = {"kgalagadi.example", "gmail.com"};
  CHECK(violations(client, policy(), {"letla"}) ==
        std::vector<Problem>{
            {"category 'gold' is not in desk.yaml", "category"},
            {"calendar 'night' is not in desk.yaml", "calendar"},
            {"usual technician 'nobody' is not on the staff", "usual"},
            {"anybody can have an address at 'gmail.com', so that it tells nothing", "domains"}});
}

}  // namespace tkt::test
