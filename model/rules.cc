// SPDX-License-Identifier: MIT
#include "model/rules.h"

#include <algorithm>

#include <fmt/core.h>

#include "model/life.h"

namespace tkt {
namespace {

using Problems = std::vector<std::string>;

void check_references(const Ticket& ticket, const Desk& desk, const Known& known,
                      Problems& problems) {
  const auto client = known.clients.find(ticket.client);
  if (client == known.clients.end()) {
    problems.push_back(fmt::format("client '{}' is not on the desk", ticket.client));
  } else if (client->second.contact(ticket.contact) == nullptr) {
    problems.push_back(
        fmt::format("'{}' is no contact of client '{}'", ticket.contact, ticket.client));
  }
  if (desk.priority(ticket.priority) == nullptr) {
    problems.push_back(fmt::format("priority '{}' is not in desk.yaml", ticket.priority));
  }
  const auto& channels = intake_channels();
  if (std::find(channels.begin(), channels.end(), ticket.channel) == channels.end()) {
    problems.push_back(fmt::format("channel '{}' is none", ticket.channel));
  }
  if (!ticket.assigned.empty() && known.staff.count(ticket.assigned) == 0) {
    problems.push_back(fmt::format("assigned to '{}', who is not on the staff", ticket.assigned));
  }
}

void check_status(const Ticket& ticket, Problems& problems) {
  const auto replayed = replayed_status(ticket);
  if (replayed && *replayed != ticket.status) {
    problems.push_back(fmt::format("status is '{}', but its events lead to '{}'",
                                   to_string(ticket.status), to_string(*replayed)));
  }
  if (ticket.status == Status::assigned && ticket.assigned.empty()) {
    problems.emplace_back("status is 'assigned', but nobody is");
  }
  if (ticket.escalation < 0) {
    problems.emplace_back("escalation is below 0");
  }
}

template <class Entries>
void check_unique(const Entries& entries, std::string_view what, Problems& problems) {
  std::set<std::string> seen;
  for (const auto& entry : entries) {
    if (!seen.insert(entry.id).second) {
      problems.push_back(fmt::format("two {} have the ID '{}'", what, entry.id));
    }
  }
}

void check_work(const Ticket& ticket, const Known& known, Problems& problems) {
  for (const Work& work : ticket.work) {
    if (work.minutes <= 0) {
      problems.push_back(fmt::format("work '{}' takes {} minutes", work.id, work.minutes));
    }
    if (known.staff.count(work.by) == 0) {
      problems.push_back(
          fmt::format("work '{}' is by '{}', who is not on the staff", work.id, work.by));
    }
    if (!work.invoice.empty() && known.invoices.count(work.invoice) == 0) {
      problems.push_back(fmt::format("work '{}' is billed by '{}', which is not on the desk",
                                     work.id, work.invoice));
    }
  }
}

void check_clocks(const Ticket& ticket, Problems& problems) {
  std::set<std::pair<int, Target>> seen;
  for (const Clock& clock : ticket.sla) {
    if (!seen.insert({clock.cycle, clock.target}).second) {
      problems.push_back(
          fmt::format("two clocks for cycle {}, target {}", clock.cycle, to_string(clock.target)));
    }
    if (clock.cycle < 1 || clock.cycle > ticket.cycle()) {
      problems.push_back(
          fmt::format("a clock for cycle {}, which the events do not know", clock.cycle));
    }
  }
}

void check_messages(const Ticket& ticket, Problems& problems) {
  for (const Message& message : ticket.messages) {
    const bool known = std::any_of(ticket.events.begin(), ticket.events.end(),
                                   [&](const Event& event) { return event.id == message.event; });
    if (!known) {
      problems.push_back(
          fmt::format("a message for event '{}', which is not there", message.event));
    }
  }
}

}  // namespace

std::vector<std::string> violations(const Ticket& ticket, const Desk& desk, const Known& known) {
  Problems problems;
  if (ticket.events.empty() || ticket.events.front().did != "open") {
    problems.emplace_back("its first event is not 'open'");
  }
  check_references(ticket, desk, known, problems);
  check_status(ticket, problems);
  check_unique(ticket.events, "events", problems);
  check_unique(ticket.work, "work entries", problems);
  check_work(ticket, known, problems);
  check_clocks(ticket, problems);
  check_messages(ticket, problems);
  return problems;
}

}  // namespace tkt
