// SPDX-License-Identifier: MIT
#include "cmd/sla_record.h"

#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "cmd/ticket_change.h"
#include "model/error.h"
#include "model/sla.h"

namespace tkt {
namespace {

/// Whom a breach concerns: the assigned, or the first of the chain; nullopt, and a warning, where
/// neither can be read.
std::optional<Staff> concerned(Context& context, const Snapshot& snapshot, const Ticket& ticket) {
  std::vector<std::string> names = {ticket.assigned};
  const std::vector<std::string>& chain = snapshot.desk().value.escalation;
  names.insert(names.end(), chain.begin(), chain.end());
  for (const std::string& name : names) {
    try {
      const auto record = name.empty() ? std::nullopt : snapshot.staff_member(name);
      if (record && record->value.active) {
        return record->value;
      }
    } catch (const Error& error) {
      context.warn(error.what());
    }
  }
  context.warn("nobody can be told of the breach of " + ticket.id +
               ": it is assigned to nobody, and the escalation chain is empty");
  return std::nullopt;
}

/// A step's member, active or not said; nullopt where there is no such file.
std::optional<Staff> member(Context& context, const Snapshot& snapshot, const std::string& name) {
  try {
    const auto record = snapshot.staff_member(name);
    if (record && record->value.active) {
      return record->value;
    }
    context.warn("'" + name + "' of the escalation chain does not work on the desk");
  } catch (const Error& error) {
    context.warn(error.what());
  }
  return std::nullopt;
}

/// The live promise that an event speaks of; nullptr for one that is over.
const Clock* live_clock(const Ticket& ticket, const Event& event) {
  for (const Clock& clock : ticket.sla) {
    const bool same = event.detail("target") == to_string(clock.target) &&
                      event.detail("cycle") == std::to_string(clock.cycle);
    if (same && !clock.met && !is_at_rest(ticket, clock)) {
      return &clock;
    }
  }
  return nullptr;
}

/// What was written down.
struct Recorded {
  int breaches = 0;
  int withdrawals = 0;
  int alerts = 0;
  std::vector<TicketId> tickets;
  Trailers trailers;
};

std::string counted(int count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string count_text(const Recorded& recorded) {
  std::string text;
  const auto add = [&](int count, std::string_view one, std::string_view many,
                       std::string_view done) {
    if (count > 0) {
      text += (text.empty() ? "" : ", ") + counted(count, one, many) + std::string(done);
    }
  };
  add(recorded.breaches, "breach", "breaches", " recorded");
  add(recorded.withdrawals, "withdrawal", "withdrawals", "");
  add(recorded.alerts, "step", "steps", " of the chain told");
  return text;
}

/// "sla check: 2 breaches recorded [ITW-4F7K24, ITW-123458]"; the trailers name all tickets.
std::string subject(const Recorded& recorded) {
  constexpr std::size_t kShown = 5;
  std::string ids;
  for (std::size_t i = 0; i < std::min(kShown, recorded.tickets.size()); ++i) {
    ids += (i == 0 ? "" : ", ") + recorded.tickets[i];
  }
  if (recorded.tickets.size() > kShown) {
    ids += fmt::format(", and {} more", recorded.tickets.size() - kShown);
  }
  return fmt::format("sla check: {} [{}]", count_text(recorded), ids);
}

class Recorder {
 public:
  Recorder(Context& context, bool notify) : context_(context), notify_(notify) {}

  /// Records what is new of these tickets, in one commit.
  void record(const std::set<std::string>& paths) {
    if (paths.empty()) {
      return;
    }
    (void)context_.actor();
    Change change = context_.change();
    const std::set<std::string> edited = hand_edited(change.snapshot(), paths);
    for (const std::string& path : paths) {
      if (edited.count(path) == 0) {
        stage(change, path);
      }
    }
    if (!change.empty() && context_.commit(change, subject(recorded_), recorded_.trailers)) {
      context_.io.err.line(count_text(recorded_));
    }
    if (lost_) {
      throw Error(*lost_);
    }
  }

 private:
  /// One ticket that somebody has open in an editor must not keep the others from being recorded.
  std::set<std::string> hand_edited(const Snapshot& snapshot, const std::set<std::string>& paths) {
    const auto edited = context_.store().hand_edits(snapshot, {paths.begin(), paths.end()});
    for (const std::string& path : edited) {
      try {
        static_cast<void>(snapshot.file(path));
        context_.warn("'" + path +
                      "' was edited by hand; its breach is recorded after 'tkt commit'");
      } catch (const Error& error) {
        lost_ = error;
      }
    }
    return {edited.begin(), edited.end()};
  }

  void stage(Change& change, const std::string& path) {
    const Record<Ticket> record = change.snapshot().ticket_at(path);
    Ticket after = record.value;
    for (const Event& event : unrecorded(record.value, desk_of(change), context_.now())) {
      after.events.push_back(event);
      if (event.did == "breach") {
        ++recorded_.breaches;
        after = tell_concerned(change.snapshot(), std::move(after), event);
      } else {
        ++recorded_.withdrawals;
      }
    }
    if (notify_) {
      after = tell_chain(change, std::move(after));
    }
    if (after != record.value) {
      recorded_.tickets.push_back(after.id);
      recorded_.trailers.emplace_back("Ticket", after.id);
      change.update(record, after);
    }
  }

  static const Desk& desk_of(const Change& change) { return change.snapshot().desk().value; }

  /// A breach that came to light after the response alarms nobody.
  Ticket tell_concerned(const Snapshot& snapshot, Ticket ticket, const Event& event) {
    if (!notify_ || live_clock(ticket, event) == nullptr) {
      return ticket;
    }
    const auto staff = concerned(context_, snapshot, ticket);
    return staff ? owe_staff(context_, std::move(ticket), event, "breached", *staff) : ticket;
  }

  Ticket tell_chain(const Change& change, Ticket ticket) {
    const Desk& desk = desk_of(change);
    for (const Alarm& alarm : alarms(ticket, desk, std::nullopt, context_.now())) {
      for (const int step : due_steps(alarm.clock, steps_told(ticket, alarm.clock), ticket.priority,
                                      ticket.assigned, desk, context_.now())) {
        const Instant at = step_time(alarm.clock, ticket.priority, desk, step).value();
        const Event event = alert_event(ticket, alarm.clock, desk, step, at);
        ticket.events.push_back(event);
        ++recorded_.alerts;
        const std::string name(event.detail("to"));
        if (const auto staff = member(context_, change.snapshot(), name)) {
          ticket = owe_staff(context_, std::move(ticket), event, "breached", *staff);
        }
      }
    }
    return ticket;
  }

  Context& context_;
  bool notify_;
  Recorded recorded_;
  std::optional<Error> lost_;  ///< what git cannot give differs from the file, too
};

}  // namespace

void record_breaches(Context& context, const std::set<std::string>& paths, bool notify) {
  Recorder(context, notify).record(paths);
}

}  // namespace tkt
