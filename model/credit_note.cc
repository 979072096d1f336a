// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "model/error.h"
#include "model/invoice.h"

namespace tkt {
namespace {

Error taken_already(const std::string& what, const Invoice& note, std::string hint = "") {
  return {ErrorKind::refused, fmt::format("{} was credited already, by '{}'", what, note.number),
          std::move(hint)};
}

/// The entries that a note takes back.
std::set<EntryKey> creditable(const Invoice& invoice, const CreditPart& part) {
  const std::string whole = fmt::format("'{}'", invoice.number);
  std::set<EntryKey> left = entries_on(invoice);
  for (const Invoice& note : part.earlier) {
    for (const EntryKey& entry : entries_on(note)) {
      left.erase(entry);
    }
    if (left.empty()) {
      throw taken_already(whole, note, "its work is unbilled again: issue a new invoice for it");
    }
  }
  for (const Invoice& note : part.earlier) {
    for (const EntryKey& entry : entries_on(note)) {
      if (part.entries.count(entry) != 0) {
        throw taken_already(
            fmt::format("work '{}' of '{}' on {}", entry.second, entry.first, whole), note);
      }
    }
  }
  return part.entries.empty() ? left : part.entries;
}

/// VAT for one rate of what all notes together take back, less what the earlier ones did: so the
/// rounding of several notes adds up to that of the invoice.
VatTotal vat_taken_back(VatTotal vat, const Invoice& note, const std::vector<Invoice>& earlier) {
  Money before = 0;
  Money base_before = 0;
  for (const Invoice& one : earlier) {
    for (const VatTotal& other : one.totals.vat) {
      if (other.percent == vat.percent) {
        before = add(before, other.amount);
        base_before = add(base_before, other.base);
      }
    }
  }
  vat.base = 0;
  for (const InvoiceLine& line : note.lines) {
    if (line.vat.value_or(vat.percent) == vat.percent) {
      vat.base = add(vat.base, line.amount);
    }
  }
  vat.amount = add(scale(add(base_before, vat.base), vat.percent, 100 * 100), -before);
  return vat;
}

Totals totals_taken_back(const Invoice& note, const Invoice& invoice,
                         const std::vector<Invoice>& earlier) {
  Totals totals;
  for (const InvoiceLine& line : note.lines) {
    totals.net = add(totals.net, line.amount);
  }
  totals.gross = totals.net;
  for (const VatTotal& vat : invoice.totals.vat) {
    totals.vat.push_back(vat_taken_back(vat, note, earlier));
    totals.gross = add(totals.gross, totals.vat.back().amount);
  }
  return totals;
}

}  // namespace

std::set<EntryKey> entries_on(const Invoice& invoice) {
  std::set<EntryKey> entries;
  for (const InvoiceLine& line : invoice.lines) {
    entries.emplace(line.ticket, line.work);
  }
  return entries;
}

Invoice credit_note(const Invoice& invoice, std::string_view reason, const Desk& desk, Instant now,
                    std::string_view by, const CreditPart& part) {
  if (invoice.kind == InvoiceKind::credit_note) {
    throw Error(ErrorKind::refused, fmt::format("'{}' is a credit note itself", invoice.number),
                "the work that it took back is unbilled: issue a new invoice for it");
  }
  const std::set<EntryKey> entries = creditable(invoice, part);
  Invoice note = invoice;
  note.number.clear();
  note.kind = InvoiceKind::credit_note;
  note.title.clear();
  note.issued = now;
  note.by = by;
  note.supplier = supplier_party(desk);
  note.credits = invoice.number;
  note.reason = reason;
  note.terms.clear();
  std::erase_if(note.lines, [&](const InvoiceLine& line) {
    return entries.count({line.ticket, line.work}) == 0;
  });
  note.supplied = Date{};
  for (InvoiceLine& line : note.lines) {
    line.amount = -line.amount;
    line.allowance = -line.allowance;
    line.discount = -line.discount;
    note.supplied = std::max(note.supplied, line.date);
  }
  note.totals = totals_taken_back(note, invoice, part.earlier);
  return note;
}

Ticket free_billed(Ticket ticket, const Invoice& note) {
  for (Work& work : ticket.work) {
    const bool credited = std::ranges::any_of(note.lines, [&](const InvoiceLine& line) {
      return line.work == work.id &&
             (line.ticket == ticket.id || std::ranges::count(ticket.formerly, line.ticket) != 0);
    });
    if (credited && work.invoice == note.credits) {
      work.invoice.clear();
    }
  }
  return ticket;
}

}  // namespace tkt
