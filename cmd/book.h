// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/payment.h"
#include "store/snapshot.h"

namespace tkt {

/// All invoices and credit notes of a desk, and what was paid.
struct Book {
  std::vector<Invoice> invoices;  ///< by the time of their issue
  std::vector<Payment> payments;
  std::map<std::string, InvoiceAccount> accounts;  ///< by the invoice's number
  std::vector<BrokenFile> broken;
};

[[nodiscard]] Book read_book(const Snapshot& snapshot);

}  // namespace tkt
