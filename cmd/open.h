// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt open SUBJECT -c CLIENT --contact NAME --mobile N -p PRIORITY --channel CH -d TEXT`: a new
/// ticket.
struct OpenOptions {
  std::string subject;
  std::string client;
  std::string contact;
  std::string mobile;
  std::string email;
  std::string priority;
  std::string channel;
  std::string description;
  std::string file;  ///< the description's; "-": standard input
  std::vector<std::string> tags;
  bool callout = false;
  std::string at;
  bool operator==(const OpenOptions&) const = default;
};

/// Prints the new ID alone on stdout. What is missing is asked for on a terminal; elsewhere
/// Error{usage} names it all. A new contact is added to the client's file in the same commit.
Exit run(const OpenOptions& options, Context& context);

}  // namespace tkt
