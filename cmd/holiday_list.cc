// SPDX-License-Identifier: MIT
#include "cmd/holiday_list.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include <nlohmann/json.hpp>

#include "cmd/json.h"
#include "cmd/table.h"
#include "model/error.h"
#include "model/holidays.h"

namespace tkt {
namespace {

struct Day {
  Date date;
  std::string name;
  std::string hours;  ///< empty: closed
};

std::string hours_text(const std::vector<Hours>& hours) {
  std::string text;
  for (const Hours& one : hours) {
    text += (text.empty() ? "" : ", ") + format_hours(one);
  }
  return text;
}

/// The rules' holidays, and the special days, which are stronger.
std::vector<Day> days_of(const Calendar& calendar, int year) {
  std::map<Date, Day> days;
  for (const std::string& rules : calendar.holidays) {
    for (const Holiday& holiday : holidays_in(rules, year)) {
      days[holiday.date] = {holiday.date, holiday.name, ""};
    }
  }
  for (const auto& [date, special] : calendar.days) {
    if (static_cast<int>(date.year()) == year) {
      days[date] = {date, special.name, hours_text(special.hours)};
    }
  }
  std::vector<Day> list;
  for (auto& [date, day] : days) {
    list.push_back(std::move(day));
  }
  return list;
}

int year_of(Context& context, const std::string& typed) {
  if (typed.empty()) {
    return static_cast<int>(context.zone().date(context.now()).year());
  }
  const bool digits =
      typed.size() == 4 &&
      std::all_of(typed.begin(), typed.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  if (!digits) {
    throw Error(ErrorKind::usage, "'" + typed + "' is no year", "write it as 2026");
  }
  return std::stoi(typed);
}

}  // namespace

Exit run(const HolidayListOptions& options, Context& context) {
  const int year = year_of(context, options.year);
  const auto days = days_of(context.desk().calendar_named(options.calendar), year);
  if (options.json) {
    Json list = Json::array();
    for (const Day& day : days) {
      list.push_back({{"date", format_date(day.date)}, {"name", day.name}});
    }
    context.io.out.raw(dump(list));
    return Exit::done;
  }
  Table table({"DATE", "DAY", "NAME", "HOURS"}, 2);
  for (const Day& day : days) {
    const std::chrono::weekday weekday{std::chrono::sys_days(day.date)};
    constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    table.row({{format_date(day.date)},
               {kDays[weekday.c_encoding()]},
               {day.name},
               {day.hours.empty() ? "closed" : day.hours}});
  }
  table.print(context.io.out);
  return Exit::done;
}

}  // namespace tkt
