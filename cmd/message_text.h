// SPDX-License-Identifier: MIT
//
// What the messages of tickets say, and to whom they go.
#pragma once

#include <string>
#include <vector>

#include "channels/email.h"
#include "store/snapshot.h"

namespace tkt {

/// A message that is owed, looked up: whose it is, and where that person can be reached.
struct OwedMessage {
  Record<Ticket> ticket;
  Message message;
  std::string name;     ///< of the recipient
  std::string address;  ///< email address, or mobile number; empty where none is on file
};

/// The ticket's owed messages, in their order. Throws Error{storage} for a broken client or staff
/// file that they need.
[[nodiscard]] std::vector<OwedMessage> owed_messages(const Snapshot& snapshot,
                                                     const Record<Ticket>& ticket);

/// One message of the ticket, looked up, whether it is owed or not.
[[nodiscard]] OwedMessage address_message(const Snapshot& snapshot, const Record<Ticket>& ticket,
                                          const Message& message);

/// "opened.email.txt".
[[nodiscard]] std::string template_name(const Message& message);

/// Subject and body, from the desk's own template or the shipped one. Throws Error{refused} for a
/// template that is missing or cannot be filled.
[[nodiscard]] EmailText email_text(const Snapshot& snapshot, const OwedMessage& owed);
/// One segment; throws likewise.
[[nodiscard]] std::string sms_text(const Snapshot& snapshot, const OwedMessage& owed);
/// The septets that the SMS takes with the longest names that it is given and no subject; where it
/// names a text of any length (note, reason, description), more than one segment has.
[[nodiscard]] int worst_sms_septets(const Snapshot& snapshot, const OwedMessage& owed);
/// Several messages to one recipient as one; throw likewise. An SMS names as many tickets as one
/// segment holds.
[[nodiscard]] EmailText digest_email(const Snapshot& snapshot,
                                     const std::vector<OwedMessage>& messages);
[[nodiscard]] std::string digest_sms(const Snapshot& snapshot,
                                     const std::vector<OwedMessage>& messages);

/// A link that opens WhatsApp with the text of the SMS that tells of the same, ready to be sent, to
/// the recipient's number. Empty where there is no such number; throws as `sms_text`.
[[nodiscard]] std::string whatsapp_link(const Snapshot& snapshot, const Record<Ticket>& ticket,
                                        Message message);

}  // namespace tkt
