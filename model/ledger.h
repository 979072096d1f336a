// SPDX-License-Identifier: MIT
//
// Tickets and invoices against each other: every billed entry has its line, every line its entry,
// and no number of a series is missing.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/invoice.h"
#include "model/rules.h"

namespace tkt {

class Ledger {
 public:
  // All that the desk has is added first.
  void add(const Invoice& invoice);
  void add(const Ticket& ticket);
  /// A ticket whose file is broken: lines may speak of it.
  void add_unread(const TicketId& id);

  /// Of the ticket's work that carries a number: it may be billed, and the invoice, which was not
  /// credited, has a line for it. A number that was not added is passed over.
  [[nodiscard]] std::vector<Problem> check(const Ticket& ticket) const;
  /// Of an invoice: the tickets of its lines are there; unless they were credited, their entries
  /// are, carry its number, and took the minutes of their lines. Of a credit note: it mirrors its
  /// invoice or a part of it that no earlier note takes back.
  [[nodiscard]] std::vector<Problem> check(const Invoice& invoice) const;

 private:
  [[nodiscard]] std::vector<Problem> check_note(const Invoice& note) const;
  [[nodiscard]] std::string line_problem(const Invoice& invoice, const InvoiceLine& line) const;
  /// The credit notes of an invoice in the order of their issue.
  [[nodiscard]] std::vector<Invoice> notes_of(const std::string& number) const;
  [[nodiscard]] bool is_credited(const std::string& number, const EntryKey& entry) const;

  std::map<std::string, Invoice> invoices_;               ///< by number
  std::map<std::string, std::set<std::string>> notes_;    ///< by the number that they credit
  std::map<std::string, std::set<EntryKey>> credited_;    ///< likewise, what they take back
  std::map<TicketId, std::map<std::string, Work>> work_;  ///< by every ID of the ticket, by entry
  std::set<TicketId> unread_;
};

/// The numbers that are missing in each series and year: "INV-2026-000003". The years of the desk's
/// own series begin with 1, but for the first: that of invoices begins with `first_number`, which
/// may have been another one when a later year has begun. Another prefix may have begun with any.
[[nodiscard]] std::vector<std::string> missing_numbers(const std::set<std::string>& numbers,
                                                       const Billing& billing);

}  // namespace tkt
