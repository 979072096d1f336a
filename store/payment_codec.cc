// SPDX-License-Identifier: MIT
#include "store/codec.h"
#include "store/entries.h"
#include "store/field_reader.h"

namespace tkt {

Payment payment_from(const Node& root, std::string_view path) {
  const FieldReader fields(root, path);
  Payment payment;
  payment.id = fields.required("id");
  payment.invoice = fields.required("invoice");
  if (!parse_invoice_number(payment.invoice)) {
    fields.fail("invoice", payment.invoice, "invoice number");
  }
  payment.on = fields.required_date("date");
  payment.amount = fields.required_money("amount");
  payment.noted = fields.required_instant("noted");
  payment.by = fields.required_name("by");
  return payment;
}

Node to_node(const Payment& payment, const Zone& zone) {
  Entries entries = {{"id", Node::quoted(payment.id)},
                     {"invoice", Node::text(payment.invoice)},
                     {"date", date_node(payment.on)},
                     {"amount", Node::quoted(format_money(payment.amount))},
                     {"noted", time_node(payment.noted, zone)},
                     {"by", Node::text(payment.by)}};
  return Node::record(std::move(entries), false);
}

}  // namespace tkt
