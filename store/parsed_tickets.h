// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <utility>

#include "model/ticket.h"
#include "store/yaml.h"

namespace tkt {

/// Tickets as their files say them, where several ask for the same: each text is parsed once.
class ParsedTickets {
 public:
  struct One {
    Node root;
    Ticket ticket;
  };
  /// Lives as long as this. Throws as `read_ticket`.
  const One& read(const std::string& path, const std::string& text);

 private:
  std::map<std::pair<std::string, std::string>, One> all_;  ///< by path and text
};

}  // namespace tkt
