// SPDX-License-Identifier: MIT
#include "cmd/list.h"

#include <algorithm>

#include <fmt/core.h>

#include "cmd/csv.h"
#include "cmd/find.h"
#include "cmd/json.h"
#include "cmd/ticket_cells.h"
#include "model/error.h"
#include "model/text.h"
#include "store/paths.h"

namespace tkt {
namespace {

std::vector<std::string> all_statuses() {
  std::vector<std::string> names;
  for (int i = 0; i < kStatusCount; ++i) {
    names.emplace_back(to_string(static_cast<Status>(i)));
  }
  return names;
}

Status status_option(const std::string& typed) {
  if (const auto status = parse_status(typed)) {
    return *status;
  }
  throw Error(ErrorKind::usage, fmt::format("there is no status '{}'", typed),
              "a ticket is one of: " + joined(all_statuses()));
}

SortKey sort_option(const std::string& typed) {
  if (typed.empty()) {
    return SortKey::queue;
  }
  if (const auto key = parse_sort_key(typed)) {
    return *key;
  }
  throw Error(ErrorKind::usage, fmt::format("cannot sort by '{}'", typed),
              "--sort takes queue, opened, due, priority, client or id");
}

std::optional<Instant> since_option(Context& context, const std::string& typed) {
  if (typed.empty()) {
    return std::nullopt;
  }
  if (const auto length = parse_duration(typed)) {
    return context.now() - *length;
  }
  return context.time_option("--since", typed);
}

TicketQuery query_of(const ListOptions& options, Context& context) {
  if (options.limit && *options.limit < 0) {
    throw Error(ErrorKind::usage, "--limit is below 0", "it is the number of tickets to show");
  }
  TicketQuery query;
  query.words = options.words;
  std::transform(options.status.begin(), options.status.end(), std::back_inserter(query.status),
                 status_option);
  query.client = options.client;
  query.assigned = options.assigned;
  if (options.mine) {
    query.assigned.push_back(context.actor().id);
  }
  query.priority = options.priority;
  query.tag = options.tag;
  query.since = since_option(context, options.since);
  query.all = options.all;
  query.sort = sort_option(options.sort);
  query.limit = options.limit;
  return query;
}

/// A name that finds nothing may be a slip.
void check_names(const ListOptions& options, Context& context) {
  for (const std::string& client : options.client) {
    (void)find_client(context.snapshot(), folded(client));
  }
  for (const std::string& assigned : options.assigned) {
    if (!same_name(assigned, "nobody")) {
      (void)find_staff(context.snapshot(), folded(assigned));
    }
  }
  for (const std::string& priority : options.priority) {
    check_priority(context.desk(), folded(priority));
  }
}

/// A broken ticket is listed as one, behind the others: it is there, whatever was asked for.
void print_table(Context& context, const std::vector<Summary>& summaries,
                 const std::vector<BrokenFile>& broken) {
  Table table({"ID", "DUE", "PRIORITY", "STATUS", "CLIENT", "ASSIGNED", "SUBJECT"}, 6);
  table.spare(3);
  for (const Summary& summary : summaries) {
    table.row({id_cell(summary),
               due_cell(context, summary),
               priority_cell(context, summary),
               status_cell(summary),
               {summary.client},
               {summary.assigned},
               {summary.subject}});
  }
  for (const BrokenFile& file : broken) {
    table.row({{name_of(file.path), Style::cyan},
               {""},
               {""},
               {"broken", Style::red},
               {""},
               {""},
               {file.problem, Style::red}});
  }
  table.print(context.io.out);
}

void print_csv(Context& context, const std::vector<Summary>& summaries) {
  Output& out = context.io.out;
  out.raw(csv_line({"id", "subject", "status", "priority", "client", "contact", "assigned", "tags",
                    "opened", "sla_state", "due", "unbilled_minutes"}));
  for (const Summary& s : summaries) {
    out.raw(
        csv_line({s.id, s.subject, std::string(to_string(s.status)), s.priority, s.client,
                  s.contact, s.assigned, joined(s.tags), format_instant(s.opened, context.zone()),
                  std::string(to_string(state_of(s, context.now()))),
                  s.clock ? format_instant(s.clock->due, context.zone()) : "",
                  std::to_string(s.unbilled_minutes)}));
  }
}

/// Cuts the list to its limit, and says so to whoever would not count.
void keep_limit(Context& context, std::vector<Summary>& summaries, std::optional<int> limit) {
  const std::size_t found = summaries.size();
  if (!limit || found <= static_cast<std::size_t>(*limit)) {
    return;
  }
  summaries.resize(static_cast<std::size_t>(*limit));
  if (context.io.out.terminal()) {
    context.io.err.line(fmt::format("{} of {} tickets", *limit, found));
  }
}

}  // namespace

Exit run(const ListOptions& options, Context& context) {
  const TicketQuery query = query_of(options, context);
  Listing listing = context.store().list(context.snapshot(), query);
  if (listing.summaries.empty()) {
    check_names(options, context);
  }
  std::vector<Summary> summaries =
      sorted(std::move(listing.summaries), query.sort, context.desk(), context.now());
  keep_limit(context, summaries, query.limit);
  if (options.json) {
    print_json(context, summaries, listing.broken);
  } else if (options.csv) {
    print_csv(context, summaries);
  } else {
    print_table(context, summaries, listing.broken);
  }
  return end_list(context, summaries.empty() && !options.json && !options.csv, listing.broken);
}

}  // namespace tkt
