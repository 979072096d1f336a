// SPDX-License-Identifier: MIT
//
// Whose a message is that came in, and which ticket it speaks of.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/client.h"
#include "model/ids.h"

namespace tkt {

/// A client that a sender belongs to. `contact` is nullptr where only the domain is known.
struct SenderClient {
  const Client* client;
  const Contact* contact;
};

/// The clients of whose contacts one has this email address or mobile number; where none has, those
/// that name the address's domain, else those with a contact of the same domain. A domain where
/// anybody can have an address does not count.
[[nodiscard]] std::vector<SenderClient> clients_of_sender(const std::vector<Client>& clients,
                                                          std::string_view address);

/// True for a Message-ID, without its brackets, that can stand in the header of an answer.
[[nodiscard]] bool is_message_id(std::string_view text);

/// What one of our own Message-IDs says: "ITW-4F7K24.5D1AK3M90R.contact@itworx.example" tells a
/// ticket and an event, which nobody can guess; "ITW-4F7K24@itworx.example" only a ticket.
struct OwnMessageId {
  TicketId ticket;
  std::string event;  ///< may be empty
};
[[nodiscard]] std::optional<OwnMessageId> read_own_message_id(std::string_view id);

/// The ticket IDs in a text, each once, in their order; of any prefix, since the desk may have had
/// another one.
[[nodiscard]] std::vector<TicketId> named_tickets(std::string_view text);

/// IDs that depend on nothing but a sum of a message (64 hexadecimal digits): taking the same
/// message again, anywhere, finds the same ticket and event. `attempt` counts the IDs that others
/// had drawn before.
[[nodiscard]] TicketId ticket_id_of_sum(std::string_view prefix, std::string_view sum, int attempt);
[[nodiscard]] std::string entry_id_of_sum(std::string_view sum);

/// A subject without "Re:", "Fwd:" and our own "[ITW-4F7K24]" in front.
[[nodiscard]] std::string bare_subject(std::string_view subject, std::string_view prefix);

}  // namespace tkt
