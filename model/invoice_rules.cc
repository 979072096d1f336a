// SPDX-License-Identifier: MIT
#include "model/invoice_rules.h"

#include <algorithm>
#include <iterator>

#include <fmt/core.h>

#include "model/error.h"

namespace tkt {
namespace {

using Problems = std::vector<Problem>;

bool is_note(const Invoice& invoice) {
  return invoice.kind == InvoiceKind::credit_note;
}

void check_line(const Invoice& invoice, const InvoiceLine& line, int item, Problems& problems) {
  const Money worth = line.rate ? scale(*line.rate, line.billed, 60) : 0;
  const Money expected = is_note(invoice) ? -worth : worth;
  const Money found = add(add(line.amount, line.allowance), line.discount);
  if (found != expected) {
    problems.push_back(
        {fmt::format("amount, allowance and discount make {}, but rate and billed minutes {}",
                     format_money(found), format_money(expected)),
         "lines", item});
  }
  if (invoice.kind == InvoiceKind::zero_value && line.amount != 0) {
    problems.push_back(
        {fmt::format("a zero-value invoice charges {}", format_money(line.amount)), "lines", item});
  }
}

void check_sum(std::string_view what, Money found, Money expected, Problems& problems) {
  if (found != expected) {
    problems.push_back({fmt::format("{} is {}, but its parts make {}", what, format_money(found),
                                    format_money(expected)),
                        "totals"});
  }
}

void check_totals(const Invoice& invoice, Problems& problems) {
  const Totals& totals = invoice.totals;
  Money net = 0;
  for (const InvoiceLine& line : invoice.lines) {
    net = add(net, line.amount);
  }
  check_sum("net", totals.net, net, problems);
  Money gross = totals.net;
  Money base = 0;
  for (const VatTotal& vat : totals.vat) {
    base = add(base, vat.base);
    gross = add(gross, vat.amount);
    if (!is_note(invoice)) {  // a note's may differ by its share of the invoice's rounding
      check_sum("VAT", vat.amount, scale(vat.base, vat.percent, 100 * 100), problems);
    }
  }
  if (!totals.vat.empty()) {
    check_sum("the base of VAT", base, totals.net, problems);
  }
  check_sum("gross", totals.gross, gross, problems);
}

void check_supply(const Invoice& invoice, Problems& problems) {
  if (invoice.lines.empty()) {
    problems.push_back({"it has no lines", "lines"});
    return;
  }
  const auto last =
      std::max_element(invoice.lines.begin(), invoice.lines.end(),
                       [](const InvoiceLine& a, const InvoiceLine& b) { return a.date < b.date; });
  if (last->date != invoice.supplied) {
    problems.push_back({fmt::format("supplied is {}, but the last line is of {}",
                                    format_date(invoice.supplied), format_date(last->date)),
                        "supplied"});
  }
}

void check_number(const Invoice& invoice, const Desk& desk, Problems& problems) {
  const auto number = parse_invoice_number(invoice.number);
  const int year = static_cast<int>(desk.zone().date(invoice.issued).year());
  if (!number || number->year != year) {
    problems.push_back(
        {fmt::format("number '{}' is not of {}, the year of its issue", invoice.number, year),
         "number"});
  }
  const Billing& billing = desk.billing;
  const std::string& other = is_note(invoice) ? billing.invoice_prefix : billing.credit_prefix;
  if (number && billing.invoice_prefix != billing.credit_prefix && number->prefix == other) {
    problems.push_back({fmt::format("kind is '{}', but '{}' is a number of the other series",
                                    to_string(invoice.kind), invoice.number),
                        "kind"});
  }
}

void check_references(const Invoice& invoice, const Known& known, Problems& problems) {
  if (known.clients.count(invoice.client.id) == 0) {
    problems.push_back(
        {fmt::format("client '{}' is not on the desk", invoice.client.id), "client"});
  }
  if (!invoice.by.empty() && known.staff.count(invoice.by) == 0) {
    problems.push_back({fmt::format("issued by '{}', who is not on the staff", invoice.by), "by"});
  }
  if (!invoice.credits.empty() && known.invoices.count(invoice.credits) == 0) {
    problems.push_back(
        {fmt::format("credits '{}', which is not on the desk", invoice.credits), "credits"});
  }
}

}  // namespace

std::vector<Problem> violations(const Invoice& invoice, const Desk& desk, const Known& known) {
  Problems problems;
  check_number(invoice, desk, problems);
  check_references(invoice, known, problems);
  check_supply(invoice, problems);
  try {
    int item = 0;
    for (const InvoiceLine& line : invoice.lines) {
      check_line(invoice, line, item++, problems);
    }
    check_totals(invoice, problems);
  } catch (const Error& error) {  // the sum is beyond all money
    problems.push_back({error.what(), "totals"});
  }
  return problems;
}

std::vector<Problem> mirror_violations(const Invoice& note, const Invoice& invoice,
                                       const std::vector<Invoice>& earlier) {
  Invoice mirror;
  try {
    mirror = credit_note(invoice, note.reason, Desk{}, note.issued, note.by,
                         {earlier, entries_on(note)});
  } catch (const Error& error) {
    return {{error.what(), "credits"}};
  }
  Problems problems;
  const auto differs = [&](std::string key) {
    problems.push_back(
        {fmt::format("{} differ from those of '{}' by more than the sign", key, invoice.number),
         key});
  };
  if (note.lines != mirror.lines) {
    differs("lines");
  }
  if (note.totals != mirror.totals) {
    differs("totals");
  }
  if (note.client != invoice.client || note.currency != invoice.currency) {
    problems.push_back(
        {fmt::format("client or currency is not that of '{}'", invoice.number), "client"});
  }
  return problems;
}

}  // namespace tkt
