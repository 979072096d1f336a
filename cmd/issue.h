// SPDX-License-Identifier: MIT
//
// What issuing an invoice and a credit note have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cmd/context.h"
#include "model/invoice.h"

namespace tkt {

/// The number that follows the last of its series in the year of `now`, in the desk's zone. True
/// only as long as the lock is held. Throws Error{refused} where the last was issued on a later
/// day.
[[nodiscard]] std::string next_number(const Snapshot& snapshot, std::string_view prefix, int first,
                                      Instant now);

/// The document as JSON, as its file has it.
[[nodiscard]] std::string invoice_json(const Invoice& invoice, const Zone& zone);

/// The IDs of the tickets on the document's lines, each once, in order.
[[nodiscard]] std::vector<TicketId> tickets_on(const Invoice& invoice);

/// "641.25 BWP".
[[nodiscard]] std::string gross_text(const Invoice& invoice);

}  // namespace tkt
