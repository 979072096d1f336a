// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt invoices`: invoices and credit notes by the time of their issue, and what is open of them.
struct InvoicesOptions {
  std::string client;
  std::string year;       ///< of the number
  std::string as;         ///< "ledger", "hledger": a journal
  bool unbilled = false;  ///< instead: tickets with work that no invoice bills
  bool aged = false;      ///< instead: what each client owes, by age
  bool lines = false;     ///< with `csv`: their lines
  bool json = false;
  bool csv = false;
  bool operator==(const InvoicesOptions&) const = default;
};

/// The list's totals stand on stderr. Exit::storage, with their names, where files are broken.
Exit run(const InvoicesOptions& options, Context& context);

}  // namespace tkt
