// SPDX-License-Identifier: MIT
#include "cmd/invoices.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cmd/aged.h"
#include "cmd/book.h"
#include "cmd/csv.h"
#include "cmd/find.h"
#include "cmd/invoice_csv.h"
#include "cmd/journal.h"
#include "cmd/json.h"
#include "cmd/table.h"
#include "cmd/unbilled.h"
#include "model/error.h"
#include "model/text.h"
#include "store/codec.h"

namespace tkt {
namespace {

void check(const InvoicesOptions& options) {
  if (!options.year.empty() && !parse_date(options.year + "-01-01")) {
    throw Error(ErrorKind::usage, "--year: '" + options.year + "' is no year", "write it as 2026");
  }
  if (options.json && options.csv) {
    throw Error(ErrorKind::usage, "--json and --csv exclude each other");
  }
  if (options.unbilled && options.aged) {
    throw Error(ErrorKind::usage, "--unbilled and --aged exclude each other");
  }
  if ((options.lines || !options.as.empty()) && (options.unbilled || options.aged)) {
    throw Error(ErrorKind::usage, "--unbilled and --aged list no invoices, as --lines and --as do");
  }
  if (options.lines && !options.csv) {
    throw Error(ErrorKind::usage, "--lines belongs to --csv");
  }
  if (!options.as.empty() && options.as != "ledger" && options.as != "hledger") {
    throw Error(ErrorKind::usage, "--as: '" + options.as + "' is no form",
                "it is ledger or hledger");
  }
}

bool is_asked_for(const Invoice& invoice, const InvoicesOptions& options) {
  const auto number = parse_invoice_number(invoice.number);
  return (options.client.empty() || invoice.client.id == options.client) &&
         (options.year.empty() || (number && std::to_string(number->year) == options.year));
}

/// nullptr for a credit note.
const InvoiceAccount* account_of(const Book& book, const Invoice& invoice) {
  const auto found = book.accounts.find(invoice.number);
  return found == book.accounts.end() ? nullptr : &found->second;
}

Money vat_of(const Invoice& invoice) {
  return add(invoice.totals.gross, -invoice.totals.net);
}

void print_json(Output& out, const Book& book, const Zone& zone) {
  Json list = Json::array();
  for (const Invoice& invoice : book.invoices) {
    const InvoiceAccount* const account = account_of(book, invoice);
    Json item = to_json(to_node(invoice, zone));
    item["credited_by"] = account == nullptr ? Json::array() : Json(account->notes);
    item["paid"] = account == nullptr ? Json() : Json(format_money(account->paid));
    item["open"] = account == nullptr ? Json() : Json(format_money(account->open()));
    list.push_back(std::move(item));
  }
  out.raw(dump(list));
}

void print_csv(Output& out, const Book& book, const Zone& zone) {
  out.raw(csv_line({"number", "kind", "issued", "supplied", "client", "name", "currency", "net",
                    "vat", "gross", "credits", "credited_by", "paid", "open"}));
  for (const Invoice& invoice : book.invoices) {
    const InvoiceAccount* const account = account_of(book, invoice);
    out.raw(csv_line({invoice.number, std::string(to_string(invoice.kind)),
                      format_date(zone.date(invoice.issued)), format_date(invoice.supplied),
                      invoice.client.id, invoice.client.name, invoice.currency,
                      format_money(invoice.totals.net), format_money(vat_of(invoice)),
                      format_money(invoice.totals.gross), invoice.credits,
                      account == nullptr ? "" : joined(account->notes),
                      account == nullptr ? "" : format_money(account->paid),
                      account == nullptr ? "" : format_money(account->open())}));
  }
}

/// "credits INV-2026-000042", "credited by CN-2026-000001", "paid".
std::string relation(const Invoice& invoice, const InvoiceAccount* account) {
  if (account == nullptr) {
    return "credits " + invoice.credits;
  }
  std::string text = account->notes.empty() ? "" : "credited by " + joined(account->notes);
  if (account->paid != 0) {
    text += (text.empty() ? "" : "; ") + std::string(account->open() <= 0 ? "paid" : "part paid");
  }
  return text;
}

void print_table(Output& out, const Book& book, const Zone& zone) {
  Table table({"NUMBER", "KIND", "ISSUED", "CLIENT", "TOTAL", "CURRENCY", "OPEN", ""}, 3);
  for (const std::size_t column : {5U, 7U, 1U}) {
    table.spare(column);
  }
  for (const Invoice& invoice : book.invoices) {
    const InvoiceAccount* const account = account_of(book, invoice);
    const bool open = account != nullptr && account->open() != 0;
    table.row({{invoice.number, open ? Style::bold : Style::plain},
               {std::string(to_string(invoice.kind))},
               {format_date(zone.date(invoice.issued))},
               {invoice.client.id},
               {format_money(invoice.totals.gross)},
               {invoice.currency},
               {account == nullptr ? "" : format_money(account->open())},
               {relation(invoice, account)}});
  }
  table.print(out);
}

/// Net, VAT and gross of what is listed, and what of it is open, for each currency.
void print_totals(Output& err, const Book& book) {
  struct Sums {
    Money net = 0;
    Money vat = 0;
    Money open = 0;
  };
  std::map<std::string, Sums> totals;
  for (const Invoice& invoice : book.invoices) {
    Sums& sums = totals[invoice.currency];
    const InvoiceAccount* const account = account_of(book, invoice);
    sums.net = add(sums.net, invoice.totals.net);
    sums.vat = add(sums.vat, vat_of(invoice));
    sums.open = add(sums.open, account == nullptr ? 0 : account->open());
  }
  for (const auto& [currency, sums] : totals) {
    err.line(fmt::format("total {}: net {}, VAT {}, gross {}; open {}", currency,
                         format_money(sums.net), format_money(sums.vat),
                         format_money(add(sums.net, sums.vat)), format_money(sums.open)));
  }
}

/// Invoices and payments by date.
void print_journal(Output& out, const Book& book, const Zone& zone) {
  std::map<std::string, const Invoice*> by_number;
  std::vector<std::pair<Date, std::string>> entries;
  for (const Invoice& invoice : book.invoices) {
    by_number[invoice.number] = &invoice;
    entries.emplace_back(zone.date(invoice.issued), journal_entry(invoice, zone));
  }
  for (const Payment& payment : book.payments) {
    if (const auto invoice = by_number.find(payment.invoice); invoice != by_number.end()) {
      entries.emplace_back(payment.on, journal_entry(payment, *invoice->second));
    }
  }
  std::ranges::stable_sort(entries, {}, &std::pair<Date, std::string>::first);
  for (const auto& [date, text] : entries) {
    out.raw(text);
  }
}

void print(const InvoicesOptions& options, Context& context, const Book& book) {
  Output& out = context.io.out;
  const Zone& zone = context.zone();
  if (options.aged) {
    print_aged(out, book, zone.date(context.now()), zone, options.json, options.csv);
  } else if (!options.as.empty()) {
    print_journal(out, book, zone);
  } else if (options.json) {
    print_json(out, book, zone);
  } else if (options.lines) {
    out.raw(invoice_csv(book.invoices, zone));
  } else if (options.csv) {
    print_csv(out, book, zone);
  } else {
    print_table(out, book, zone);
    print_totals(context.io.err, book);
  }
}

}  // namespace

Exit run(const InvoicesOptions& options, Context& context) {
  check(options);
  InvoicesOptions asked = options;
  if (!options.client.empty()) {
    asked.client = find_client(context.snapshot(), options.client).value.id;
  }
  if (options.unbilled) {
    return print_unbilled(context, asked.client, options.json, options.csv);
  }
  Book book = read_book(context.snapshot());
  std::erase_if(book.invoices,
                [&](const Invoice& invoice) { return !is_asked_for(invoice, asked); });
  print(options, context, book);
  return context.report_broken(book.broken) ? Exit::storage : Exit::done;
}

}  // namespace tkt
