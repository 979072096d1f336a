// SPDX-License-Identifier: MIT
//
// Invoices as transactions of plain-text accounting, in what ledger and hledger both read.
#pragma once

#include <string>

#include "model/invoice.h"

namespace tkt {

/// What the client owes by it, against income and VAT; of a credit note what it takes back. A
/// zero-value document has nothing to post and becomes a comment. Ends with an empty line. Dates
/// are of `zone`.
[[nodiscard]] std::string journal_entry(const Invoice& invoice, const Zone& zone);

}  // namespace tkt
