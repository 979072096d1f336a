// SPDX-License-Identifier: MIT
#include "model/payment.h"

#include <algorithm>

namespace tkt {

Money InvoiceAccount::open() const {
  return add(add(gross, -credited), -paid);
}

std::map<std::string, InvoiceAccount> accounts_of(const std::vector<Invoice>& invoices,
                                                  const std::vector<Payment>& payments) {
  std::map<std::string, InvoiceAccount> accounts;
  for (const Invoice& invoice : invoices) {
    if (invoice.kind != InvoiceKind::credit_note) {
      accounts[invoice.number].gross = invoice.totals.gross;
    }
  }
  for (const Invoice& note : invoices) {
    if (const auto account = accounts.find(note.credits); account != accounts.end()) {
      account->second.credited = add(account->second.credited, -note.totals.gross);
      account->second.notes.push_back(note.number);
    }
  }
  for (const Payment& payment : payments) {
    if (const auto account = accounts.find(payment.invoice); account != accounts.end()) {
      account->second.paid = add(account->second.paid, payment.amount);
    }
  }
  for (auto& [number, account] : accounts) {
    std::sort(account.notes.begin(), account.notes.end());
  }
  return accounts;
}

std::size_t age_of(Date issued, Date today) {
  const auto days = (std::chrono::sys_days(today) - std::chrono::sys_days(issued)).count();
  return days <= 30 ? 0 : days <= 60 ? 1 : days <= 90 ? 2 : 3;
}

}  // namespace tkt
