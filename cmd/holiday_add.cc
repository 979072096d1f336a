// SPDX-License-Identifier: MIT
#include "cmd/holiday_add.h"

#include "cmd/special_days.h"
#include "model/error.h"

namespace tkt {
namespace {

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

/// "Half day, 08:00-12:00"
std::string day_text(const SpecialDay& day) {
  std::string text = printable_line(day.name);
  for (const Hours& hours : day.hours) {
    text += (text.empty() ? "" : ", ") + format_hours(hours);
  }
  return day.hours.empty() ? text + (text.empty() ? "closed" : ", closed") : text;
}

}  // namespace

Exit run(const HolidayAddOptions& options, Context& context) {
  context.require_manager("change the calendar");
  const auto date = parse_date(options.date);
  if (!date) {
    throw Error(ErrorKind::usage, "'" + options.date + "' is no day", "write it as 2026-12-24");
  }
  Change change = context.change();
  const Calendar before = calendar_with_days(change.snapshot().desk().value, options.calendar);
  Calendar after = before;
  after.days[*date] = special_day(options);
  if (after == before) {
    context.io.err.line("the calendar has that day already");
    return Exit::done;
  }
  put_days(change, before, after);
  if (context.commit(change,
                     printable_line("holiday add " + options.date + ": " + options.name + " [" +
                                    before.name + ", by " + context.actor().id + "]"),
                     {})) {
    const auto old = before.days.find(*date);
    context.io.err.line(old == before.days.end()
                            ? "added " + options.date + " to the calendar " + before.name
                            : "replaced " + options.date + " in the calendar " + before.name +
                                  "; it was: " + day_text(old->second));
    context.io.err.line("promises already made stay as they are; 'tkt sla recompute' moves them");
  }
  return Exit::done;
}

}  // namespace tkt
