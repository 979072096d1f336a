// SPDX-License-Identifier: MIT
#include "model/life.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/core.h>

#include "model/error.h"
#include "model/text.h"

namespace tkt {
namespace {

/// A step: the command's word, how it reads in "cannot ... 'ITW-4F7K24'", and what it makes of each
/// status. The letters of `moves`, one a status in the order of `Status`: `.` refused, `=`
/// unchanged, `b` back to what it was before the waiting, `n` assigned or open; else the first
/// letter of the new status, with `v` for invoiced.
struct Row {
  std::string_view name;
  std::string_view deed;
  std::string_view moves;
};

constexpr std::array<Row, kStepCount> kTable = {{
    {"assign", "assign", "a===..."},
    {"respond", "respond to", "ii=i..."},
    {"remote", "start a remote session for", "ii=i..."},
    {"work", "note work on", "ii====."},
    {"note", "note a remark on", "======="},
    {"set", "change", "======="},
    {"wait", "wait with", "www...."},
    {"resume", "resume", "...b..."},
    {"escalate", "escalate", "====..."},
    {"resolve", "resolve", "rrrr..."},
    {"reopen", "reopen", "....nnn"},
    {"cancel", "cancel", "cccc..."},
    {"invoice", "invoice", "....v=."},
    {"credit", "credit", ".....r."},
}};

const Row& row_of(Step step) {
  return kTable[static_cast<std::size_t>(step)];
}

char move_of(Step step, Status status) {
  return row_of(step).moves[static_cast<std::size_t>(status)];
}

/// What a ticket without any progress is.
Status untouched(bool has_assignee) {
  return has_assignee ? Status::assigned : Status::open;
}

/// What a ticket is when the waiting ends. It may have got its technician meanwhile.
Status after_waiting(Status before, bool has_assignee) {
  return before == Status::in_progress ? before : untouched(has_assignee);
}

/// The table's cell for a possible step. `before` is the status before the waiting.
Status moved(Step step, Status status, bool has_assignee, Status before) {
  switch (move_of(step, status)) {
    case 'a': return Status::assigned;
    case 'i': return Status::in_progress;
    case 'w': return Status::waiting;
    case 'r': return Status::resolved;
    case 'v': return Status::invoiced;
    case 'c': return Status::cancelled;
    case 'n': return untouched(has_assignee);
    case 'b': return after_waiting(before, has_assignee);
    default: return status;
  }
}

Status status_before_waiting(const Ticket& ticket) {
  const auto wait = std::find_if(ticket.events.rbegin(), ticket.events.rend(),
                                 [](const Event& e) { return e.did == "wait"; });
  return wait == ticket.events.rend() ? Status::open
                                      : parse_status(wait->detail("was")).value_or(Status::open);
}

std::string possible_now(Status status) {
  std::vector<std::string> names;
  for (const Step step : possible_steps(status)) {
    names.emplace_back(to_string(step));
  }
  return "possible now: " + joined(names);
}

bool hides_the_status(const Event& event) {
  return event.did == "edit" ||
         ((event.did == "set" || event.did == "merge") && event.detail("field") == "status");
}

/// A hand edit says which fields it changed.
bool edits_the_status(const Event& event) {
  const std::string fields = ", " + std::string(event.detail("fields")) + ", ";
  return event.did == "edit" && (fields == ", , " || fields.find(", status, ") != fields.npos ||
                                 fields.find(", all, ") != fields.npos);
}

/// Steps that are for nothing else but the status: refused, they came to nothing.
bool aims_at_status(Step step) {
  return step == Step::wait || step == Step::resolve || step == Step::cancel;
}

/// A ticket as far as the events told of it.
struct Replay {
  Status status = Status::open;
  Status before_waiting = Status::open;
  bool has_assignee = false;

