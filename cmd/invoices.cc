// SPDX-License-Identifier: MIT
#include "cmd/invoices.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "cmd/csv.h"
#include "cmd/find.h"
#include "cmd/json.h"
#include "cmd/table.h"
#include "model/error.h"
#include "store/codec.h"

namespace tkt {
namespace {

using Invoices = std::vector<Invoice>;
/// The number of the credit note that takes an invoice back, by the invoice's number.
using Credits = std::map<std::string, std::string>;

void check(const InvoicesOptions& options) {
  if (!options.year.empty() && !parse_date(options.year + "-01-01")) {
    throw Error(ErrorKind::usage, "--year: '" + options.year + "' is no year", "write it as 2026");
  }
  if (options.json && options.csv) {
    throw Error(ErrorKind::usage, "--json and --csv exclude each other");
  }
}

bool is_asked_for(const Invoice& invoice, const InvoicesOptions& options) {
  const auto number = parse_invoice_number(invoice.number);
  return (options.client.empty() || invoice.client.id == options.client) &&
         (options.year.empty() || (number && std::to_string(number->year) == options.year));
}

Credits credits_among(const std::vector<Record<Invoice>>& records) {
  Credits credits;
  for (const auto& record : records) {
    if (!record.value.credits.empty()) {
      credits[record.value.credits] = record.value.number;
    }
  }
  return credits;
}

std::string credited_by(const Invoice& invoice, const Credits& credits) {
  const auto found = credits.find(invoice.number);
  return found == credits.end() ? "" : found->second;
}

Money vat_of(const Invoice& invoice) {
  return add(invoice.totals.gross, -invoice.totals.net);
}

void print_json(Output& out, const Invoices& invoices, const Credits& credits, const Zone& zone) {
  Json list = Json::array();
  for (const Invoice& invoice : invoices) {
    Json item = to_json(to_node(invoice, zone));
    const std::string by = credited_by(invoice, credits);
    item["credited_by"] = by.empty() ? Json() : Json(by);
    list.push_back(std::move(item));
  }
  out.raw(dump(list));
}

void print_csv_line(Output& out, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    out.raw((i == 0 ? "" : ",") + csv_cell(cells[i]));
  }
  out.raw("\r\n");
}

void print_csv(Output& out, const Invoices& invoices, const Credits& credits, const Zone& zone) {
  print_csv_line(out, {"number", "kind", "issued", "supplied", "client", "name", "currency", "net",
                       "vat", "gross", "credits", "credited_by"});
  for (const Invoice& invoice : invoices) {
    print_csv_line(
        out, {invoice.number, std::string(to_string(invoice.kind)),
              format_date(zone.date(invoice.issued)), format_date(invoice.supplied),
              invoice.client.id, invoice.client.name, invoice.currency,
              format_money(invoice.totals.net), format_money(vat_of(invoice)),
              format_money(invoice.totals.gross), invoice.credits, credited_by(invoice, credits)});
  }
}

/// "credits INV-2026-000042", "credited by CN-2026-000001".
std::string relation(const Invoice& invoice, const Credits& credits) {
  if (!invoice.credits.empty()) {
    return "credits " + invoice.credits;
  }
  const std::string by = credited_by(invoice, credits);
  return by.empty() ? "" : "credited by " + by;
}

void print_table(Output& out, const Invoices& invoices, const Credits& credits, const Zone& zone) {
  Table table({"NUMBER", "KIND", "ISSUED", "CLIENT", "TOTAL", "CURRENCY", ""}, 3);
  for (const Invoice& invoice : invoices) {
    const Style style = credited_by(invoice, credits).empty() ? Style::bold : Style::dim;
    table.row({{invoice.number, style},
               {std::string(to_string(invoice.kind))},
               {format_date(zone.date(invoice.issued))},
               {invoice.client.id},
               {format_money(invoice.totals.gross)},
               {invoice.currency},
               {relation(invoice, credits)}});
  }
  table.print(out);
}

}  // namespace

Exit run(const InvoicesOptions& options, Context& context) {
  check(options);
  InvoicesOptions asked = options;
  if (!options.client.empty()) {
    asked.client = find_client(context.snapshot(), options.client).value.id;
  }
  std::vector<BrokenFile> broken;
  const auto records = context.snapshot().invoices(&broken);
  const Credits credits = credits_among(records);
  Invoices invoices;
  for (const auto& record : records) {
    if (is_asked_for(record.value, asked)) {
      invoices.push_back(record.value);
    }
  }
  std::stable_sort(invoices.begin(), invoices.end(),
                   [](const Invoice& a, const Invoice& b) { return a.issued < b.issued; });
  if (options.json) {
    print_json(context.io.out, invoices, credits, context.zone());
  } else if (options.csv) {
    print_csv(context.io.out, invoices, credits, context.zone());
  } else {
    print_table(context.io.out, invoices, credits, context.zone());
  }
  return context.report_broken(broken) ? Exit::storage : Exit::done;
}

}  // namespace tkt
