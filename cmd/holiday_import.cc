// SPDX-License-Identifier: MIT
#include "cmd/holiday_import.h"

#include <algorithm>

#include <fmt/core.h>

#include "cmd/confirm.h"
#include "cmd/input.h"
#include "cmd/special_days.h"
#include "cmd/table.h"
#include "model/error.h"
#include "model/holidays.h"
#include "store/ics.h"

namespace tkt {
namespace {

/// A day of the file, and why it is not taken; empty for one that is.
struct Offer {
  IcsDay day;
  std::string kept;
};

std::string why_kept(const Calendar& calendar, const IcsDay& day) {
  if (const auto own = calendar.days.find(day.date); own != calendar.days.end()) {
    return "the calendar has that day: " + own->second.name;
  }
  for (const std::string& rule_set : calendar.holidays) {
    for (const Holiday& holiday : holidays_in(rule_set, static_cast<int>(day.date.year()))) {
      if (holiday.date == day.date) {
        return "a holiday already: " + holiday.name;
      }
    }
  }
  return "";
}

std::vector<Offer> offers_of(const Calendar& calendar, const std::vector<IcsDay>& days) {
  std::vector<Offer> offers;
  for (const IcsDay& day : days) {
    offers.push_back({day, why_kept(calendar, day)});
  }
  return offers;
}

Calendar with_offers(Calendar calendar, const std::vector<Offer>& offers) {
  for (const Offer& offer : offers) {
    if (offer.kept.empty()) {
      calendar.days[offer.day.date] = {{}, printable_line(offer.day.name)};
    }
  }
  return calendar;
}

void print(Context& context, const std::vector<Offer>& offers,
           const std::vector<std::string>& skipped) {
  Table table({"", "DATE", "NAME", "WHY"}, 2);
  for (const Offer& offer : offers) {
    const bool taken = offer.kept.empty();
    table.row({{taken ? "add" : "keep", taken ? Style::green : Style::dim},
               {format_date(offer.day.date)},
               {offer.day.name},
               {offer.kept, Style::dim}});
  }
  table.print(context.io.out);
  for (const std::string& event : skipped) {
    context.warn("left out: " + event);
  }
}

Date last_day(const std::string& typed, std::chrono::year this_year) {
  if (typed.empty()) {
    return (this_year + std::chrono::years(2)) / 12 / 31;
  }
  const auto date = parse_date(typed + "-12-31");
  if (!date || date->year() < this_year || date->year() > this_year + std::chrono::years(50)) {
    throw Error(
        ErrorKind::usage, "--to: '" + typed + "' is no year from this one on",
        fmt::format("write it as {}, at most 50 years ahead", static_cast<int>(this_year) + 1));
  }
  return *date;
}

std::string count_text(std::size_t count) {
  return fmt::format("{} {}", count, count == 1 ? "day" : "days");
}

}  // namespace

Exit run(const HolidayImportOptions& options, Context& context) {
  context.require_manager("change the calendar");
  const std::chrono::year year = context.zone().date(context.now()).year();
  const Date to = last_day(options.to, year);
  const std::string name = options.file == "-" ? "standard input" : "'" + options.file + "'";
  const IcsDays file = read_ics(read_input(context, options.file), name, year / 1 / 1, to);
  const Calendar shown = calendar_with_days(context.desk(), options.calendar);
  const std::vector<Offer> offers = offers_of(shown, file.days);
  print(context, offers, file.skipped);
  const auto count = static_cast<std::size_t>(std::count_if(
      offers.begin(), offers.end(), [](const Offer& offer) { return offer.kept.empty(); }));
  if (count == 0) {
    context.io.err.line(
        fmt::format("nothing new from {} to {}", static_cast<int>(year), format_date(to)));
    return Exit::done;
  }
  if (!confirm(context, fmt::format("Add {} to the calendar {}?", count_text(count), shown.name),
               options.yes)) {
    context.io.err.line("nothing was changed");
    return Exit::done;
  }
  Change change = context.change();
  const Calendar before = calendar_with_days(change.snapshot().desk().value, options.calendar);
  if (before != shown) {
    throw Error(ErrorKind::busy, "the calendar changed meanwhile; nothing was imported",
                "look at the difference again");
  }
  put_days(change, before, with_offers(before, offers));
  const std::string what = count_text(count);
  if (context.commit(
          change,
          fmt::format("holiday import: {} [{}, by {}]", what, before.name, context.actor().id),
          {})) {
    context.io.err.line("added " + what + " to the calendar " + before.name);
    context.io.err.line("promises already made stay as they are; 'tkt sla recompute' moves them");
  }
  return Exit::done;
}

}  // namespace tkt