  void take(const Event& event);
};

void Replay::take(const Event& event) {
  if (event.did == "assign") {
    has_assignee = !event.detail("to").empty();
  } else if (event.did == "set" && event.detail("field") == "assigned") {
    has_assignee = !event.detail("new").empty();
  }
  const std::optional<Step> step = parse_step(event.did);
  if (step == Step::invoice) {
    status = Status::invoiced;  // the document is issued, whatever another clone did meanwhile
  } else if (step && is_possible(*step, status)) {
    before_waiting = step == Step::wait ? status : before_waiting;
    status = moved(*step, status, has_assignee, before_waiting);
  }
}

}  // namespace

std::string_view to_string(Step step) {
  return row_of(step).name;
}

std::optional<Step> parse_step(std::string_view text) {
  const auto* const found =
      std::find_if(kTable.begin(), kTable.end(), [&](const Row& row) { return row.name == text; });
  if (found == kTable.end()) {
    return std::nullopt;
  }
  return static_cast<Step>(found - kTable.begin());
}

bool is_possible(Step step, Status status) {
  return move_of(step, status) != '.';
}

std::vector<Step> possible_steps(Status status) {
  std::vector<Step> steps;
  for (int i = 0; i < kStepCount; ++i) {
    if (is_possible(static_cast<Step>(i), status)) {
      steps.push_back(static_cast<Step>(i));
    }
  }
  return steps;
}

Status status_after(Step step, const Ticket& ticket) {
  if (!is_possible(step, ticket.status)) {
    throw Error(ErrorKind::refused,
                fmt::format("cannot {} '{}': it is {}", row_of(step).deed, ticket.id,
                            to_string(ticket.status)),
                possible_now(ticket.status));
  }
  return moved(step, ticket.status, !ticket.assigned.empty(), status_before_waiting(ticket));
}

Ticket take_step(Ticket ticket, Step step, const Happening& happening,
                 std::vector<std::pair<std::string, std::string>> details) {
  const Status after = status_after(step, ticket);
  const bool has_was = std::any_of(details.begin(), details.end(),
                                   [](const auto& detail) { return detail.first == "was"; });
  if (step == Step::wait && !has_was) {
    details.emplace_back("was", to_string(ticket.status));
  }
  std::erase_if(details, [](const auto& detail) { return detail.second.empty(); });
  Event event{
      happening.id,      happening.at, std::nullopt, happening.by, std::string(to_string(step)),
      std::move(details)};
  if (happening.now != happening.at) {
    event.noted = happening.now;
  }
  ticket.status = after;
  ticket.events.push_back(std::move(event));
  return ticket;
}

std::optional<Replayed> replay(const Ticket& from, const std::vector<Event>& events) {
  Replay state{from.status, status_before_waiting(from), !from.assigned.empty()};
  Replayed result;
  const Event* cancelled = nullptr;
  for (const Event& event : events) {
    if (edits_the_status(event) || (event.did == "set" && event.detail("field") == "status")) {
      return std::nullopt;
    }
    const std::optional<Step> step = parse_step(event.did);
    const bool refused = step && !is_possible(*step, state.status);
    if (refused && aims_at_status(*step)) {
      result.overtaken.push_back({event, moved(*step, Status::open, false, Status::open)});
    } else if (refused && step == Step::invoice && cancelled != nullptr) {
      result.overtaken.push_back({*cancelled, Status::cancelled});
    }
    cancelled = !refused && step == Step::cancel ? &event : cancelled;
    state.take(event);
  }
  result.status = state.status;
  std::erase_if(result.overtaken, [&](const Replayed::Overtaken& one) {
    return one.lost == state.status ||
           (one.lost == Status::resolved && state.status == Status::invoiced);
  });
  return result;
}

std::optional<Status> replayed_status(const Ticket& ticket) {
  if (std::any_of(ticket.events.begin(), ticket.events.end(), hides_the_status)) {
    return std::nullopt;
  }
  Replay replay;
  for (const Event& event : ticket.events) {
    replay.take(event);
  }
  return replay.status;
}

}  // namespace tkt
