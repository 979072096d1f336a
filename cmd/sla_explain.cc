// SPDX-License-Identifier: MIT
#include "cmd/sla_explain.h"

#include <algorithm>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "cmd/find.h"
#include "cmd/json.h"
#include "cmd/sla_sheet.h"
#include "cmd/ticket_cells.h"
#include "cmd/wrap.h"
#include "model/sla.h"

namespace tkt {
namespace {

std::string_view name_of(Target target) {
  return target == Target::respond ? "response" : "solution";
}

constexpr int kSheetWidth = 57;  ///< what a line of the sheet takes

/// One clock of a ticket, on paper.
class Explanation {
 public:
  Explanation(Context& context, const Ticket& ticket, const Clock& clock)
      : out_(context.io.out),
        desk_(context.desk()),
        ticket_(ticket),
        clock_(clock),
        now_(context.now()),
        calendar_(desk_.calendar_named(clock.calendar)),
        sum_(explain(ticket, clock, desk_, now_)) {}

  void print() {
    say(Style::plain, promise());
    say(Style::dim, fmt::format("calendar {}: {}, {}", calendar_.name, week_text(calendar_),
                                calendar_.zone.name()));
    out_.line();
    for (const SheetRow& row : sheet(ticket_, clock_, desk_, now_)) {
      print(row);
    }
    out_.line();
    say(style_of(sum_.state), verdict());
    print_note();
  }

 private:
  /// Cut between words on a terminal.
  void say(Style style, const std::string& text) {
    if (!out_.terminal()) {
      out_.line(style, text);
      return;
    }
    for (const std::string& line : wrapped(text, out_.width())) {
      out_.line(style, line);
    }
  }

  /// "Fri 2026-11-20 16:30"; in a pipe in full.
  [[nodiscard]] std::string moment(Instant instant) const {
    const Zone& zone = calendar_.zone;
    return out_.terminal() ? day_text(zone.date(instant)) + " " + wall_text(instant, zone)
                           : format_instant(instant, zone);
  }

  std::string promise() {
    const std::string cycle = clock_.cycle > 1 ? fmt::format(", cycle {}", clock_.cycle) : "";
    const std::string within =
        clock_.agreed ? "at a time agreed by hand"
                      : fmt::format("within {}{}", format_duration(clock_.allowed),
                                    clock_.calendar == "always" ? "" : " of working time");
    return fmt::format("{}, {}: {} {}{}", ticket_.priority, ticket_.client, name_of(clock_.target),
                       within, cycle);
  }

  /// On a narrow terminal the day stands above its lines.
  void print_narrow(const SheetRow& row) {
    if (row.time.empty()) {
      say(row.style, row.day + "  " + row.text);
      return;
    }
    if (!row.day.empty()) {
      out_.line(row.day);
    }
    const std::string what =
        row.length.empty() ? row.text : fmt::format("{:>6} {:>6}", row.length, row.total);
    out_.line(row.style, fmt::format("  {:13}  {}", row.time, what));
  }

  void print(const SheetRow& row) {
    if (out_.terminal() && out_.width() < kSheetWidth) {
      print_narrow(row);
    } else if (row.length.empty()) {
      out_.text(fmt::format("{:14}  {:19}  ", row.day, row.time));
      out_.line(row.style, row.text);
    } else {
      out_.line(
          fmt::format("{:14}  {:19}  {:>9}  {:>9}", row.day, row.time, row.length, row.total));
    }
  }

  std::string verdict() {
    const std::string_view name = name_of(clock_.target);
    switch (sum_.state) {
      case SlaState::met:
        return fmt::format("kept: {} after {}, {} before it was due", name,
                           format_duration(sum_.elapsed), format_duration(sum_.remaining));
      case SlaState::missed:
        return fmt::format("missed: due {}, {} {}", moment(clock_.due),
                           clock_.met ? std::string(name) : "cancelled", ended());
      case SlaState::breached:
        return fmt::format("broken: due {}, {} of working time ago, and no {} yet",
                           moment(clock_.due), format_duration(-sum_.remaining), name);
      case SlaState::running:
      case SlaState::warning: return running();
      case SlaState::none: break;
    }
    return "the ticket ended before this was due";
  }

