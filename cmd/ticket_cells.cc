// SPDX-License-Identifier: MIT
#include "cmd/ticket_cells.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "cmd/json.h"
#include "cmd/when.h"
#include "store/paths.h"

namespace tkt {
namespace {

std::string due_text(const Summary& summary, SlaState state, Instant now) {
  const Instant due = summary.clock->due;
  const Instant judged = std::min(now, summary.still_since.value_or(now));
  switch (state) {
    case SlaState::running:
    case SlaState::warning:
      return summary.still_since ? rough_length(due - judged) + " left" : relative_time(due, now);
    case SlaState::breached: return rough_length(judged - due) + " late";
    case SlaState::met:
    case SlaState::missed: return std::string(to_string(state));
    case SlaState::none: break;
  }
  return "";
}

}  // namespace

Style style_of(SlaState state) {
  switch (state) {
    case SlaState::breached:
    case SlaState::missed: return Style::red;
    case SlaState::warning: return Style::yellow;
    case SlaState::met: return Style::green;
    case SlaState::running:
    case SlaState::none: break;
  }
  return Style::plain;
}

Cell due_cell(Context& context, const Summary& summary) {
  if (!summary.clock) {
    return {""};
  }
  const SlaState state = state_of(summary, context.now());
  if (context.io.out.terminal()) {
    return {due_text(summary, state, context.now()), style_of(state)};
  }
  const bool running = state != SlaState::met && state != SlaState::missed;
  return {running ? format_instant(summary.clock->due, context.zone()) : ""};
}

Cell past_cell(Context& context, Instant instant) {
  return {context.io.out.terminal() ? relative_time(instant, context.now())
                                    : format_instant(instant, context.zone())};
}

Cell id_cell(const Summary& summary) {
  return {summary.id, Style::cyan};
}

Cell priority_cell(Context& context, const Summary& summary) {
  const bool first = context.desk().urgency(summary.priority) == 0;
  return {summary.priority, first ? Style::bold : Style::plain};
}

Cell status_cell(const Summary& summary) {
  const bool at_rest = summary.status == Status::waiting || is_finished(summary.status);
  return {std::string(to_string(summary.status)), at_rest ? Style::dim : Style::plain};
}

void print_json(Context& context, const std::vector<Summary>& summaries,
                const std::vector<BrokenFile>& broken) {
  Json list = Json::array();
  for (const Summary& summary : summaries) {
    list.push_back(to_json(summary, context.desk(), context.now()));
  }
  for (const BrokenFile& file : broken) {
    list.push_back({{"id", name_of(file.path)}, {"broken", file.problem}});
  }
  context.io.out.raw(dump(list));
}

Exit end_list(Context& context, bool empty, const std::vector<BrokenFile>& broken) {
  if (empty && context.io.out.terminal()) {
    context.io.err.line("no tickets found");
  }
  return context.report_broken(broken) ? Exit::storage : Exit::done;
}

}  // namespace tkt
