// SPDX-License-Identifier: MIT
//
// The rules that a ticket must keep beyond its format: what it refers to exists, and its parts
// agree.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/client.h"
#include "model/desk.h"
#include "model/ticket.h"

namespace tkt {

/// What a ticket may refer to.
struct Known {
  std::map<std::string, Client> clients;
  std::set<std::string> staff;
  std::set<std::string> invoices;  ///< numbers
};

/// The rules that the ticket breaks, each in a few words: "client 'acme' is not on the desk". Empty
/// for a sound ticket.
[[nodiscard]] std::vector<std::string> violations(const Ticket& ticket, const Desk& desk,
                                                  const Known& known);

}  // namespace tkt
