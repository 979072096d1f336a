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

/// What was written down.
struct Recorded {
  int breaches = 0;
  int withdrawals = 0;
  std::vector<TicketId> tickets;
  Trailers trailers;
};

std::string counted(int count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string count_text(const Recorded& recorded) {
  const std::string breaches = counted(recorded.breaches, "breach", "breaches") + " recorded";
  return recorded.withdrawals == 0
             ? breaches
             : breaches + ", " + counted(recorded.withdrawals, "withdrawal", "withdrawals");
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
    if (paths.empty() || !any_new(paths)) {
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
  }

 private:
  /// Whether it is worth taking the lock.
  bool any_new(const std::set<std::string>& paths) {
    return std::any_of(paths.begin(), paths.end(), [this](const std::string& path) {
      const Ticket ticket = context_.snapshot().ticket_at(path).value;
      return !unrecorded(ticket, context_.desk(), context_.now()).empty();
    });
  }

  /// One ticket that somebody has open in an editor must not keep the others from being recorded.
  std::set<std::string> hand_edited(const Snapshot& snapshot, const std::set<std::string>& paths) {
    const auto edited = context_.store().hand_edits(snapshot, {paths.begin(), paths.end()});
    for (const std::string& path : edited) {
      context_.warn("'" + path + "' was edited by hand; its breach is recorded after 'tkt commit'");
    }
    return {edited.begin(), edited.end()};
  }

  void stage(Change& change, const std::string& path) {
    const Record<Ticket> record = change.snapshot().ticket_at(path);
    const auto events = unrecorded(record.value, change.snapshot().desk().value, context_.now());
    if (events.empty()) {
      return;
    }
    Ticket after = record.value;
    for (const Event& event : events) {
      after.events.push_back(event);
      if (event.did == "breach") {
        ++recorded_.breaches;
        after = notify_ ? tell(change.snapshot(), std::move(after), event) : after;
      } else {
        ++recorded_.withdrawals;
      }
    }
    recorded_.tickets.push_back(after.id);
    recorded_.trailers.emplace_back("Ticket", after.id);
    change.update(record, after);
  }

  Ticket tell(const Snapshot& snapshot, Ticket ticket, const Event& event) {
    const auto staff = concerned(context_, snapshot, ticket);
    return staff ? owe_staff(context_, std::move(ticket), event, "breached", *staff) : ticket;
  }

  Context& context_;
  bool notify_;
  Recorded recorded_;
};

}  // namespace

void record_breaches(Context& context, const std::set<std::string>& paths, bool notify) {
  Recorder(context, notify).record(paths);
}

}  // namespace tkt
