// SPDX-License-Identifier: MIT
#include "model/meter.h"

#include <algorithm>
#include <array>

namespace tkt {
namespace {

/// What an event makes of the waiting; nullopt where nothing changes.
std::optional<bool> waits_after(const Event& event) {
  constexpr std::array<std::string_view, 6> kEnds = {"resume",  "respond", "remote",
                                                     "resolve", "cancel",  "reopen"};
  if (event.did == "wait") {
    return true;
  }
  if (event.detail("field") == "status" && (event.did == "set" || event.did == "merge")) {
    return event.detail(event.did == "set" ? "new" : "kept") == to_string(Status::waiting);
  }
  if (std::find(kEnds.begin(), kEnds.end(), event.did) != kEnds.end()) {
    return false;
  }
  return std::nullopt;
}

/// The same time in stretches that neither overlap nor touch.
std::vector<Interval> united(std::vector<Interval> spans) {
  std::sort(spans.begin(), spans.end(),
            [](const Interval& a, const Interval& b) { return a.from < b.from; });
  std::vector<Interval> result;
  for (const Interval& span : spans) {
    if (!result.empty() && span.from <= result.back().to) {
      result.back().to = std::max(result.back().to, span.to);
    } else if (span.from < span.to) {
      result.push_back(span);
    }
  }
  return result;
}

}  // namespace

Waiting waiting_of(const Ticket& ticket) {
  Waiting waiting;
  for (const Event& event : ticket.events) {
    const auto waits = waits_after(event);
    if (waits && *waits && !waiting.since) {
      waiting.since = event.at;
    } else if (waits && !*waits && waiting.since) {
      waiting.over.push_back({*waiting.since, event.at});
      waiting.since.reset();
    }
  }
  if (waiting.since && ticket.status != Status::waiting) {
    // Ended by a hand edit, which nobody dated: by the last event at the latest.
    waiting.over.push_back({*waiting.since, ticket.events.back().at});
    waiting.since.reset();
  }
  waiting.over = united(std::move(waiting.over));
  return waiting;
}

Meter::Meter(const Ticket& ticket, const Clock& clock, const Desk& desk)
    : calendar_(desk.calendar_named(clock.calendar)) {
  if (clock.target == Target::resolve) {
    pauses_ = waiting_of(ticket).over;
  }
}

Seconds Meter::between(Instant from, Instant to) const {
  Seconds sum = working_time(calendar_, from, to);
  for (const Interval& pause : pauses_) {
    sum -= working_time(calendar_, std::max(pause.from, from), std::min(pause.to, to));
  }
  return sum;
}

Instant Meter::after(Instant from, Seconds amount) const {
  Instant end = add_working_time(calendar_, from, amount);
  for (const Interval& pause : pauses_) {
    if (pause.from >= end) {
      break;
    }
    const Seconds lost = working_time(calendar_, std::max(pause.from, from), pause.to);
    if (lost > Seconds(0)) {
      end = add_working_time(calendar_, end, lost);
    }
  }
  return end;
}

}  // namespace tkt
