// SPDX-License-Identifier: MIT
//
// What clients have paid, and what is left of their invoices.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "model/invoice.h"

namespace tkt {

/// A record beside an invoice, written once: invoices/2026/INV-2026-000042.paid.9C2E0TQ4WX.yaml.
struct Payment {
  std::string id;       ///< ten characters, as a work entry's
  std::string invoice;  ///< the number that it pays
  Date on{};            ///< when the money came
  Money amount = 0;     ///< negative where it mends a wrong record or the money went back
  Instant noted;
  std::string by;
  bool operator==(const Payment&) const = default;
};

/// How an invoice stands.
struct InvoiceAccount {
  Money gross = 0;
  Money credited = 0;              ///< what its credit notes take back: 0 or more
  Money paid = 0;                  ///< the sum of its payments
  std::vector<std::string> notes;  ///< the numbers of its credit notes, sorted
  Money open() const;              ///< negative where more was paid than is owed
};

/// By the number of the invoice; credit notes have no account of their own. What refers to an
/// invoice that is not among them is passed over.
[[nodiscard]] std::map<std::string, InvoiceAccount> accounts_of(
    const std::vector<Invoice>& invoices, const std::vector<Payment>& payments);

/// What is open, by its age in days: up to 30, 60, 90, and more.
inline constexpr std::size_t kAges = 4;
using Aged = std::array<Money, kAges>;
/// The place of an invoice issued that day in `Aged`; the first for one of the future.
[[nodiscard]] std::size_t age_of(Date issued, Date today);

}  // namespace tkt
