// SPDX-License-Identifier: MIT
#include "store/codec.h"
#include "store/entries.h"
#include "store/field_reader.h"

namespace tkt {

namespace {

Node money_node(Money amount) {
  return Node::quoted(format_money(amount));
}

Party party_from(const FieldReader& fields) {
  return {fields.name("id"),         fields.text("name"),  fields.texts("address"),
          fields.text("vat-number"), fields.text("phone"), fields.text("email")};
}

Node party_node(const Party& party) {
  Entries entries;
  add_text(entries, "id", party.id);
  add_text(entries, "name", party.name);
  add_texts(entries, "address", party.address);
  add_text(entries, "vat-number", party.vat_number, Node::quoted);
  add_text(entries, "phone", party.phone, Node::quoted);
  add_text(entries, "email", party.email);
  return Node::record(std::move(entries), true);
}

/// Empty where the key is missing.
std::string number_from(const FieldReader& fields, std::string_view key) {
  std::string number = fields.text(key);
  if (!number.empty() && !parse_invoice_number(number)) {
    fields.fail(key, number, "invoice number");
  }
  return number;
}

InvoiceLine line_from(const FieldReader& fields) {
  InvoiceLine line;
  line.ticket = fields.required("ticket");
  if (!is_ticket_id(line.ticket)) {
    fields.fail("ticket", line.ticket, "ticket ID");
  }
  line.work = fields.required("work");
  line.by = fields.required("by");
  line.date = fields.required_date("date");
  line.description = fields.text("description");
  line.minutes = fields.integer("minutes", 0);
  line.billed = fields.integer("billed", 0);
  line.rate = fields.money("rate");
  line.amount = fields.required_money("amount");
  line.allowance = fields.money("allowance").value_or(0);
  line.discount = fields.money("discount").value_or(0);
  line.covered = fields.integer("covered", 0);
  if (fields.find("vat") != nullptr) {
    line.vat = fields.required_percent("vat");
  }
  line.reason = fields.text("reason");
  return line;
}

Node line_node(const InvoiceLine& line) {
  Entries entries = {{"ticket", Node::quoted(line.ticket)},
                     {"work", Node::quoted(line.work)},
                     {"by", Node::text(line.by)},
                     {"date", date_node(line.date)}};
  add_text(entries, "description", line.description);
  entries.emplace_back("minutes", number_node(line.minutes));
  entries.emplace_back("billed", number_node(line.billed));
  if (line.rate) {
    entries.emplace_back("rate", money_node(*line.rate));
  }
  entries.emplace_back("amount", money_node(line.amount));
  if (line.allowance != 0) {
    entries.emplace_back("allowance", money_node(line.allowance));
  }
  if (line.discount != 0) {
    entries.emplace_back("discount", money_node(line.discount));
  }
  if (line.covered != 0) {
    entries.emplace_back("covered", number_node(line.covered));
  }
  if (line.vat) {
    entries.emplace_back("vat", Node::quoted(format_percent(*line.vat)));
  }
  add_text(entries, "reason", line.reason);
  return Node::record(std::move(entries), true);
}

Totals totals_from(const FieldReader& fields) {
  Totals totals;
  totals.net = fields.required_money("net");
  for (const FieldReader& vat : fields.maps("vat")) {
    totals.vat.push_back({vat.required_percent("percent"), vat.required_money("base"),
                          vat.required_money("amount")});
  }
  totals.gross = fields.required_money("gross");
  return totals;
}

Node totals_node(const Totals& totals) {
  std::vector<Node> vat;
  for (const VatTotal& one : totals.vat) {
    vat.push_back(Node::record({{"percent", Node::quoted(format_percent(one.percent))},
                                {"base", money_node(one.base)},
                                {"amount", money_node(one.amount)}},
                               true));
  }
  return Node::record({{"net", money_node(totals.net)},
                       {"vat", Node::list(std::move(vat), true)},
                       {"gross", money_node(totals.gross)}},
                      true);
}

/// A credit note mends an invoice; nothing else does.
void check_credits(const FieldReader& fields, const Invoice& invoice) {
  const bool credits = !invoice.credits.empty();
  if (credits != (invoice.kind == InvoiceKind::credit_note)) {
    fields.fail("credits", credits ? "only a credit note credits an invoice"
                                   : "'credits' is missing: a credit note names the invoice");
  }
}

}  // namespace

Invoice invoice_from(const Node& root, std::string_view path) {
  const FieldReader fields(root, path);
  Invoice invoice;
  (void)fields.required("number");
  invoice.number = number_from(fields, "number");
  invoice.kind = fields.parsed<InvoiceKind>("kind", parse_invoice_kind,
                                            "kind (invoice, zero-value, credit-note)");
  invoice.title = fields.text("title");
  invoice.issued = fields.required_instant("issued");
  invoice.by = fields.text("by");
  invoice.supplied = fields.required_date("supplied");
  invoice.client = party_from(fields.required_map("client"));
  invoice.supplier = party_from(fields.required_map("supplier"));
  invoice.currency = fields.required("currency");
  for (const FieldReader& line : fields.maps("lines")) {
    invoice.lines.push_back(line_from(line));
  }
  invoice.totals = totals_from(fields.required_map("totals"));
  invoice.credits = number_from(fields, "credits");
  check_credits(fields, invoice);
  invoice.reason = fields.text("reason");
  invoice.terms = fields.text("terms");
  invoice.draft = fields.text("draft");
  return invoice;
}

Node to_node(const Invoice& invoice, const Zone& zone) {
  Entries entries = {{"number", Node::text(invoice.number)},
                     {"kind", Node::text(std::string(to_string(invoice.kind)))}};
  add_text(entries, "title", invoice.title);
  entries.emplace_back("issued", time_node(invoice.issued, zone));
  add_text(entries, "by", invoice.by);
  entries.emplace_back("supplied", date_node(invoice.supplied));
  entries.emplace_back("client", party_node(invoice.client));
  entries.emplace_back("supplier", party_node(invoice.supplier));
  entries.emplace_back("currency", Node::text(invoice.currency));
  add_list(entries, "lines", invoice.lines, line_node);
  entries.emplace_back("totals", totals_node(invoice.totals));
  add_text(entries, "credits", invoice.credits);
  add_text(entries, "reason", invoice.reason);
  add_text(entries, "terms", invoice.terms);
  add_text(entries, "draft", invoice.draft, Node::quoted);
  return Node::record(std::move(entries), false);
}

}  // namespace tkt
