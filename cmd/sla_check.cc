// SPDX-License-Identifier: MIT
#include "cmd/sla_check.h"

#include <algorithm>
#include <charconv>
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

/// What the index says of all promises that have no response yet.
class Check {
 public:
  Check(Context& context, std::optional<int> warn)
      : context_(context), desk_(context.desk()), now_(context.now()), warn_(warn) {}

  void look(const TicketRow& row) {
    for (const UnmetClock& unmet : row.unmet) {
      const Instant judged = std::min(now_, unmet.still_since.value_or(now_));
      if (judged > unmet.clock.due) {
        findings_.push_back(
            {row.summary,
             {row.summary.id, unmet.clock, SlaState::breached, now_ - unmet.clock.due}});
        note_work(row.summary, unmet);
      } else if (warn_ && judged >= warning(row.summary, unmet)) {
        findings_.push_back(
            {row.summary, {row.summary.id, unmet.clock, SlaState::warning, Seconds(0)}});
      }
    }
  }

  /// By due.
  std::vector<Finding> findings() {
    std::stable_sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
      return a.alarm.clock.due < b.alarm.clock.due;
    });
    return std::move(findings_);
  }
  /// The tickets with a breach that is not recorded.
  [[nodiscard]] const std::set<std::string>& unrecorded() const { return unrecorded_; }
  /// The tickets of which somebody of the chain is to be told.
  [[nodiscard]] const std::set<std::string>& untold() const { return untold_; }

 private:
  /// From when to warn: as the index has it, or by another share of the time.
  Instant warning(const Summary& summary, const UnmetClock& unmet) {
    if (*warn_ == desk_.warn) {
      return unmet.warning_from;
    }
    if (unmet.clock.target == Target::resolve) {  // its pauses are in the ticket alone
      const Ticket ticket = context_.snapshot().ticket_at(summary.path).value;
      return warning_from(ticket, unmet.clock, desk_, *warn_);
    }
    Ticket ticket;
    ticket.opened = unmet.start;
    Clock clock = unmet.clock;
    clock.cycle = 1;
    return warning_from(ticket, clock, desk_, *warn_);
  }

  void note_work(const Summary& summary, const UnmetClock& unmet) {
    if (!unmet.recorded) {
      unrecorded_.insert(summary.path);
    }
    if (!due_steps(unmet.clock, unmet.told, summary.priority, summary.assigned, desk_, now_)
             .empty()) {
      untold_.insert(summary.path);
    }
  }

  Context& context_;
  const Desk& desk_;
  const Instant now_;
  std::optional<int> warn_;
  std::vector<Finding> findings_;
  std::set<std::string> unrecorded_;
  std::set<std::string> untold_;
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
               priority_cell(context, summary),
               {summary.client},
               {summary.assigned.empty() ? "nobody" : summary.assigned},
               {summary.subject}});
  }
  table.print(context.io.out);
}

std::optional<int> warn_option(Context& context, const std::optional<std::string>& typed) {
  if (!typed) {
    return std::nullopt;
  }
  if (typed->empty()) {
    return context.desk().warn;
  }
  int percent = 0;
  const char* const end = typed->data() + typed->size();
  const auto [stop, error] = std::from_chars(typed->data(), end, percent);
  if (error != std::errc() || stop != end || percent < 1 || percent > 100) {
    throw Error(ErrorKind::usage, fmt::format("--warn: '{}' is no percentage", *typed),
                "it is the share of the working time that is used up: 1 to 100");
  }
  return percent;
}

}  // namespace

Exit run(const SlaCheckOptions& options, Context& context) {
  const std::optional<int> warn = warn_option(context, options.warn);
  const UnmetList unmet = context.store().unmet(context.snapshot());
  Check check(context, warn);
  for (const TicketRow& row : unmet.rows) {
    check.look(row);
  }
  const auto findings = check.findings();
  if (options.json) {
    print_json(context, findings);
  } else {
    print_lines(context, findings);
  }
  const bool broken_files = context.report_broken(unmet.broken);
  if (options.record || options.notify) {
    std::set<std::string> paths = check.unrecorded();
    for (std::string& path : context.store().owing_records(context.snapshot())) {
      paths.insert(std::move(path));
    }
    if (options.notify) {
      paths.insert(check.untold().begin(), check.untold().end());
    }
    record_breaches(context, paths, options.notify);
  }
  if (broken_files) {
    return Exit::storage;
  }
  const bool breached = std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.alarm.state == SlaState::breached;
  });
  return breached ? Exit::found : Exit::done;
}

}  // namespace tkt
