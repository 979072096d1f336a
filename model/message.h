// SPDX-License-Identifier: MIT
//
// Which messages an event owes to whom.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "model/client.h"
#include "model/staff.h"
#include "model/ticket.h"

namespace tkt {

/// A template, and the word of the event that it tells of.
struct MessageForm {
  std::string_view form;
  std::string_view did;
};
inline constexpr std::array<MessageForm, 7> kMessageForms = {{{"opened", "open"},
                                                              {"assigned", "assign"},
                                                              {"escalated", "escalate"},
                                                              {"breached", "breach"},
                                                              {"resolved", "resolve"},
                                                              {"invoice", "invoice"},
                                                              {"invoice", "interim"}}};

/// The messages that the client's contact is owed for an opening or a resolution: an email where an
/// address is on file, an SMS where a mobile is. `form` is "opened" or "resolved".
[[nodiscard]] std::vector<Message> owed_to_contact(const Event& event, std::string_view form,
                                                   const Contact& contact);

/// The email that the client's contact is owed for an invoice sent; none without an address.
[[nodiscard]] std::vector<Message> owed_for_invoice(const Event& event, const Contact& contact);

/// The messages that a member of staff is owed for an assignment, an escalation or a breach: an
/// email where an address is on file, for an escalation or a breach an SMS too where a mobile is.
/// `form` is "assigned", "escalated" or "breached".
[[nodiscard]] std::vector<Message> owed_to_staff(const Event& event, std::string_view form,
                                                 const Staff& staff);

/// Of the ticket's messages, those not sent.
[[nodiscard]] std::vector<Message> owed(const Ticket& ticket);

/// The ticket with what is out of date once it is cancelled given up: that it was opened, assigned
/// or escalated. A broken promise and an invoice are still told of.
[[nodiscard]] Ticket without_outdated(Ticket ticket, Instant now);

}  // namespace tkt
