// SPDX-License-Identifier: MIT
#include "cmd/holiday_add.h"

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

SpecialDay special_day(const HolidayAddOptions& options) {
  SpecialDay day;
  day.name = options.name;
  for (const std::string& typed : options.hours) {
    const auto hours = parse_hours(typed);
    if (!hours) {
      throw Error(ErrorKind::usage, "--hours: '" + typed + "' are no hours",
                  "write them as 08:00-12:00");
    }
    day.hours.push_back(*hours);
  }
  return day;
}

}  // namespace

Exit run(const HolidayAddOptions& options, Context& context) {
  context.require_manager("change the calendar");
  const auto date = parse_date(options.date);
  if (!date) {
    throw Error(ErrorKind::usage, "'" + options.date + "' is no day", "write it as 2026-12-24");
  }
  Change change = context.change();
  const auto& record = change.snapshot().desk();
  const Calendar before = record.value.calendar_named(options.calendar);
  if (record.value.calendars.count(before.name) == 0) {
    throw Error(ErrorKind::refused, "the calendar '" + before.name + "' has no holidays");
  }
  Calendar after = before;
  after.days[*date] = special_day(options);
  if (after == before) {
    context.io.err.line("the calendar has that day already");
    return Exit::done;
  }
  change.put(kDeskFile, edit_yaml(record.text, days_tree(before), days_tree(after), record.path));
  if (context.commit(change,
                     printable_line("holiday add " + options.date + ": " + options.name + " [" +
                                    before.name + ", by " + context.actor().id + "]"),
                     {})) {
    context.io.err.line("added " + options.date + " to the calendar " + before.name);
    context.io.err.line("promises already made stay as they are");
  }
  return Exit::done;
}

}  // namespace tkt
