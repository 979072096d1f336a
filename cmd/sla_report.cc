// SPDX-License-Identifier: MIT
#include "cmd/sla_report.h"

#include <algorithm>
#include <cctype>

#include <fmt/core.h>

#include "cmd/find.h"
#include "cmd/report_text.h"
#include "cmd/when.h"
#include "model/error.h"
#include "model/report.h"
#include "model/text.h"

namespace tkt {
namespace {

using std::chrono::local_days;
using std::chrono::months;
using std::chrono::year;

/// The first day of a period, and the first day after it.
struct Days {
  Date from;
  Date to;
};

Days month_option(const std::string& typed) {
  const auto first = parse_date(typed + "-01");
  if (!first) {
    throw Error(ErrorKind::usage, "--month: '" + typed + "' is no month", "write it as 2026-11");
  }
  return {*first, *first + months(1)};
}

Days year_option(const std::string& typed) {
  const auto first = parse_date(typed + "-01-01");
  if (!first) {
    throw Error(ErrorKind::usage, "--year: '" + typed + "' is no year", "write it as 2026");
  }
  return {*first, *first + std::chrono::years(1)};
}

struct Period {
  std::string name;  ///< "2026-11", "2026"
  Days days;
};

/// What was asked for; else the month that is running, and of a report by months the year.
Period period_of(const SlaReportOptions& options, Grouping by, Date today) {
  const bool year = options.month.empty() && (!options.year.empty() || by == Grouping::month);
  const std::string& typed = year ? options.year : options.month;
  const std::string name = typed.empty() ? format_date(today).substr(0, year ? 4 : 7) : typed;
  return {name, year ? year_option(name) : month_option(name)};
}

Grouping grouping_option(const std::string& typed) {
  if (typed.empty()) {
    return Grouping::none;
  }
  if (const auto grouping = parse_grouping(typed)) {
    return *grouping;
  }
  throw Error(ErrorKind::usage, "--by: '" + typed + "' is no grouping",
              "there are: month, client, staff, priority");
}

/// The calendars of the clients that have their own; a broken file is added to `broken`.
std::map<std::string, std::string> calendars_of(const Snapshot& snapshot,
                                                std::vector<BrokenFile>& broken) {
  std::map<std::string, std::string> calendars;
  for (const Record<Client>& client : snapshot.clients(&broken)) {
    if (!client.value.calendar.empty()) {
      calendars[client.value.id] = client.value.calendar;
    }
  }
  return calendars;
}

std::string title_of(const Desk& desk, const std::string& period, const ReportQuery& query,
                     const std::string& now) {
  const std::string of = query.client.empty() ? desk.company.name : query.client;
  return fmt::format("{}, {}, as of {}", of, period, now);
}

}  // namespace

Exit run(const SlaReportOptions& options, Context& context) {
  ReportQuery query;
  query.by = grouping_option(options.by);
  const Instant now = context.time_option("--as-of", options.as_of);
  const Snapshot snapshot =
      options.as_of.empty() ? context.snapshot() : context.store().snapshot_at(now);
  const Desk& desk = snapshot.desk().value;
  const Period period = period_of(options, query.by, desk.zone().date(now));
  query.from = desk.zone().instant(local_days(period.days.from));
  query.to = desk.zone().instant(local_days(period.days.to));
  if (!options.client.empty()) {
    query.client = find_client(snapshot, folded(options.client)).value.id;
  }
  FactList facts = context.store().facts(snapshot);
  const auto calendars = calendars_of(snapshot, facts.broken);
  std::sort(facts.tickets.begin(), facts.tickets.end(),
            [](const TicketFacts& a, const TicketFacts& b) {
              return std::pair(a.opened, std::string_view(a.id)) <
                     std::pair(b.opened, std::string_view(b.id));
            });
  const Report report = make_report(facts.tickets, query, desk, calendars, now);
  if (options.json) {
    print_report_json(context.io.out, report, desk.zone(), options.tickets);
  } else if (options.csv) {
    print_report_csv(context.io.out, report, options.tickets);
  } else {
    const std::string as_of = context.io.out.terminal() ? local_minute(now, desk.zone())
                                                        : format_instant(now, desk.zone());
    print_report_text(context.io.out, report, title_of(desk, period.name, query, as_of),
                      options.tickets);
  }
  return context.report_broken(facts.broken) ? Exit::storage : Exit::done;
}

}  // namespace tkt
