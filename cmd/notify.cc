// SPDX-License-Identifier: MIT
#include "cmd/notify.h"

#include <algorithm>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "channels/sms.h"
#include "cmd/delivery.h"
#include "cmd/find.h"
#include "cmd/json.h"
#include "model/error.h"
#include "model/message.h"

namespace tkt {
namespace {

Exit list(Context& context) {
  const AllOwed owed = find_owed(context, context.snapshot());
  Json array = Json::array();
  for (const OwedMessage& one : owed.messages) {
    const Json address = one.address.empty() ? Json() : Json(one.address);
    array.push_back({{"ticket", one.ticket.value.id},
                     {"event", one.message.event},
                     {"channel", one.message.channel},
                     {"template", one.message.form},
                     {"to", one.message.to},
                     {"name", one.name},
                     {"address", address}});
  }
  context.io.out.raw(dump(array));
  return owed.readable ? Exit::done : Exit::storage;
}

void print(Context& context, const OwedMessage& owed) {
  Output& out = context.io.out;
  const std::string address = owed.address.empty() ? "no address on file" : owed.address;
  out.line(Style::bold, fmt::format("{}: {} to {} <{}>", owed.ticket.value.id, owed.message.channel,
                                    owed.name, address));
  if (owed.message.channel == "email") {
    const EmailText text = email_text(context.snapshot(), owed);
    out.line("Subject: " + text.subject);
    out.line();
    out.line(text.body);
  } else {
    out.line(sms_text(context.snapshot(), owed));
  }
  out.line();
}

Exit print_all(Context& context) {
  const AllOwed owed = find_owed(context, context.snapshot());
  bool all = true;
  for (const OwedMessage& one : owed.messages) {
    try {
      print(context, one);
    } catch (const Error& error) {
      context.warn(error.what());
      all = false;
    }
  }
  return !owed.readable ? Exit::storage : all ? Exit::done : Exit::refused;
}

/// The event that was asked for: by its ID, by a template's name the last one that it tells of.
const Event& event_asked(const Ticket& ticket, const std::string& typed) {
  const auto found =
      std::find_if(ticket.events.rbegin(), ticket.events.rend(), [&](const Event& event) {
        return event.id == typed ||
               std::any_of(kMessageForms.begin(), kMessageForms.end(), [&](const MessageForm& one) {
                 return event.did == one.did && (typed == one.form || typed == one.did);
               });
      });
  if (found == ticket.events.rend()) {
    throw Error(
        ErrorKind::refused, fmt::format("{} has no event '{}'", ticket.id, typed),
        "name an event's ID, or opened, assigned, escalated, breached, resolved or invoice");
  }
  return *found;
}

std::string form_of(const Event& event) {
  const auto* const found =
      std::find_if(kMessageForms.begin(), kMessageForms.end(),
                   [&](const MessageForm& one) { return one.did == event.did; });
  if (found == kMessageForms.end()) {
    throw Error(ErrorKind::refused, fmt::format("nobody is told of '{}'", event.did),
                "messages tell of open, assign, escalate, breach, resolve and invoice");
  }
  return std::string(found->form);
}

/// Whom the message of an event goes to: whoever one is owed to, or was; else those it concerns.
std::string recipient(const Ticket& ticket, const Event& event) {
  for (const Message& message : ticket.messages) {
    if (message.event == event.id) {
      return message.to;
    }
  }
  const std::string to(event.detail("to"));
  const bool client = event.did == "open" || event.did == "resolve" || event.did == "invoice" ||
                      event.did == "interim";
  return client || (to.empty() && ticket.assigned.empty()) ? "contact"
         : to.empty()                                      ? ticket.assigned
                                                           : to;
}

Exit preview(const NotifyOptions& options, Context& context) {
  const Snapshot& snapshot = context.snapshot();
  const Record<Ticket> record = find_ticket(context, snapshot, options.ticket);
  const Event& event = event_asked(record.value, options.event.empty() ? "opened" : options.event);
  Message message{event.id, "email", recipient(record.value, event), form_of(event), {}, {}};
  print(context, address_message(snapshot, record, message));
  message.channel = "sms";
  const OwedMessage sms = address_message(snapshot, record, message);
  try {
    print(context, sms);
  } catch (const Error& error) {
    context.io.err.line(fmt::format("tkt: note: no SMS: {}", error.what()));
    return Exit::done;
  }
  const std::string link = whatsapp_link(snapshot, record, message);
  if (!link.empty()) {
    context.io.out.line(Style::bold, fmt::format("{}: whatsapp to {}", record.value.id, sms.name));
    context.io.out.line(link);
  }
  context.io.err.line(
      fmt::format("the SMS takes {} of {} septets", septets(sms_text(snapshot, sms)), kSmsSeptets));
  return Exit::done;
}

}  // namespace

Exit run(const NotifyOptions& options, Context& context) {
  if (options.preview != !options.ticket.empty()) {
    throw Error(ErrorKind::usage, "--preview takes a ticket and an event",
                "as in 'tkt notify --preview ITW-4F7K24 opened'");
  }
  if (options.preview) {
    return preview(options, context);
  }
  if (options.json) {
    return list(context);
  }
  if (context.options.dry_run) {
    return print_all(context);
  }
  const std::string& machine = context.desk().deliverer;
  if (!machine.empty() && machine != context.environment.hostname) {
    context.io.err.line("messages are delivered by '" + machine + "'; nothing was sent from here");
    return Exit::done;
  }
  return deliver(context);
}

}  // namespace tkt
