// SPDX-License-Identifier: MIT
//
// Invoices as transactions of plain-text accounting, in what ledger and hledger both read.
#pragma once

#include <string>

#include "model/payment.h"

namespace tkt {

/// What the client owes by it, against income and VAT; of a credit note what it takes back. A
/// zero-value document has nothing to post and becomes a comment. Ends with an empty line. Dates
/// are of `zone`.
[[nodiscard]] std::string journal_entry(const Invoice& invoice, const Zone& zone);

/// Money that came to the bank, of what the client of `invoice` owes.
[[nodiscard]] std::string journal_entry(const Payment& payment, const Invoice& invoice);

}  // namespace tkt
