// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "model/invoice.h"
#include "model/text.h"
#include "store/codec.h"
#include "store/entries.h"
#include "store/field_reader.h"

namespace tkt {

namespace {

/// Of what people may write themselves; the program draws ten characters.
bool is_entry_id(std::string_view text) {
  constexpr std::string_view kLetters =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-";
  return text.size() <= 32 && text.find_first_not_of(kLetters) == std::string_view::npos;
}

std::string entry_id(const FieldReader& fields, std::string_view key) {
  std::string id = fields.required(key);
  if (!is_entry_id(id)) {
    fields.fail(key, id, "ID of an entry (up to 32 letters and digits)");
  }
  return id;
}

std::string ticket_id(const FieldReader& fields, std::string_view key, const std::string& value) {
  if (!is_ticket_id(value)) {
    fields.fail(key, value, "ticket ID");
  }
  return value;
}

std::string one_of(const FieldReader& fields, std::string_view key,
                   const std::vector<std::string>& allowed) {
  std::string value = fields.required(key);
  if (std::find(allowed.begin(), allowed.end(), value) == allowed.end()) {
    fields.fail(key, value, fmt::format("{} ({})", key, joined(allowed)));
  }
  return value;
}

// Clocks.

/// `minutes` of a clock: a whole number, or a duration where seconds count.
Seconds minutes_of(const FieldReader& fields) {
  const std::string typed = fields.required("minutes");
  return typed.find_first_not_of("0123456789") == std::string::npos
             ? Seconds(std::chrono::minutes(fields.integer("minutes", 0)))
             : fields.parsed<Seconds>("minutes", parse_duration, "number of minutes");
}

Node minutes_node(Seconds allowed) {
  return Node::bare(allowed.count() % 60 == 0 ? std::to_string(allowed.count() / 60)
                                              : format_duration(allowed));
}

Clock clock_from(const FieldReader& fields) {
  Clock clock;
  clock.cycle = fields.integer("cycle", 1, 1);
  clock.target = fields.parsed<Target>("target", parse_target, "target (respond, resolve)");
  clock.allowed = minutes_of(fields);
  clock.calendar = fields.name("calendar");
  clock.due = fields.required_instant("due");
  clock.met = fields.instant("met");
  clock.agreed = fields.boolean("agreed", false);
  return clock;
}

Node clock_node(const Clock& clock, const Zone& zone) {
  Entries entries = {{"cycle", number_node(clock.cycle)},
                     {"target", Node::text(std::string(to_string(clock.target)))},
                     {"minutes", minutes_node(clock.allowed)}};
  add_text(entries, "calendar", clock.calendar);
  entries.emplace_back("due", time_node(clock.due, zone));
  if (clock.met) {
    entries.emplace_back("met", time_node(*clock.met, zone));
  }
  if (clock.agreed) {
    entries.emplace_back("agreed", Node::bare("true"));
  }
  return Node::record(std::move(entries), true);
}

// Work.

Work work_from(const FieldReader& fields) {
  constexpr int kTenYears = 10 * 366 * 24 * 60;
  Work work;
  work.id = entry_id(fields, "id");
  work.by = fields.required("by");
  work.started = fields.required_instant("started");
  (void)fields.required("minutes");
  work.minutes = fields.integer("minutes", 0, 1, kTenYears);
  work.note = fields.text("note");
  work.billable = fields.boolean("billable", true);
  work.invoice = fields.text("invoice");
  if (!work.invoice.empty() && !parse_invoice_number(work.invoice)) {
    fields.fail("invoice", work.invoice, "invoice number");
  }
  return work;
}

Node work_node(const Work& work, const Zone& zone) {
  Entries entries = {{"id", Node::quoted(work.id)},
                     {"by", Node::text(work.by)},
                     {"started", time_node(work.started, zone)},
                     {"minutes", number_node(work.minutes)}};
  add_text(entries, "note", work.note);
  if (!work.billable) {
    entries.emplace_back("billable", Node::bare("false"));
  }
  add_text(entries, "invoice", work.invoice);
  return Node::record(std::move(entries), true);
}

// Events.

bool is_common_key(std::string_view key) {
  return key == "id" || key == "at" || key == "noted" || key == "by" || key == "did";
}

Event event_from(const FieldReader& fields) {
  Event event;
  event.id = entry_id(fields, "id");
  event.at = fields.required_instant("at");
  event.noted = fields.instant("noted");
  event.by = fields.required("by");
  event.did = fields.required("did");
  for (const auto& [key, value] : fields.node().fields) {
    (void)fields.find(key);  // each is a detail's name
    if (!is_common_key(key) && value.kind == Node::Kind::scalar) {
      event.details.emplace_back(key, value.scalar);
    }
  }
  return event;
}

/// IDs are quoted; numbers and times, which other programs should read as such, are not.
Node detail_node(std::string_view key, const std::string& value) {
  if (key == "work" || key == "event") {
    return Node::quoted(value);
  }
  const bool number = (key == "cycle" || key == "minutes" || key == "step") && !value.empty() &&
                      value.size() < 10 && value[0] != '0' &&
                      value.find_first_not_of("0123456789") == std::string::npos;
  const bool time = value.size() == 25 && value[10] == 'T' && parse_instant(value).has_value();
  return number || time ? Node::bare(value) : Node::text(value);
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

// Messages.

/// `template` and `to` become parts of paths.
Message message_from(const FieldReader& fields) {
  return {entry_id(fields, "event"),  one_of(fields, "channel", {"email", "sms", "whatsapp"}),
          fields.required_name("to"), fields.required_name("template"),
          fields.instant("sent"),     fields.instant("given-up")};
}

Node message_node(const Message& message, const Zone& zone) {
  Entries entries = {{"event", Node::quoted(message.event)},
                     {"channel", Node::text(message.channel)},
                     {"to", Node::text(message.to)},
                     {"template", Node::text(message.form)}};
  if (message.sent) {
    entries.emplace_back("sent", time_node(*message.sent, zone));
  }
  if (message.given_up) {
    entries.emplace_back("given-up", time_node(*message.given_up, zone));
  }
  return Node::record(std::move(entries), true);
}

// Lists.

std::string key_of(const Clock& clock) {
  return fmt::format("cycle {}, {}", clock.cycle, to_string(clock.target));
}
std::string key_of(const Work& work) {
  return work.id;
}
std::string key_of(const Event& event) {
  return event.id;
}
std::string key_of(const Message& message) {
  return fmt::format("{}, {}, {}", message.event, message.channel, message.to);
}

/// Entries are known by their keys, here and when two clones' files are merged.
template <class T>
std::vector<T> read_list(const FieldReader& fields, std::string_view key,
                         T (*read)(const FieldReader&)) {
  std::vector<T> values;
  std::set<std::string> keys;
  for (const FieldReader& entry : fields.maps(key)) {
    values.push_back(read(entry));
    if (const auto [known, fresh] = keys.insert(key_of(values.back())); !fresh) {
      entry.fail("", fmt::format("{}: '{}' is there twice", key, *known));
    }
  }
  return values;
}

std::vector<TicketId> ids_of(const FieldReader& fields, std::string_view key) {
  std::vector<TicketId> ids = fields.texts(key);
  for (const TicketId& id : ids) {
    (void)ticket_id(fields, key, id);
  }
  return ids;
}

std::string without_last_breaks(std::string text) {
  text.erase(text.find_last_not_of("\r\n") + 1);
  return text;
}

}  // namespace

Ticket ticket_from(const Node& root, std::string_view path, AskedKeys* asked) {
  const FieldReader fields(root, path, asked);
  Ticket ticket;
  ticket.id = ticket_id(fields, "id", fields.required("id"));
  ticket.formerly = ids_of(fields, "formerly");
  ticket.subject = fields.required("subject");
  ticket.status = fields.parsed<Status>(
      "status", parse_status,
      "status (open, assigned, in-progress, waiting, resolved, invoiced, cancelled)");
  ticket.priority = fields.required("priority");
  ticket.client = fields.required_name("client");
  ticket.contact = fields.required("contact");
  ticket.channel = one_of(fields, "channel", intake_channels());
  ticket.callout = fields.boolean("callout", false);
  ticket.description = without_last_breaks(fields.text("description"));
  ticket.tags = fields.texts("tags");
  ticket.assigned = fields.name("assigned");
  ticket.escalation = fields.integer("escalation", 0);
  ticket.opened = fields.required_instant("opened");
  ticket.sla = read_list(fields, "sla", clock_from);
  ticket.work = read_list(fields, "work", work_from);
  ticket.events = read_list(fields, "events", event_from);
  ticket.messages = read_list(fields, "messages", message_from);
  return ticket;
}

Node to_node(const Ticket& ticket, const Zone& zone) {
  const auto in_zone = [&](auto write) {
    return [&zone, write](const auto& value) { return write(value, zone); };
  };
  Entries entries = {{"id", Node::quoted(ticket.id)}};
  add_texts(entries, "formerly", ticket.formerly, Node::quoted);
  entries.emplace_back("subject", Node::text(ticket.subject));
  entries.emplace_back("status", Node::text(std::string(to_string(ticket.status))));
  entries.emplace_back("priority", Node::text(ticket.priority));
  entries.emplace_back("client", Node::text(ticket.client));
  entries.emplace_back("contact", Node::text(ticket.contact));
  entries.emplace_back("channel", Node::text(ticket.channel));
  entries.emplace_back("callout", Node::bare(ticket.callout ? "true" : "false"));
  if (const std::string text = without_last_breaks(ticket.description); !text.empty()) {
    entries.emplace_back("description", Node::block(text + '\n'));
  }
  add_texts(entries, "tags", ticket.tags);
  add_text(entries, "assigned", ticket.assigned);
  entries.emplace_back("escalation", number_node(ticket.escalation));
  entries.emplace_back("opened", time_node(ticket.opened, zone));
  add_list(entries, "sla", ticket.sla, in_zone(clock_node));
  add_list(entries, "work", ticket.work, in_zone(work_node));
  add_list(entries, "events", ticket.events, in_zone(event_node));
  add_list(entries, "messages", ticket.messages, in_zone(message_node));
  return Node::record(std::move(entries), false);
}

}  // namespace tkt
