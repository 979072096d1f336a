// SPDX-License-Identifier: MIT
#include "model/desk.h"

#include "model/error.h"
#include "tests/model/clock_fixtures.h"

namespace tkt {
namespace {

Desk desk() {
  Desk desk;
  desk.calendar = "office";
  desk.calendars["office"] = office();
  desk.calendars["cape-town"] = weekdays("Africa/Johannesburg", {"09:00-17:00"});
  for (const char* name : {"critical", "high", "queue"}) {
    desk.priorities.push_back({});
    desk.priorities.back().name = name;
  }
  desk.categories.push_back({"contract", true, true, InvoicePolicy::zero});
  return desk;
}

TEST_CASE("rules of a desk are found by name") {
  const Desk d = desk();
  REQUIRE(d.priority("high") != nullptr);
  CHECK(d.priority("high")->name == "high");
  CHECK(d.priority("High") == nullptr);
  CHECK(d.priority("") == nullptr);
  REQUIRE(d.category("contract") != nullptr);
  CHECK(d.category("contract")->callout);
  CHECK(d.category("non-contract") == nullptr);
}

TEST_CASE("urgency is the place in the desk's list") {
  const Desk d = desk();
  CHECK(d.urgency("critical") == 0);
  CHECK(d.urgency("high") == 1);
  CHECK(d.urgency("queue") == 2);
  CHECK(d.urgency("urgent") == 3);
}

TEST_CASE("calendars are found by name, the desk's own without one, and the wall clock") {
  const Desk d = desk();
  CHECK(d.calendar_named("cape-town") == d.calendars.at("cape-town"));
  CHECK(d.calendar_named("") == d.calendars.at("office"));
  CHECK(d.calendar_named("always") == always_open(Zone("Africa/Gaborone")));
  CHECK(d.zone() == Zone("Africa/Gaborone"));
}

TEST_CASE("an unknown calendar is refused with those that there are") {
  const Desk d = desk();
  try {
    static_cast<void>(d.calendar_named("durban"));
    FAIL("not refused");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::refused);
    CHECK(std::string(error.what()) == "no calendar 'durban' in desk.yaml");
    CHECK(error.hint() == "its calendars are: cape-town, office");
  }
  CHECK_THROWS_AS(Desk().zone(), Error);
}

}  // namespace
}  // namespace tkt
