// SPDX-License-Identifier: MIT
#include "cmd/journal.h"

#include <algorithm>

#include <fmt/core.h>

#include "cmd/io.h"

namespace tkt {
namespace {

/// A name behind the number: a semicolon would begin a comment, a bar a note.
std::string payee(const std::string& name) {
  std::string text = printable_line(name);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == ';' || c == '|'; }, ',');
  return text;
}

/// Two spaces end an account's name.
std::string posting(const std::string& account, Money amount, const std::string& currency) {
  return fmt::format("    {:<44}  {:>16} {}\n", account, format_money(amount), currency);
}

std::string heading(Date date, const Invoice& invoice) {
  return fmt::format("{} * ({}) {}\n", format_date(date), invoice.number,
                     payee(invoice.client.name));
}

}  // namespace

std::string journal_entry(const Invoice& invoice, const Zone& zone) {
  const Totals& totals = invoice.totals;
  if (totals.net == 0 && totals.gross == 0) {
    return fmt::format("; {} {}: nothing to post\n\n", invoice.number, to_string(invoice.kind));
  }
  std::string text = heading(zone.date(invoice.issued), invoice);
  if (!invoice.credits.empty()) {
    text += "    ; credits " + invoice.credits + "\n";
  }
  text += posting("Assets:Receivable:" + invoice.client.id, totals.gross, invoice.currency);
  text += posting("Income:Services", -totals.net, invoice.currency);
  for (const VatTotal& vat : totals.vat) {
    text += posting("Liabilities:VAT", -vat.amount, invoice.currency);
  }
  return text + "\n";
}

std::string journal_entry(const Payment& payment, const Invoice& invoice) {
  return heading(payment.on, invoice) + "    ; paid\n" +
         posting("Assets:Bank", payment.amount, invoice.currency) +
         posting("Assets:Receivable:" + invoice.client.id, -payment.amount, invoice.currency) +
         "\n";
}

}  // namespace tkt
