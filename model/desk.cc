// SPDX-License-Identifier: MIT
#include "model/desk.h"

#include <algorithm>

#include "model/error.h"

namespace tkt {
namespace {

template <class Rule>
const Rule* named(const std::vector<Rule>& rules, std::string_view name) {
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [name](const Rule& rule) { return rule.name == name; });
  return found == rules.end() ? nullptr : &*found;
}

const Calendar& existing_calendar(const Desk& desk, const std::string& name) {
  const auto found = desk.calendars.find(name);
  if (found != desk.calendars.end()) {
    return found->second;
  }
  std::string known;
  for (const auto& [other, calendar] : desk.calendars) {
    known += (known.empty() ? "" : ", ") + other;
  }
  throw Error(ErrorKind::refused, "no calendar '" + name + "' in desk.yaml",
              "its calendars are: " + (known.empty() ? "none" : known));
}

}  // namespace

const PriorityRule* Desk::priority(std::string_view name) const {
  return named(priorities, name);
}

const CategoryRule* Desk::category(std::string_view name) const {
  return named(categories, name);
}

int Desk::urgency(std::string_view name) const {
  const auto found = std::find_if(priorities.begin(), priorities.end(),
                                  [name](const PriorityRule& rule) { return rule.name == name; });
  return static_cast<int>(found - priorities.begin());
}

Calendar Desk::calendar_named(std::string_view name) const {
  if (name == "always") {
    return always_open(zone());
  }
  return existing_calendar(*this, name.empty() ? calendar : std::string(name));
}

const Zone& Desk::zone() const {
  return existing_calendar(*this, calendar).zone;
}

}  // namespace tkt
