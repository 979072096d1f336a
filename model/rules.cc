// SPDX-License-Identifier: MIT
#include "model/rules.h"

#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "model/life.h"

namespace tkt {
namespace {

using Problems = std::vector<Problem>;

void check_references(const Ticket& ticket, const Desk& desk, const Known& known,
                      Problems& problems) {
  const auto client = known.clients.find(ticket.client);
  if (client == known.clients.end()) {
    problems.push_back({fmt::format("client '{}' is not on the desk", ticket.client), "client"});
  } else if (client->second.contact(ticket.contact) == nullptr) {
    problems.push_back(
        {fmt::format("'{}' is no contact of client '{}'", ticket.contact, ticket.client),
         "contact"});
  }
  if (desk.priority(ticket.priority) == nullptr) {
    problems.push_back(
        {fmt::format("priority '{}' is not in desk.yaml", ticket.priority), "priority"});
  }
  const auto& channels = intake_channels();
  if (std::find(channels.begin(), channels.end(), ticket.channel) == channels.end()) {
    problems.push_back({fmt::format("channel '{}' is none", ticket.channel), "channel"});
  }
  if (!ticket.assigned.empty() && known.staff.count(ticket.assigned) == 0) {
    problems.push_back(
        {fmt::format("assigned to '{}', who is not on the staff", ticket.assigned), "assigned"});
  }
}

void check_status(const Ticket& ticket, Problems& problems) {
  const auto replayed = replayed_status(ticket);
  if (replayed && *replayed != ticket.status) {
    problems.push_back({fmt::format("status is '{}', but its events lead to '{}'",
                                    to_string(ticket.status), to_string(*replayed)),
                        "status"});
  }
  if (ticket.status == Status::assigned && ticket.assigned.empty()) {
    problems.push_back({"status is 'assigned', but nobody is", "status"});
  }
  if (ticket.escalation < 0) {
    problems.push_back({"escalation is below 0", "escalation"});
  }
}

template <class Entries>
void check_unique(const Entries& entries, const std::string& key, std::string_view what,
                  Problems& problems) {
  std::set<std::string> seen;
  int item = 0;
  for (const auto& entry : entries) {
    if (!seen.insert(entry.id).second) {
      problems.push_back({fmt::format("two {} have the ID '{}'", what, entry.id), key, item});
    }
    ++item;
  }
}

void check_work(const Ticket& ticket, const Known& known, Problems& problems) {
  int item = 0;
  for (const Work& work : ticket.work) {
    if (work.minutes <= 0) {
      problems.push_back(
          {fmt::format("work '{}' takes {} minutes", work.id, work.minutes), "work", item});
    }
    if (known.staff.count(work.by) == 0) {
      problems.push_back(
          {fmt::format("work '{}' is by '{}', who is not on the staff", work.id, work.by), "work",
           item});
    }
    if (!work.invoice.empty() && known.invoices.count(work.invoice) == 0) {
      problems.push_back({fmt::format("work '{}' is billed by '{}', which is not on the desk",
                                      work.id, work.invoice),
                          "work", item});
    }
    ++item;
  }
}

/// The SLA check writes in its own name; an event of this moment has no author yet.
bool may_write(const Event& event, const Known& known) {
  return event.by.empty() || event.by == "sla" || event.did == "merge" ||
         known.staff.count(event.by) != 0;
}

void check_events(const Ticket& ticket, const Known& known, Problems& problems) {
  if (ticket.events.empty() || ticket.events.front().did != "open") {
    problems.push_back({"its first event is not 'open'", "events"});
  }
  int item = 0;
  for (const Event& event : ticket.events) {
    if (!may_write(event, known)) {
      problems.push_back(
          {fmt::format("event '{}' is by '{}', who is not on the staff", event.id, event.by),
           "events", item});
    }
    const std::string number(event.detail("invoice"));
    if (!number.empty() && known.invoices.count(number) == 0) {
      problems.push_back(
          {fmt::format("event '{}' tells of '{}', which is not on the desk", event.id, number),
           "events", item});
    }
    ++item;
  }
}

int step_of(const Event& event) {
  const std::string_view text = event.detail("step");
  int step = 0;
  std::from_chars(text.data(), text.data() + text.size(), step);
  return step;
}

/// The fields that are what events made of them, of a ticket that nobody rewrote.
void check_fields(const Ticket& ticket, const Desk& desk, Problems& problems) {
  if (!ticket.events.empty() && ticket.events.front().did == "open" &&
      ticket.events.front().at != ticket.opened) {
    problems.push_back({fmt::format("opened is {}, but its event 'open' was at {}",
                                    format_instant(ticket.opened, desk.zone()),
                                    format_instant(ticket.events.front().at, desk.zone())),
                        "opened"});
  }
  std::set<std::string_view> assignees;
  int steps = 0;
  for (const Event& event : ticket.events) {
    if (event.did == "assign") {
      assignees.insert(event.detail("to"));
    } else if (event.did == "escalate") {
      steps = std::max(steps, step_of(event));
    }
  }
  if (assignees.empty() ? !ticket.assigned.empty() : assignees.count(ticket.assigned) == 0) {
    problems.push_back(
        {fmt::format("assigned to '{}', but no event 'assign' says so", ticket.assigned),
         "assigned"});
  }
  if (ticket.escalation != steps) {
    problems.push_back(
        {fmt::format("escalation is {}, but its events lead to {}", ticket.escalation, steps),
         "escalation"});
  }
}

/// An entry is removed by hand alone.
void check_work_events(const Ticket& ticket, Problems& problems) {
  int item = 0;
  for (const Event& event : ticket.events) {
    const std::string_view id = event.detail("work");
    const bool there = std::any_of(ticket.work.begin(), ticket.work.end(),
                                   [&](const Work& work) { return work.id == id; });
    if (event.did == "work" && !id.empty() && !there) {
      problems.push_back(
          {fmt::format("event '{}' tells of work '{}', which is not there", event.id, id), "events",
           item});
    }
    ++item;
  }
}

void check_clocks(const Ticket& ticket, Problems& problems) {
  std::set<std::pair<int, Target>> seen;
  int item = 0;
  for (const Clock& clock : ticket.sla) {
    if (!seen.insert({clock.cycle, clock.target}).second) {
      problems.push_back(
          {fmt::format("two clocks for cycle {}, target {}", clock.cycle, to_string(clock.target)),
           "sla", item});
    }
    if (clock.cycle < 1 || clock.cycle > ticket.cycle()) {
      problems.push_back(
          {fmt::format("a clock for cycle {}, which the events do not know", clock.cycle), "sla",
           item});
    }
    ++item;
  }
}

void check_messages(const Ticket& ticket, Problems& problems) {
  int item = 0;
  for (const Message& message : ticket.messages) {
    const bool known = std::any_of(ticket.events.begin(), ticket.events.end(),
                                   [&](const Event& event) { return event.id == message.event; });
    if (!known) {
      problems.push_back(
          {fmt::format("a message for event '{}', which is not there", message.event), "messages",
           item});
    }
    ++item;
  }
}

}  // namespace

bool was_rewritten(const Ticket& ticket) {
  return std::any_of(ticket.events.begin(), ticket.events.end(), [](const Event& event) {
    return event.did == "edit" || event.did == "merge";
  });
}

std::vector<Problem> violations(const Ticket& ticket, const Desk& desk, const Known& known) {
  Problems problems;
  check_references(ticket, desk, known, problems);
  check_status(ticket, problems);
  check_unique(ticket.events, "events", "events", problems);
  check_unique(ticket.work, "work", "work entries", problems);
  check_events(ticket, known, problems);
  check_work(ticket, known, problems);
  check_clocks(ticket, problems);
  check_messages(ticket, problems);
  if (!was_rewritten(ticket)) {
    check_fields(ticket, desk, problems);
    check_work_events(ticket, problems);
  }
  return problems;
}

}  // namespace tkt
