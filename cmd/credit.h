// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt credit NUMBER --reason TEXT`: takes an invoice back, or some of its lines.
struct CreditOptions {
  std::string number;
  std::string reason;
  std::vector<std::string> lines;  ///< counted from 1; with the other lines of their work entries
  bool json = false;               ///< print the credit note as JSON
  bool operator==(const CreditOptions&) const = default;
};

/// Prints the credit note's number alone on standard output. The work is unbilled again, and its
/// tickets, as far as they are invoiced, resolved. Only a Helpdesk Manager credits.
Exit run(const CreditOptions& options, Context& context);

}  // namespace tkt
