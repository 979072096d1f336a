// SPDX-License-Identifier: MIT
#include "cmd/special_days.h"

#include "model/error.h"
#include "store/paths.h"
#include "store/yaml.h"

namespace tkt {
namespace {

Node day_node(const SpecialDay& day) {
  std::vector<Node> hours;
  for (const Hours& one : day.hours) {
    hours.push_back(Node::quoted(format_hours(one)));
  }
  return Node::record(
      {{"hours", Node::list(std::move(hours), true)}, {"name", Node::text(day.name)}}, true);
}

/// The part of desk.yaml that holds a calendar's special days.
Node days_tree(const Calendar& calendar) {
  Node days = Node::record({}, false);
  for (const auto& [date, day] : calendar.days) {
    days.fields.emplace_back(format_date(date), day_node(day));
  }
  Node one = Node::record({{"days", days}}, false);
  Node calendars = Node::record({{calendar.name, one}}, false);
  return Node::record({{"calendars", calendars}}, false);
}

}  // namespace

Calendar calendar_with_days(const Desk& desk, const std::string& name) {
  Calendar calendar = desk.calendar_named(name);
  if (desk.calendars.count(calendar.name) == 0) {
    throw Error(ErrorKind::refused, "the calendar '" + calendar.name + "' has no holidays");
  }
  return calendar;
}

void put_days(Change& change, const Calendar& before, const Calendar& after) {
  const Record<Desk>& record = change.snapshot().desk();
  change.put(kDeskFile, edit_yaml(record.text, days_tree(before), days_tree(after), record.path));
}

}  // namespace tkt
