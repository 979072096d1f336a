// SPDX-License-Identifier: MIT
#include "cmd/invoice_csv.h"

#include "cmd/csv.h"

namespace tkt {
namespace {

std::vector<std::string> row_of(const Invoice& invoice, const InvoiceLine& line, const Zone& zone) {
  return {invoice.number,
          std::string(to_string(invoice.kind)),
          format_date(zone.date(invoice.issued)),
          format_date(invoice.supplied),
          invoice.client.id,
          invoice.client.name,
          line.ticket,
          line.work,
          line.by,
          format_date(line.date),
          line.description,
          std::to_string(line.minutes),
          std::to_string(line.billed),
          line.rate ? format_money(*line.rate) : "",
          line.reason,
          format_money(line.allowance),
          format_money(line.discount),
          format_money(line.amount),
          invoice.currency};
}

}  // namespace

std::string invoice_csv(const std::vector<Invoice>& invoices, const Zone& zone) {
  std::string text = csv_line({"number", "kind", "issued", "supplied", "client", "name", "ticket",
                               "work", "by", "date", "description", "minutes", "billed", "rate",
                               "reason", "allowance", "discount", "amount", "currency"});
  for (const Invoice& invoice : invoices) {
    for (const InvoiceLine& line : invoice.lines) {
      text += csv_line(row_of(invoice, line, zone));
    }
  }
  return text;
}

}  // namespace tkt
