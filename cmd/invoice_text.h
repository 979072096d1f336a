// SPDX-License-Identifier: MIT
//
// An invoice or credit note as people read it.
#pragma once

#include <string>
#include <vector>

#include "model/invoice.h"

namespace tkt {

/// The document's own title, else "Tax Invoice" where VAT is charged, else "Invoice"; "Zero-value
/// invoice"; "Credit note".
[[nodiscard]] std::string invoice_title(const Invoice& invoice);

/// What the document says of itself, a sentence each: that it is a preview, that the contract
/// covers it, which invoice a credit note mends and why.
[[nodiscard]] std::vector<std::string> invoice_remarks(const Invoice& invoice);

/// The terms of payment, line by line.
[[nodiscard]] std::vector<std::string> invoice_terms(const Invoice& invoice);

/// One amount below the lines.
struct InvoiceSum {
  std::string name;  ///< "VAT 14 % of 506.25"
  Money amount = 0;
};
/// What stands below the lines, in order: worth, the contract's share of it and the discount where
/// there is one, net, VAT, and last the total.
[[nodiscard]] std::vector<InvoiceSum> invoice_sums(const Invoice& invoice);

/// "1h30m": what was worked in all.
[[nodiscard]] std::string time_spent(const Invoice& invoice);

/// Any line that the contract or a discount makes cheaper than it is worth: such a document has a
/// column for the worth.
[[nodiscard]] bool shows_worth(const Invoice& invoice);
[[nodiscard]] Money worth_of(const InvoiceLine& line);

/// The document at 80 columns, line feed at the end. Every field is printable. Dates are of `zone`.
[[nodiscard]] std::string invoice_text(const Invoice& invoice, const Zone& zone);

}  // namespace tkt
