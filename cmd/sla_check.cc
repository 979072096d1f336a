// SPDX-License-Identifier: MIT
#include "cmd/sla_check.h"

#include <algorithm>
#include <set>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "cmd/json.h"
#include "cmd/sla_record.h"
#include "cmd/table.h"
#include "cmd/ticket_cells.h"
#include "cmd/when.h"
#include "model/error.h"
#include "model/sla.h"

namespace tkt {
namespace {

/// A promise that is broken or close to it, and the ticket's summary to tell of it.
struct Finding {
  Summary summary;
  Alarm alarm;
};

bool is_breach(const Finding& finding) {
  return finding.alarm.state == SlaState::breached;
}

/// A summary tells of the clock that is due first, by the desk's own share of time to warn at.
bool summary_says_all(const Desk& desk, std::optional<int> warn) {
  const bool one_clock = std::none_of(desk.priorities.begin(), desk.priorities.end(),
                                      [](const PriorityRule& rule) { return rule.resolve; });
  return one_clock && warn.value_or(desk.warn) == desk.warn;
}

class Check {
 public:
  Check(Context& context, std::optional<int> warn)
      : context_(context), desk_(context.desk()), warn_(warn) {}

  std::vector<Finding> look(const std::vector<Summary>& summaries) {
    const bool summaries_do = summary_says_all(desk_, warn_);
    for (const Summary& summary : summaries) {
      if (summary.clock && !summary.clock->met) {
        summaries_do ? judge(summary) : load_and_judge(summary);
      }
    }
    std::stable_sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
      return a.alarm.clock.due < b.alarm.clock.due;
    });
    return std::move(findings_);
  }

 private:
  void judge(const Summary& summary) {
    const SlaState state = state_of(summary, context_.now());
    if (state == SlaState::breached || (warn_ && state == SlaState::warning)) {
      const Seconds late = std::max(Seconds(0), context_.now() - summary.clock->due);
      findings_.push_back({summary, {summary.id, *summary.clock, state, late}});
    }
  }

  void load_and_judge(const Summary& summary) {
    const Ticket ticket = context_.snapshot().ticket_at(summary.path).value;
    for (Alarm& alarm : alarms(ticket, desk_, warn_, context_.now())) {
      findings_.push_back({summary, std::move(alarm)});
    }
  }

  Context& context_;
  const Desk& desk_;
  std::optional<int> warn_;
  std::vector<Finding> findings_;
};

void print_json(Context& context, const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const auto& [summary, alarm] : findings) {
    list.push_back({{"id", summary.id},
                    {"subject", summary.subject},
                    {"client", summary.client},
                    {"priority", summary.priority},
                    {"assigned", summary.assigned.empty() ? Json() : Json(summary.assigned)},
                    {"cycle", alarm.clock.cycle},
                    {"target", to_string(alarm.clock.target)},
                    {"due", format_instant(alarm.clock.due, context.zone())},
                    {"state", to_string(alarm.state)},
                    {"overdue_seconds", alarm.overdue.count()}});
  }
  context.io.out.raw(dump(list));
}

Cell due_cell(Context& context, const Alarm& alarm) {
  const Instant due = alarm.clock.due;
  if (!context.io.out.terminal()) {
    return {format_instant(due, context.zone())};
  }
  return {alarm.state == SlaState::breached ? rough_length(alarm.overdue) + " late"
                                            : relative_time(due, context.now()),
          style_of(alarm.state)};
}

void print_lines(Context& context, const std::vector<Finding>& findings) {
  if (findings.empty()) {
    return;
  }
  Table table({"ID", "STATE", "TARGET", "DUE", "PRIORITY", "CLIENT", "ASSIGNED", "SUBJECT"}, 7);
  table.spare(2);
  for (const auto& [summary, alarm] : findings) {
    table.row({id_cell(summary),
               {std::string(to_string(alarm.state)), style_of(alarm.state)},
               {std::string(to_string(alarm.clock.target))},
               due_cell(context, alarm),
               priority_cell(summary),
               {summary.client},
               {summary.assigned.empty() ? "nobody" : summary.assigned},
               {summary.subject}});
  }
  table.print(context.io.out);
}

}  // namespace

Exit run(const SlaCheckOptions& options, Context& context) {
  if (options.warn && (*options.warn < 1 || *options.warn > 100)) {
    throw Error(ErrorKind::usage, fmt::format("--warn: {} is no percentage", *options.warn),
                "it is the share of the working time that is used up: 1 to 100");
  }
  const Listing listing = context.store().list(context.snapshot(), {});
  const auto findings = Check(context, options.warn).look(listing.summaries);
  if (options.json) {
    print_json(context, findings);
  } else {
    print_lines(context, findings);
  }
  const bool broken_files = context.report_broken(listing.broken);
  std::set<std::string> breached;
  for (const Finding& finding : findings) {
    if (is_breach(finding)) {
      breached.insert(finding.summary.path);
    }
  }
  if (options.record || options.notify) {
    record_breaches(context, breached, options.notify);
  }
  if (broken_files) {
    return Exit::storage;
  }
  return breached.empty() ? Exit::done : Exit::found;
}

}  // namespace tkt
