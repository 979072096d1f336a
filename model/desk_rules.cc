// SPDX-License-Identifier: MIT
#include "model/desk_rules.h"

#include <algorithm>

#include <fmt/core.h>

#include "model/text.h"

namespace tkt {

std::vector<Problem> violations(const Desk& desk, const std::vector<Staff>& staff) {
  std::vector<Problem> problems;
  for (const std::string& name : desk.escalation) {
    const auto member =
        std::find_if(staff.begin(), staff.end(), [&](const Staff& one) { return one.id == name; });
    if (member == staff.end() || !member->active) {
      problems.push_back(
          {fmt::format("escalation: '{}' {}", name,
                       member == staff.end() ? "is not on the staff" : "is no longer on the staff"),
           "escalation"});
    }
  }
  const bool led = std::any_of(staff.begin(), staff.end(), [](const Staff& one) {
    return one.active && one.has_role(kHelpdeskManager);
  });
  if (!led) {
    problems.push_back({"nobody on the active staff is Helpdesk Manager", ""});
  }
  return problems;
}

std::vector<Problem> violations(const Staff& one, const std::vector<Staff>& staff) {
  std::vector<Problem> problems;
  for (const Staff& other : staff) {
    if (other.id < one.id && !one.email.empty() && same_name(one.email, other.email)) {
      problems.push_back(
          {fmt::format("'{}' is the address of '{}' too", one.email, other.id), "email"});
    }
  }
  return problems;
}

std::vector<Problem> violations(const Client& client, const Desk& desk,
                                const std::set<std::string>& staff) {
  std::vector<Problem> problems;
  if (desk.category(client.category) == nullptr) {
    problems.push_back(
        {fmt::format("category '{}' is not in desk.yaml", client.category), "category"});
  }
  if (!client.calendar.empty() && client.calendar != "always" &&
      desk.calendars.count(client.calendar) == 0) {
    problems.push_back(
        {fmt::format("calendar '{}' is not in desk.yaml", client.calendar), "calendar"});
  }
  if (!client.usual.empty() && staff.count(client.usual) == 0) {
    problems.push_back(
        {fmt::format("usual technician '{}' is not on the staff", client.usual), "usual"});
  }
  for (const std::string& domain : client.domains) {
    if (is_anybodys_domain(domain)) {
      problems.push_back(
          {fmt::format("anybody can have an address at '{}', so that it tells nothing", domain),
           "domains"});
    }
  }
  return problems;
}

}  // namespace tkt
