// SPDX-License-Identifier: MIT
#include "model/escalation.h"

#include <catch2/catch.hpp>

#include "model/error.h"

namespace tkt {
namespace {

Desk desk_with(std::vector<std::string> chain) {
  Desk desk;
  desk.escalation = std::move(chain);
  return desk;
}

/// "2 letla", or the refusal and its hint.
std::string escalated(int taken, const Desk& desk, std::string_view to = "",
                      bool may_skip = false) {
  Ticket ticket;
  ticket.id = "ITW-4F7K24";
  ticket.escalation = taken;
  try {
    const EscalationStep step = next_escalation(ticket, desk, to, may_skip);
    return std::to_string(step.number) + " " + step.staff;
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::refused);
    return std::string(error.what()) + " | " + error.hint();
  }
}

const Desk kDesk = desk_with({"ntebo", "letla", "ciaron"});

TEST_CASE("step by step up the chain") {
  CHECK(escalated(0, kDesk) == "1 ntebo");
  CHECK(escalated(1, kDesk) == "2 letla");
  CHECK(escalated(2, kDesk) == "3 ciaron");
  CHECK(escalated(-1, kDesk) == "1 ntebo");
}

TEST_CASE("no step past the top") {
  const std::string refusal =
      "'ITW-4F7K24' has no step left: 'ciaron' is at the top of the chain | "
      "the chain is ntebo, letla, ciaron";
  CHECK(escalated(3, kDesk) == refusal);
  CHECK(escalated(4, kDesk) == refusal);
  CHECK(escalated(3, kDesk, "ciaron", true) == refusal);
}

TEST_CASE("the next step by name or number") {
  CHECK(escalated(0, kDesk, "ntebo") == "1 ntebo");
  CHECK(escalated(0, kDesk, "NTEBO") == "1 ntebo");
  CHECK(escalated(1, kDesk, "2") == "2 letla");
}

Staff member(std::string id, std::string name, std::vector<std::string> roles) {
  Staff staff;
  staff.id = std::move(id);
  staff.name = std::move(name);
  staff.roles = std::move(roles);
  return staff;
}

TEST_CASE("a member of the chain by full name or role") {
  const Staff ntebo = member("ntebo", "Ntebo Mokgotthu", {"helpdesk-manager", "technician"});
  const Staff letla = member("letla", "Letla Mmeke", {"infrastructure-manager", "technician"});
  const Staff ciaron = member("ciaron", "Ciaron Byrne", {"managing-director"});
  const Staff other = member("thato", "Thato Sebina", {"managing-director"});
  const std::vector<Staff> staff = {ciaron, letla, ntebo, other};
  CHECK(member_named("Ciaron Byrne", kDesk, staff) == "ciaron");
  CHECK(member_named("letla mmeke", kDesk, staff) == "letla");
  CHECK(member_named("managing-director", kDesk, staff) == "ciaron");
  CHECK(member_named("Infrastructure-Manager", kDesk, staff) == "letla");
  CHECK(member_named("LETLA", kDesk, staff) == "letla");
  for (const char* unknown : {"", "2", "Thato Sebina", "thato", "service"}) {
    CHECK(member_named(unknown, kDesk, staff) == unknown);
  }
  CHECK_THROWS_WITH(member_named("technician", kDesk, staff),
                    "'technician' may be any of letla, ntebo");
}

TEST_CASE("skipping needs the right to") {
  CHECK(escalated(0, kDesk, "letla") ==
        "cannot skip 'ntebo': only a Helpdesk Manager may skip a step | "
        "escalate to 'ntebo' first");
  CHECK(escalated(1, kDesk, "3") ==
        "cannot skip 'letla': only a Helpdesk Manager may skip a step | "
        "escalate to 'letla' first");
  CHECK(escalated(0, kDesk, "letla", true) == "2 letla");
  CHECK(escalated(0, kDesk, "3", true) == "3 ciaron");
}

TEST_CASE("a step already taken") {
  CHECK(escalated(2, kDesk, "ntebo", true) ==
        "step 1 of the chain, 'ntebo', was taken already for 'ITW-4F7K24' | "
        "the next one is 'ciaron'");
  CHECK(escalated(1, kDesk, "1") ==
        "step 1 of the chain, 'ntebo', was taken already for 'ITW-4F7K24' | "
        "the next one is 'letla'");
}

TEST_CASE("what the chain does not hold") {
  for (const char* to : {"thabo", "0", "4", "-1", "2x", "99999999999999", " 2"}) {
    CHECK(escalated(0, kDesk, to, true) == "'" + std::string(to) +
                                               "' is not in the escalation chain | "
                                               "the chain is ntebo, letla, ciaron");
  }
}

TEST_CASE("somebody who stands in the chain twice is meant where he is next") {
  const Desk twice = desk_with({"ntebo", "letla", "ntebo"});
  CHECK(escalated(0, twice, "ntebo") == "1 ntebo");
  CHECK(escalated(1, twice, "ntebo", true) == "3 ntebo");
  CHECK(escalated(2, twice, "ntebo") == "3 ntebo");
}

TEST_CASE("a desk without a chain") {
  CHECK(escalated(0, desk_with({})) ==
        "the desk has no escalation chain | name its staff at 'escalation' in desk.yaml");
}

}  // namespace
}  // namespace tkt
