// SPDX-License-Identifier: MIT
#include "cmd/message_text.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "channels/sms.h"
#include "channels/text.h"
#include "cmd/invoice_message.h"
#include "cmd/ticket_change.h"
#include "model/message.h"
#include "model/sla.h"
#include "store/paths.h"
#include "templates/fill.h"
#include "templates/shipped.h"

namespace tkt {
namespace {

constexpr std::string_view kContact = "contact";

std::string staff_name(const Snapshot& snapshot, std::string_view id) {
  const auto record = snapshot.staff_member(id);
  return record && !record->value.name.empty() ? record->value.name : std::string(id);
}

std::string client_name(const Snapshot& snapshot, std::string_view id) {
  const auto record = snapshot.client(id);
  return record && !record->value.name.empty() ? record->value.name : std::string(id);
}

std::string address_for(const Message& message, const std::string& email,
                        const std::string& mobile) {
  if (message.channel == "email") {
    return email;
  }
  return normalise_mobile(mobile).value_or(mobile);
}

OwedMessage to_staff(const Snapshot& snapshot, const Record<Ticket>& ticket,
                     const Message& message) {
  const auto record = snapshot.staff_member(message.to);
  if (!record) {
    return {ticket, message, message.to, ""};
  }
  const Staff& staff = record->value;
  return {ticket, message, staff_name(snapshot, message.to),
          address_for(message, staff.email, staff.mobile)};
}

OwedMessage to_contact(const Snapshot& snapshot, const Record<Ticket>& ticket,
                       const Message& message) {
  const auto client = snapshot.client(ticket.value.client);
  const Contact* contact = client ? client->value.contact(ticket.value.contact) : nullptr;
  const std::string address =
      contact == nullptr ? "" : address_for(message, contact->email, contact->mobile);
  return {ticket, message, ticket.value.contact, address};
}

// The promise that still stands.
std::string due_time(const Ticket& ticket, const Zone& zone) {
  const Clock* clock = leading_clock(ticket);
  const bool stands = clock != nullptr && !clock->met && !is_finished(ticket.status);
  return stands ? local_minute(clock->due, zone) : "";
}

// Who did it, in words.
std::string doer(const Snapshot& snapshot, const Event& event) {
  return event.by == "sla" ? "the SLA check" : staff_name(snapshot, event.by);
}

void add_event(TemplateFields& fields, const Snapshot& snapshot, const OwedMessage& owed) {
  const auto& events = owed.ticket.value.events;
  const auto found = std::find_if(events.begin(), events.end(), [&](const Event& event) {
    return event.id == owed.message.event;
  });
  const Event event = found == events.end() ? Event{} : *found;
  // A broken promise is told of by its due, also later when the chain hears of it.
  const Instant when = parse_instant(event.detail("due")).value_or(event.at);
  fields.texts["at"] = local_minute(when, snapshot.desk().value.zone());
  fields.texts["by"] = one_line(event.by.empty() ? "" : doer(snapshot, event));
  fields.texts["note"] = clean_lines(event.detail("note"));
  fields.texts["reason"] = clean_lines(event.detail("reason"));
  const std::string_view asker = event.detail("asked-by");
  fields.texts["asked-by"] = asker == "client" ? "the client" : one_line(asker);
  fields.texts["resolve"] = event.detail("target") == "resolve" ? "yes" : "";
}

void add_ticket(TemplateFields& fields, const Snapshot& snapshot, const Ticket& ticket) {
  const Zone& zone = snapshot.desk().value.zone();
  const auto client = snapshot.client(ticket.client);
  const Contact* contact = client ? client->value.contact(ticket.contact) : nullptr;
  fields.texts["id"] = ticket.id;
  fields.texts["subject"] = one_line(ticket.subject);
  fields.texts["description"] = clean_lines(ticket.description);
  fields.texts["priority"] = one_line(ticket.priority);
  fields.texts["client"] = one_line(client_name(snapshot, ticket.client));
  fields.texts["contact"] = one_line(ticket.contact);
  fields.texts["mobile"] = one_line(contact == nullptr ? "" : contact->mobile);
  fields.texts["opened"] = local_minute(ticket.opened, zone);
  fields.texts["due"] = due_time(ticket, zone);
  fields.texts["assigned"] =
      one_line(ticket.assigned.empty() ? "" : staff_name(snapshot, ticket.assigned));
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

void add_desk(TemplateFields& fields, const Desk& desk) {
  fields.texts["company"] = one_line(desk.company.name);
  fields.texts["phone"] = one_line(desk.company.phone);
  fields.texts["remote"] = desk.remote.empty() ? "" : "yes";
  for (const RemoteTool& remote : desk.remote) {
    TemplateFields item;
    item.texts["system"] = capitalised(one_line(remote.system));
    item.texts["tool"] = one_line(remote.tool);
    item.texts["url"] = one_line(remote.url);
    fields.lists["tools"].push_back(item);
  }
  fields.lists.try_emplace("tools");
}

TemplateFields fields_of(const Snapshot& snapshot, const OwedMessage& owed) {
  TemplateFields fields;
  fields.texts["name"] = one_line(owed.name);
  add_ticket(fields, snapshot, owed.ticket.value);
  add_event(fields, snapshot, owed);
  add_invoice(fields, snapshot, owed);
  add_desk(fields, snapshot.desk().value);
  return fields;
}

std::string template_text(const Snapshot& snapshot, const std::string& name) {
  if (auto own = snapshot.file(template_path(name))) {
    return *own;
  }
  const auto shipped = shipped_template(name);
  if (!shipped) {
    throw Error(ErrorKind::refused, fmt::format("there is no template '{}'", name),
                fmt::format("write one into '{}'", template_path(name)));
  }
  return std::string(*shipped);
}

// Names take room from what matters in 160 characters.
constexpr int kLongestName = 30;  // septets
constexpr std::array kNames = {"client", "contact", "name", "by", "assigned", "company"};

void shorten_names(TemplateFields& fields) {
  for (const char* name : kNames) {
    std::string& text = fields.texts[name];
    std::u32string all = characters(sms_spelling(text));
    for (;;) {
      text.clear();
      for (const char32_t character : all) {
        append_utf8(text, character);
      }
      if (septets(text) <= kLongestName) {
        break;
      }
      all.pop_back();
    }
  }
}

}  // namespace

std::vector<OwedMessage> owed_messages(const Snapshot& snapshot, const Record<Ticket>& ticket) {
  std::vector<OwedMessage> result;
  for (const Message& message : owed(ticket.value)) {
    result.push_back(address_message(snapshot, ticket, message));
  }
  return result;
}

OwedMessage address_message(const Snapshot& snapshot, const Record<Ticket>& ticket,
                            const Message& message) {
  return message.to == kContact ? to_contact(snapshot, ticket, message)
                                : to_staff(snapshot, ticket, message);
}

std::string template_name(const Message& message) {
  return fmt::format("{}.{}.txt", message.form, message.channel);
}

EmailText email_text(const Snapshot& snapshot, const OwedMessage& owed) {
  const std::string name = template_name(owed.message);
  return read_email_text(
      name, fill_template(name, template_text(snapshot, name), fields_of(snapshot, owed)));
}

std::string sms_text(const Snapshot& snapshot, const OwedMessage& owed) {
  const std::string name = template_name(owed.message);
  const std::string text = template_text(snapshot, name);
  TemplateFields fields = fields_of(snapshot, owed);
  shorten_names(fields);
  const auto render = [&](std::string_view subject) {
    fields.texts["subject"] = subject;
    return fill_template(name, text, fields);
  };
  return fit_sms(render, owed.ticket.value.subject, owed.ticket.value.id);
}

int worst_sms_septets(const Snapshot& snapshot, const OwedMessage& owed) {
  const std::string name = template_name(owed.message);
  TemplateFields fields = fields_of(snapshot, owed);
  for (const char* field : kNames) {
    fields.texts[field] = std::string(kLongestName, 'W');
  }
  for (const char* field : {"note", "reason", "description"}) {
    fields.texts[field] = std::string(kSmsSeptets, 'W');
  }
  for (const PriorityRule& rule : snapshot.desk().value.priorities) {
    std::string& longest = fields.texts["priority"];
    longest = rule.name.size() > longest.size() ? rule.name : longest;
  }
  fields.texts["subject"].clear();
  return septets(sms_spelling(fill_template(name, template_text(snapshot, name), fields)));
}

namespace {

TemplateFields digest_fields(const Snapshot& snapshot, const std::vector<OwedMessage>& messages) {
  TemplateFields fields;
  add_desk(fields, snapshot.desk().value);
  fields.texts["name"] = one_line(messages.front().name);
  fields.texts["count"] = std::to_string(messages.size());
  for (const OwedMessage& owed : messages) {
    TemplateFields item;
    item.texts["id"] = owed.ticket.value.id;
    item.texts["what"] = one_line(owed.message.form);
    item.texts["subject"] = one_line(owed.ticket.value.subject);
    fields.lists["items"].push_back(std::move(item));
  }
  return fields;
}

// The first tickets, and how many others.
std::string first_ids(const std::vector<OwedMessage>& messages, std::size_t count) {
  std::string ids;
  for (std::size_t i = 0; i < count; ++i) {
    ids += (i == 0 ? "" : ", ") + messages[i].ticket.value.id;
  }
  return count == messages.size() ? ids
                                  : fmt::format("{} and {} more", ids, messages.size() - count);
}

}  // namespace

EmailText digest_email(const Snapshot& snapshot, const std::vector<OwedMessage>& messages) {
  const std::string name = "digest.email.txt";
  return read_email_text(
      name, fill_template(name, template_text(snapshot, name), digest_fields(snapshot, messages)));
}

std::string digest_sms(const Snapshot& snapshot, const std::vector<OwedMessage>& messages) {
  constexpr std::size_t kMost = 12;
  const std::string name = "digest.sms.txt";
  const std::string text = template_text(snapshot, name);
  TemplateFields fields = digest_fields(snapshot, messages);
  shorten_names(fields);
  for (std::size_t count = std::min(kMost, messages.size()); count > 0; --count) {
    fields.texts["ids"] = first_ids(messages, count);
    const std::string filled = sms_spelling(fill_template(name, text, fields));
    if (septets(filled) <= kSmsSeptets) {
      return filled;
    }
  }
  throw Error(ErrorKind::refused, fmt::format("template '{}' leaves no room for a ticket", name));
}

std::string whatsapp_link(const Snapshot& snapshot, const Record<Ticket>& ticket, Message message) {
  message.channel = "sms";
  const OwedMessage sms = address_message(snapshot, ticket, message);
  if (!is_sms_number(sms.address)) {
    return "";
  }
  std::string link = "https://wa.me/" + sms.address.substr(1) + "?text=";
  for (const char c : sms_text(snapshot, sms)) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       c == '-' || c == '.' || c == '_';
    link += plain ? std::string(1, c)
                  : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return link;
}

}  // namespace tkt