  std::string ended() {
    const Instant end = clock_.met.value_or(rested_at(ticket_, clock_).value_or(now_));
    return fmt::format("{}, {} of working time later", moment(end),
                       format_duration(-sum_.remaining));
  }

  std::string running() {
    const std::string left = fmt::format("{} used, {} left", format_duration(sum_.elapsed),
                                         format_duration(sum_.remaining));
    if (still_since(ticket_, clock_)) {
      return left + " once the waiting is over";
    }
    return fmt::format("{} at {}; due {}", left, moment(now_), moment(clock_.due));
  }

  /// A promise stands as it was made, and then the sum above may not be what was allowed.
  void print_note() {
    if (clock_.agreed || still_since(ticket_, clock_)) {
      return;
    }
    const Instant today = compute_due(ticket_, clock_, desk_);
    if (today != clock_.due) {
      say(Style::plain,
          fmt::format("the promise stands as it was made; by the calendar of today it "
                      "would be due {}",
                      moment(today)));
    }
  }

  Output& out_;
  const Desk& desk_;
  const Ticket& ticket_;
  const Clock& clock_;
  Instant now_;
  Calendar calendar_;
  Sum sum_;
};

/// Why a ticket has no clock.
std::string reason_of_none(const Ticket& ticket, const Desk& desk) {
  const PriorityRule* const rule = desk.priority(ticket.priority);
  if (rule != nullptr && !rule->respond && !rule->resolve) {
    return fmt::format("priority '{}' has no response time", ticket.priority);
  }
  return fmt::format("client '{}' was not promised one", ticket.client);
}

/// The clocks of the ticket's last cycle; of a cycle without any, the one that speaks for it.
std::vector<const Clock*> explained(const Ticket& ticket) {
  std::vector<const Clock*> clocks;
  for (const Clock& clock : ticket.sla) {
    if (clock.cycle == ticket.cycle()) {
      clocks.push_back(&clock);
    }
  }
  if (const Clock* const leading = leading_clock(ticket); clocks.empty() && leading != nullptr) {
    clocks.push_back(leading);
  }
  return clocks;
}

Json without_clock(const Ticket& ticket, const Zone& zone) {
  return {{"id", ticket.id},
          {"cycle", ticket.cycle()},
          {"target", nullptr},
          {"minutes", nullptr},
          {"calendar", nullptr},
          {"start", format_instant(cycle_start(ticket, ticket.cycle()), zone)},
          {"due", nullptr},
          {"state", to_string(SlaState::none)},
          {"elapsed_seconds", 0},
          {"remaining_seconds", nullptr},
          {"intervals", Json::array()},
          {"skipped", Json::array()}};
}

void print_json(Context& context, const Ticket& ticket) {
  const Clock* const clock = leading_clock(ticket);
  context.io.out.raw(dump(clock == nullptr
                              ? without_clock(ticket, context.zone())
                              : to_json(explain(ticket, *clock, context.desk(), context.now()),
                                        ticket, context.zone())));
}

}  // namespace

Exit run(const SlaExplainOptions& options, Context& context) {
  const auto record = find_ticket(context, context.snapshot(), options.ticket);
  const Ticket& ticket = record.value;
  if (options.json) {
    print_json(context, ticket);
    return Exit::done;
  }
  Output& out = context.io.out;
  out.line(Style::bold, printable_line(ticket.id + ": " + ticket.subject));
  const auto clocks = explained(ticket);
  if (clocks.empty()) {
    out.line("no clock: " + reason_of_none(ticket, context.desk()));
  }
  for (const Clock* const clock : clocks) {
    if (clock != clocks.front()) {
      out.line();
    }
    Explanation(context, ticket, *clock).print();
  }
  return Exit::done;
}

}  // namespace tkt
