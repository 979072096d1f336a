// SPDX-License-Identifier: MIT
//
// Which tickets an invoice bills, and what it says.
#pragma once

#include <string_view>
#include <vector>

#include "cmd/context.h"
#include "cmd/invoice.h"
#include "model/invoice.h"

namespace tkt {

struct Draft {
  Invoice invoice;  ///< without a number
  std::vector<Record<Ticket>> tickets;
  bool incomplete = false;  ///< broken ticket files, which may hide work of the client
};

/// Says on stderr which of a client's tickets are left out because they are not resolved, what else
/// of its work stays unbilled, which files are broken, and that a contract has ended. Throws
/// Error{refused} as `reckon`, and for a ticket that cannot be invoiced or has no unbilled work.
[[nodiscard]] Draft draft_invoice(const InvoiceOptions& options, Context& context,
                                  const Snapshot& snapshot, std::string_view by);

}  // namespace tkt
