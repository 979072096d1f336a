// SPDX-License-Identifier: MIT
#include "model/staff.h"

#include <catch2/catch.hpp>

namespace tkt {
namespace {

Date day(int year, unsigned month, unsigned day_of_month) {
  return Date(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day_of_month));
}

TEST_CASE("roles") {
  Staff staff;
  staff.roles = {"technician", "helpdesk-manager"};
  CHECK(staff.has_role(kTechnician));
  CHECK(staff.has_role(kHelpdeskManager));
  CHECK_FALSE(staff.has_role(kManagingDirector));
  CHECK_FALSE(staff.has_role(""));
  CHECK(known_roles() == std::vector<std::string>{"technician", "helpdesk-manager",
                                                  "infrastructure-manager", "managing-director",
                                                  "service"});
}

TEST_CASE("leave holds on its first and last day") {
  Staff staff;
  staff.leave = {{day(2026, 12, 24), day(2026, 12, 31)}, {day(2027, 2, 1), day(2027, 2, 1)}};
  CHECK_FALSE(staff.on_leave(day(2026, 12, 23)));
  CHECK(staff.on_leave(day(2026, 12, 24)));
  CHECK(staff.on_leave(day(2026, 12, 28)));
  CHECK(staff.on_leave(day(2026, 12, 31)));
  CHECK_FALSE(staff.on_leave(day(2027, 1, 1)));
  CHECK(staff.on_leave(day(2027, 2, 1)));
  CHECK_FALSE(staff.on_leave(day(2027, 2, 2)));
}

TEST_CASE("who can get a ticket at all") {
  Staff staff;
  CHECK(staff.assignable());
  staff.roles = {"managing-director"};
  CHECK(staff.assignable());
  staff.roles = {"technician", "service"};
  CHECK_FALSE(staff.assignable());
  staff.roles = {"technician"};
  staff.active = false;
  CHECK_FALSE(staff.assignable());
}

}  // namespace
}  // namespace tkt
