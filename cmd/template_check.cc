// SPDX-License-Identifier: MIT
#include "cmd/template_check.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "channels/sms.h"
#include "cmd/invoice_html.h"
#include "cmd/logo.h"
#include "cmd/message_text.h"
#include "model/error.h"
#include "model/message.h"
#include "store/paths.h"

namespace tkt {
namespace {

constexpr std::string_view kPage = "invoice.html";
constexpr std::string_view kDigestEmail = "digest.email.txt";
constexpr std::string_view kDigestSms = "digest.sms.txt";
constexpr std::string_view kSample = "0000000000";  // the ID of the example's event

/// The message that FORM.CHANNEL.txt is for; without a form where it is for none.
Message message_for(const std::string& name) {
  for (const auto& [form, did] : kMessageForms) {
    for (const std::string_view channel : {"email", "sms"}) {
      Message message{
          std::string(kSample), std::string(channel), "contact", std::string(form), {}, {}};
      if (template_name(message) == name) {
        return message;
      }
    }
  }
  return {};
}

Ticket bare_ticket() {
  Ticket ticket;
  ticket.id = "ITW-4F7K24";
  ticket.subject = "VPN down";
  ticket.priority = "critical";
  ticket.contact = "Neo Kgosi";
  ticket.events = {{std::string(kSample), ticket.opened, std::nullopt, "ntebo", "open", {}}};
  return ticket;
}

Ticket full_ticket() {
  Ticket ticket = bare_ticket();
  ticket.description = "Nobody can connect.";
  ticket.assigned = "letla";
  ticket.sla.resize(1);
  ticket.events.front().details = {
      {"note", "Restarted the gateway"}, {"reason", "It came back"}, {"asked-by", "client"}};
  return ticket;
}

void check_room(int septets) {
  if (septets > kSmsSeptets) {
    throw Error(ErrorKind::refused,
                fmt::format("the SMS can take {} of {} septets, without its subject: shorten it",
                            septets, kSmsSeptets));
  }
}

void try_digest(const Snapshot& snapshot, const std::string& name) {
  Message message{std::string(kSample), "email", "contact", "opened", {}, {}};
  const OwedMessage owed{{full_ticket(), "", ""}, message, "Neo Kgosi", ""};
  const std::vector<OwedMessage> many(100, owed);
  if (name == kDigestSms) {
    (void)digest_sms(snapshot, many);
  } else {
    (void)digest_email(snapshot, many);
  }
}

void try_message(const Snapshot& snapshot, const Message& message) {
  for (const Ticket& ticket : {bare_ticket(), full_ticket()}) {
    const OwedMessage owed{{ticket, "", ""}, message, ticket.contact, ""};
    if (message.channel == "sms") {
      (void)sms_text(snapshot, owed);
      check_room(worst_sms_septets(snapshot, owed));
    } else {
      (void)email_text(snapshot, owed);
    }
  }
}

Invoice full_invoice() {
  Invoice invoice;
  invoice.number = "INV-2026-000001";
  invoice.by = "ntebo";
  invoice.client = {"", "Client", {"Plot 1"}, "C1", "", ""};
  invoice.supplier = {"", "Company", {"Plot 2"}, "C2", "1", "help@example.com"};
  invoice.currency = "BWP";
  InvoiceLine line;
  line.ticket = "ITW-4F7K24";
  line.work = kSample;
  line.by = "letla";
  line.description = "VPN down";
  line.minutes = line.billed = 60;
  line.rate = line.amount = 100;
  line.reason = "normal rate";
  invoice.lines = {line};
  invoice.totals = {100, {{1400, 100, 14}}, 114};
  invoice.terms = "Payment within 30 days";
  return invoice;
}

void try_page(const Snapshot& snapshot, const std::string& page) {
  const Invoice full = full_invoice();
  Invoice note = full;
  note.kind = InvoiceKind::credit_note;
  note.credits = full.number;
  note.reason = "Wrong hours";
  Invoice bare;
  bare.kind = InvoiceKind::zero_value;
  for (const Invoice& invoice : {full, note, bare}) {
    (void)invoice_html(invoice, snapshot.desk().value.zone(), page, desk_logo(snapshot));
  }
}

}  // namespace

bool is_used_template(const std::string& name) {
  return name == kPage || name == kLogoFile || name == kDigestEmail || name == kDigestSms ||
         !message_for(name).form.empty();
}

std::string template_problem(const Snapshot& snapshot, const std::string& name) {
  try {
    if (name == kLogoFile) {
      (void)desk_logo(snapshot);
    } else if (name == kPage) {
      try_page(snapshot, snapshot.file(template_path(name)).value());
    } else if (name == kDigestEmail || name == kDigestSms) {
      try_digest(snapshot, name);
    } else {
      try_message(snapshot, message_for(name));
    }
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace tkt
