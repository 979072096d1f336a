// SPDX-License-Identifier: MIT
#include "cmd/set.h"

#include <algorithm>
#include <map>
#include <sstream>

#include <fmt/format.h>

#include "cmd/find.h"
#include "cmd/ticket_change.h"
#include "model/error.h"
#include "model/sla.h"

namespace tkt {
namespace {

struct Assignment {
  std::string key;
  std::string value;
};

constexpr std::string_view kKeys =
    "subject, description, priority, client, contact, channel, tags, due";

Assignment read_assignment(const std::string& typed) {
  const auto equals = typed.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw Error(ErrorKind::usage, "'" + typed + "' is no KEY=VALUE",
                "keys that can be set: " + std::string(kKeys));
  }
  return {typed.substr(0, equals), typed.substr(equals + 1)};
}

std::vector<std::string> read_tags(const std::string& value) {
  std::vector<std::string> tags;
  std::istringstream words(value);
  for (std::string tag; std::getline(words, tag, ',');) {
    if (!is_short_name(tag)) {
      throw Error(ErrorKind::usage, "tags: '" + tag + "' is no tag",
                  "tags are lower-case letters, digits and dashes, with commas between them");
    }
    if (std::find(tags.begin(), tags.end(), tag) == tags.end()) {
      tags.push_back(tag);
    }
  }
  return tags;
}

std::string value_of(const Ticket& ticket, const std::string& key, const Zone& zone) {
  const Clock* clock = leading_clock(ticket);
  const std::map<std::string, std::string> values = {
      {"subject", ticket.subject},
      {"description", ticket.description},
      {"priority", ticket.priority},
      {"client", ticket.client},
      {"contact", ticket.contact},
      {"channel", ticket.channel},
      {"tags", fmt::format("{}", fmt::join(ticket.tags, ","))},
      {"due", clock ? format_instant(clock->due, zone) : ""}};
  const auto found = values.find(key);
  if (found == values.end()) {
    const bool by_command = key == "status" || key == "assigned" || key == "escalation";
    throw Error(
        ErrorKind::usage, "'" + key + "' cannot be set",
        by_command
            ? "the commands do that: assign, respond, wait, escalate, resolve, reopen, cancel"
            : "keys that can be set: " + std::string(kKeys));
  }
  return found->second;
}

bool may_move_promises(const std::string& key) {
  return key == "priority" || key == "client" || key == "due";
}

void check_due(Context& context, const Ticket& ticket, const Clock& clock, Instant due) {
  const Instant start = cycle_start(ticket, clock.cycle);
  if (due < start) {
    throw Error(ErrorKind::refused, fmt::format("due: {} is before the request, at {}",
                                                format_instant(due, context.zone()),
                                                format_instant(start, context.zone())));
  }
  if (due < context.now()) {
    context.warn("due: " + format_instant(due, context.zone()) + " is over already");
  }
}

/// A due agreed by hand: of the unmet clock that is due first.
Ticket agree_due(Context& context, Ticket ticket, const std::string& value) {
  const Clock* leading = leading_clock(ticket);
  if (leading == nullptr || leading->met || is_at_rest(ticket, *leading)) {
    throw Error(ErrorKind::refused,
                "ticket " + ticket.id + " has no running clock to agree a due for");
  }
  const auto due = parse_time(value, context.zone(), context.now());
  if (!due) {
    throw Error(ErrorKind::usage, "due: '" + value + "' is no time",
                "write it as '2026-11-23 16:00'");
  }
  check_due(context, ticket, *leading, *due);
  Clock& clock = ticket.sla[static_cast<std::size_t>(leading - ticket.sla.data())];
  clock.due = *due;
  clock.agreed = true;
  return ticket;
}

void require_contact(const Client& client, const std::string& name) {
  if (client.contact(name) == nullptr) {
    throw Error(ErrorKind::refused, "'" + client.id + "' has no contact '" + name + "'",
                "tkt client edit " + client.id + " --contact NAME --mobile NUMBER");
  }
}

Ticket with_value(Context& context, const Snapshot& snapshot, Ticket ticket, const Assignment& to) {
  if (to.key == "due") {
    return agree_due(context, std::move(ticket), to.value);
  }
  if (to.key == "tags") {
    ticket.tags = read_tags(to.value);
    return ticket;
  }
  check_text(to.key, to.value);
  if (to.key == "subject") {
    ticket.subject = subject_line(to.value);
  } else if (to.key == "description") {
    ticket.description = to.value;
  } else if (to.key == "priority") {
    check_priority(snapshot.desk().value, to.value);
    ticket.priority = to.value;
  } else if (to.key == "channel") {
    check_channel(to.value);
    ticket.channel = to.value;
  } else if (to.key == "client") {
    ticket.client = find_client(snapshot, to.value).value.id;
  } else if (to.key == "contact") {
    ticket.contact = to.value;
  }
  return ticket;
}

}  // namespace

Exit run(const SetOptions& options, Context& context) {
  auto change = begin_change(context, options.ticket);
  const Snapshot& snapshot = change.change.snapshot();
  const Ticket& before = change.record.value;
  Ticket after = before;
  std::vector<std::string> said;
  for (const std::string& typed : options.assignments) {
    const Assignment to = read_assignment(typed);
    const std::string old = value_of(after, to.key, context.zone());
    const auto breaches = breaches_so_far(after, context.desk(), context.now());
    after = with_value(context, snapshot, std::move(after), to);
    const std::string now = value_of(after, to.key, context.zone());
    if (now != old || to.key == "due") {
      if (may_move_promises(to.key) && !breaches.empty()) {
        after.events.insert(after.events.end(), breaches.begin(), breaches.end());
        said.emplace_back("breach recorded");
      }
      const Happening happened = happening(context, after, "");
      after = take_step(std::move(after), Step::set, happened,
                        {{"field", to.key}, {"old", old}, {"new", now}});
      said.push_back(to.key == "description" ? to.key : to.key + " " + now);
    }
  }
  if (said.empty()) {
    context.io.err.line(before.id + " has that already");
    return Exit::done;
  }
  const Client client = find_client(snapshot, after.client).value;
  if (after.client != before.client || after.contact != before.contact) {
    require_contact(client, after.contact);
  }
  if (after.priority != before.priority || after.client != before.client) {
    const Ticket promised = after;
    after = note_moves(context, promised, restart_clocks(promised, client, context.desk()));
  }
  if (save(context, change, after, "set", said)) {
    const std::string due = due_text(context, after);
    context.io.err.line(fmt::format("set on {}: {}{}", after.id, fmt::join(said, ", "),
                                    due.empty() ? "" : "; " + due));
  }
  return Exit::done;
}

}  // namespace tkt
