// SPDX-License-Identifier: MIT
#include "model/message.h"

#include <algorithm>
#include <iterator>

namespace tkt {
namespace {

std::vector<Message> owed_to(const Event& event, std::string_view form, std::string_view to,
                             bool email, bool sms) {
  std::vector<Message> messages;
  if (email) {
    messages.push_back(
        {event.id, "email", std::string(to), std::string(form), std::nullopt, std::nullopt});
  }
  if (sms) {
    messages.push_back(
        {event.id, "sms", std::string(to), std::string(form), std::nullopt, std::nullopt});
  }
  return messages;
}

}  // namespace

std::vector<Message> owed_to_contact(const Event& event, std::string_view form,
                                     const Contact& contact) {
  return owed_to(event, form, "contact", !contact.email.empty(), !contact.mobile.empty());
}

std::vector<Message> owed_for_invoice(const Event& event, const Contact& contact) {
  return owed_to(event, "invoice", "contact", !contact.email.empty(), false);
}

std::vector<Message> owed_to_staff(const Event& event, std::string_view form, const Staff& staff) {
  const bool urgent = form == "escalated" || form == "breached";
  return owed_to(event, form, staff.id, !staff.email.empty(), urgent && !staff.mobile.empty());
}

std::vector<Message> owed(const Ticket& ticket) {
  std::vector<Message> messages;
  std::copy_if(ticket.messages.begin(), ticket.messages.end(), std::back_inserter(messages),
               [](const Message& message) { return message.is_owed(); });
  return messages;
}

Ticket without_outdated(Ticket ticket, Instant now) {
  for (Message& message : ticket.messages) {
    const bool outdated =
        message.form == "opened" || message.form == "assigned" || message.form == "escalated";
    if (message.is_owed() && outdated) {
      message.given_up = now;
    }
  }
  return ticket;
}

}  // namespace tkt
