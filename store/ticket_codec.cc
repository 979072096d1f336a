// SPDX-License-Identifier: MIT
#include <charconv>

#include <fmt/core.h>

#include "store/codec.h"
#include "store/field_reader.h"

namespace tkt {
namespace {

using Entries = std::vector<std::pair<std::string, Node>>;

Node time_node(Instant instant, const Zone& zone) {
  return Node::bare(format_instant(instant, zone));
}

Node number_node(int number) {
  return Node::bare(std::to_string(number));
}

/// `minutes` of a clock: whole where it is, as a duration where it holds seconds.
Node minutes_node(Seconds allowed) {
  return allowed.count() % 60 == 0 ? Node::bare(std::to_string(allowed.count() / 60))
                                   : Node::bare(fmt::format("{}s", allowed.count()));
}

Seconds minutes_of(const FieldReader& fields) {
  const std::string typed = fields.required("minutes");
  int minutes = 0;
  const auto end = typed.data() + typed.size();
  if (const auto [stop, error] = std::from_chars(typed.data(), end, minutes);
      error == std::errc() && stop == end && minutes >= 0) {
    return std::chrono::minutes(minutes);
  }
  return fields.parsed<Seconds>("minutes", parse_duration, "number of minutes");
}

Clock clock_from(const FieldReader& fields) {
  Clock clock;
  clock.cycle = fields.integer("cycle", 1);
  clock.target = fields.parsed<Target>("target", parse_target, "target (respond, resolve)");
  clock.allowed = minutes_of(fields);
  clock.calendar = fields.text("calendar");
  clock.due = fields.required_instant("due");
  clock.met = fields.instant("met");
  clock.agreed = fields.boolean("agreed", false);
  return clock;
}

Node clock_node(const Clock& clock, const Zone& zone) {
  Entries entries = {{"cycle", number_node(clock.cycle)},
                     {"target", Node::text(std::string(to_string(clock.target)))},
                     {"minutes", minutes_node(clock.allowed)}};
  if (!clock.calendar.empty()) {
    entries.emplace_back("calendar", Node::text(clock.calendar));
  }
  entries.emplace_back("due", time_node(clock.due, zone));
  if (clock.met) {
    entries.emplace_back("met", time_node(*clock.met, zone));
  }
  if (clock.agreed) {
    entries.emplace_back("agreed", Node::bare("true"));
  }
  return Node::record(std::move(entries), true);
}

Work work_from(const FieldReader& fields) {
  Work work;
  work.id = fields.required("id");
  work.by = fields.required("by");
  work.started = fields.required_instant("started");
  work.minutes = fields.integer("minutes", 0);
  if (work.minutes <= 0) {
    fields.fail("minutes", fields.text("minutes"), "number of minutes above 0");
  }
  work.note = fields.text("note");
  work.billable = fields.boolean("billable", true);
  work.invoice = fields.text("invoice");
  return work;
}

Node work_node(const Work& work, const Zone& zone) {
  Entries entries = {{"id", Node::quoted(work.id)},
                     {"by", Node::text(work.by)},
                     {"started", time_node(work.started, zone)},
                     {"minutes", number_node(work.minutes)}};
  if (!work.note.empty()) {
    entries.emplace_back("note", Node::text(work.note));
  }
  if (!work.billable) {
    entries.emplace_back("billable", Node::bare("false"));
  }
  if (!work.invoice.empty()) {
    entries.emplace_back("invoice", Node::text(work.invoice));
  }
  return Node::record(std::move(entries), true);
}

bool is_common_key(std::string_view key) {
  return key == "id" || key == "at" || key == "noted" || key == "by" || key == "did";
}

Event event_from(const FieldReader& fields) {
  Event event;
  event.id = fields.required("id");
  event.at = fields.required_instant("at");
  event.noted = fields.instant("noted");
  event.by = fields.required("by");
  event.did = fields.required("did");
  for (const auto& [key, value] : fields.node().fields) {
    if (!is_common_key(key) && value.kind == Node::Kind::scalar) {
      event.details.emplace_back(key, value.scalar);
    }
  }
  return event;
}

/// IDs are quoted, as everywhere; counts are numbers; everything else is text.
Node detail_node(const std::string& key, const std::string& value) {
  const bool count = key == "minutes" || key == "step" || key == "cycle";
  return key == "work" ? Node::quoted(value) : count ? Node::bare(value) : Node::text(value);
}

Node event_node(const Event& event, const Zone& zone) {
  Entries entries = {{"id", Node::quoted(event.id)}, {"at", time_node(event.at, zone)}};
  if (event.noted) {
    entries.emplace_back("noted", time_node(*event.noted, zone));
  }
  entries.emplace_back("by", Node::text(event.by));
  entries.emplace_back("did", Node::text(event.did));
  for (const auto& [key, value] : event.details) {
    entries.emplace_back(key, detail_node(key, value));
  }
  return Node::record(std::move(entries), true);
}

Message message_from(const FieldReader& fields) {
  return {fields.required("event"), fields.required("channel"), fields.required("to"),
          fields.required("template"), fields.instant("sent")};
}

Node message_node(const Message& message, const Zone& zone) {
  Entries entries = {{"event", Node::quoted(message.event)},
                     {"channel", Node::text(message.channel)},
                     {"to", Node::text(message.to)},
                     {"template", Node::text(message.form)}};
  if (message.sent) {
    entries.emplace_back("sent", time_node(*message.sent, zone));
  }
  return Node::record(std::move(entries), true);
}

template <class T>
void read_list(const FieldReader& fields, std::string_view key, std::vector<T>& values,
               T (*read)(const FieldReader&)) {
  for (const FieldReader& entry : fields.maps(key)) {
    values.push_back(read(entry));
  }
}

template <class T>
void write_list(Entries& entries, const char* key, const std::vector<T>& values,
                Node (*write)(const T&, const Zone&), const Zone& zone) {
  std::vector<Node> items;
  for (const T& value : values) {
    items.push_back(write(value, zone));
  }
  if (!items.empty()) {
    entries.emplace_back(key, Node::list(std::move(items), false));
  }
}

void write_names(Entries& entries, const char* key, const std::vector<std::string>& names,
                 Node (*write)(std::string)) {
  std::vector<Node> items;
  for (const std::string& name : names) {
    items.push_back(write(name));
  }
  if (!items.empty()) {
    entries.emplace_back(key, Node::list(std::move(items), true));
  }
}

}  // namespace

Ticket ticket_from(const Node& root, std::string_view path) {
  const FieldReader fields(root, path);
  Ticket ticket;
  ticket.id = fields.required("id");
  if (!is_ticket_id(ticket.id)) {
    fields.fail("id", ticket.id, "ticket ID");
  }
  ticket.formerly = fields.texts("formerly");
  ticket.subject = fields.required("subject");
  ticket.status = fields.parsed<Status>(
      "status", parse_status,
      "status (open, assigned, in-progress, waiting, resolved, invoiced, cancelled)");
  ticket.priority = fields.required("priority");
  ticket.client = fields.required("client");
  ticket.contact = fields.required("contact");
  ticket.channel = fields.required("channel");
  ticket.callout = fields.boolean("callout", false);
  ticket.description = fields.text("description");
  ticket.tags = fields.texts("tags");
  ticket.assigned = fields.text("assigned");
  ticket.escalation = fields.integer("escalation", 0);
  ticket.opened = fields.required_instant("opened");
  read_list(fields, "sla", ticket.sla, clock_from);
  read_list(fields, "work", ticket.work, work_from);
  read_list(fields, "events", ticket.events, event_from);
  read_list(fields, "messages", ticket.messages, message_from);
  return ticket;
}

Node to_node(const Ticket& ticket, const Zone& zone) {
  Entries entries = {{"id", Node::quoted(ticket.id)}};
  write_names(entries, "formerly", ticket.formerly, Node::quoted);
  entries.emplace_back("subject", Node::text(ticket.subject));
  entries.emplace_back("status", Node::text(std::string(to_string(ticket.status))));
  entries.emplace_back("priority", Node::text(ticket.priority));
  entries.emplace_back("client", Node::text(ticket.client));
  entries.emplace_back("contact", Node::text(ticket.contact));
  entries.emplace_back("channel", Node::text(ticket.channel));
  entries.emplace_back("callout", Node::bare(ticket.callout ? "true" : "false"));
  entries.emplace_back("description", Node::block(ticket.description));
  write_names(entries, "tags", ticket.tags, Node::text);
  if (!ticket.assigned.empty()) {
    entries.emplace_back("assigned", Node::text(ticket.assigned));
  }
  entries.emplace_back("escalation", number_node(ticket.escalation));
  entries.emplace_back("opened", time_node(ticket.opened, zone));
  write_list(entries, "sla", ticket.sla, clock_node, zone);
  write_list(entries, "work", ticket.work, work_node, zone);
  write_list(entries, "events", ticket.events, event_node, zone);
  write_list(entries, "messages", ticket.messages, message_node, zone);
  return Node::record(std::move(entries), false);
}

}  // namespace tkt
