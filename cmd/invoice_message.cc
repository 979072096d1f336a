// SPDX-License-Identifier: MIT
#include "cmd/invoice_message.h"

#include <algorithm>

#include <fmt/core.h>

#include "channels/text.h"
#include "cmd/invoice_pdf.h"
#include "cmd/invoice_text.h"
#include "cmd/issue.h"
#include "cmd/logo.h"
#include "model/error.h"

namespace tkt {
namespace {

/// The number that the message's event speaks of.
std::string number_of(const OwedMessage& owed) {
  const auto& events = owed.ticket.value.events;
  const auto event = std::ranges::find(events, owed.message.event, &Event::id);
  return event == events.end() ? "" : std::string(event->detail("invoice"));
}

}  // namespace

void add_invoice(TemplateFields& fields, const Snapshot& snapshot, const OwedMessage& owed) {
  const auto record = snapshot.invoice(number_of(owed));
  const Invoice invoice = record ? record->value : Invoice{};
  fields.texts["number"] = invoice.number;
  fields.texts["title"] = record ? one_line(invoice_title(invoice)) : "";
  fields.texts["total"] = record ? one_line(gross_text(invoice)) : "";
  fields.texts["time_spent"] = record ? time_spent(invoice) : "";
  fields.texts["terms"] = clean_lines(invoice.terms);
}

std::vector<EmailAttachment> attachments_of(const Snapshot& snapshot, const OwedMessage& owed) {
  if (owed.message.form != "invoice") {
    return {};
  }
  const std::string number = number_of(owed);
  const auto record = snapshot.invoice(number);
  if (!record) {
    throw Error(ErrorKind::refused, fmt::format("there is no invoice '{}' to send", number));
  }
  return {{number + ".pdf", "application/pdf",
           invoice_pdf(record->value, snapshot.desk().value.zone(), desk_logo(snapshot))}};
}

}  // namespace tkt
