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

/// A rule that a file breaks, and where.
struct Problem {
  std::string what;  ///< in a few words: "client 'acme' is not on the desk"
  std::string key;   ///< the top-level key of the file that it is about; empty: the whole file
  int item = -1;     ///< the entry of the list below `key`, from 0; -1: the key itself
  bool operator==(const Problem&) const = default;
};

/// What a ticket may refer to.
struct Known {
  std::map<std::string, Client> clients;
  std::set<std::string> staff;
  std::set<std::string> invoices;  ///< numbers
};

/// True for a ticket that was edited by hand or in which a value lost at a merge: its fields need
/// not be what its events lead to.
[[nodiscard]] bool was_rewritten(const Ticket& ticket);

/// The rules that the ticket breaks; none for a sound one.
[[nodiscard]] std::vector<Problem> violations(const Ticket& ticket, const Desk& desk,
                                              const Known& known);

}  // namespace tkt
