// SPDX-License-Identifier: MIT
#include "store/parsed_tickets.h"

#include "store/records.h"

namespace tkt {

const ParsedTickets::One& ParsedTickets::read(const std::string& path, const std::string& text) {
  const std::pair key(path, text);
  const auto known = all_.find(key);
  if (known != all_.end()) {
    return known->second;
  }
  Node root = parse_yaml(text, path);
  Ticket ticket = ticket_in(root, path);
  return all_.emplace(key, One{std::move(root), std::move(ticket)}).first->second;
}

}  // namespace tkt
