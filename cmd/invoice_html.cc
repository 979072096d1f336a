// SPDX-License-Identifier: MIT
#include "cmd/invoice_html.h"

#include "cmd/invoice_text.h"
#include "cmd/io.h"
#include "cmd/logo.h"
#include "templates/fill.h"

namespace tkt {
namespace {

std::string minutes_text(int count) {
  return format_duration(std::chrono::minutes(count));
}

/// Texts as a list whose items are called `line`.
std::vector<TemplateFields> lines_of(const std::vector<std::string>& texts) {
  std::vector<TemplateFields> items;
  for (const std::string& text : texts) {
    items.push_back({{{"line", printable_line(text)}}, {}});
  }
  return items;
}

TemplateFields line_fields(const InvoiceLine& line) {
  TemplateFields fields;
  fields.texts = {{"ticket", printable_line(line.ticket)},
                  {"date", format_date(line.date)},
                  {"description", printable_line(line.description)},
                  {"reason", printable_line(line.reason)},
                  {"by", printable_line(line.by)},
                  {"worked", minutes_text(line.minutes)},
                  {"billed", minutes_text(line.billed)},
                  {"rate", line.rate ? format_money(*line.rate) : "-"},
                  {"worth", format_money(worth_of(line))},
                  {"amount", format_money(line.amount)}};
  return fields;
}

void add_party(TemplateFields& fields, const std::string& prefix, const Party& party) {
  fields.texts[prefix + "_name"] = printable_line(party.name);
  fields.texts[prefix + "_vat_number"] = printable_line(party.vat_number);
  fields.texts[prefix + "_phone"] = printable_line(party.phone);
  fields.texts[prefix + "_email"] = printable_line(party.email);
  fields.lists[prefix + "_address"] = lines_of(party.address);
}

}  // namespace

std::string invoice_html(const Invoice& invoice, const Zone& zone, std::string_view page,
                         const std::optional<std::string>& logo) {
  const auto remarks = invoice_remarks(invoice);
  TemplateFields fields;
  fields.texts = {{"title", invoice_title(invoice)},
                  {"logo", logo ? data_address(*logo) : ""},
                  {"number", printable_line(invoice.number)},
                  {"issued", format_date(zone.date(invoice.issued))},
                  {"supplied", format_date(invoice.supplied)},
                  {"currency", printable_line(invoice.currency)},
                  {"by", printable_line(invoice.by)},
                  {"has_remarks", remarks.empty() ? "" : "yes"},
                  {"with_worth", shows_worth(invoice) ? "yes" : ""},
                  {"time_spent", time_spent(invoice)}};
  add_party(fields, "supplier", invoice.supplier);
  add_party(fields, "client", invoice.client);
  fields.lists["remarks"] = lines_of(remarks);
  fields.lists["terms"] = lines_of(invoice_terms(invoice));
  for (const InvoiceLine& line : invoice.lines) {
    fields.lists["lines"].push_back(line_fields(line));
  }
  for (const InvoiceSum& sum : invoice_sums(invoice)) {
    fields.lists["sums"].push_back(
        {{{"name", printable_line(sum.name)}, {"amount", format_money(sum.amount)}}, {}});
  }
  return fill_template("invoice.html", page, fields);
}

}  // namespace tkt
