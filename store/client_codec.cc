// SPDX-License-Identifier: MIT
#include "store/codec.h"
#include "store/entries.h"
#include "store/field_reader.h"
#include "store/rates_codec.h"

namespace tkt {

namespace {

Contact contact_from(const FieldReader& fields) {
  return {fields.required("name"), fields.text("mobile"), fields.text("email")};
}

/// Telephone numbers begin with + or 0: quoted, no reader takes them for numbers.
Node contact_node(const Contact& contact) {
  Entries entries = {{"name", Node::text(contact.name)}};
  add_text(entries, "mobile", contact.mobile, Node::quoted);
  add_text(entries, "email", contact.email);
  return Node::record(std::move(entries), true);
}

std::vector<std::string> domains_from(const FieldReader& fields) {
  std::vector<std::string> domains = fields.texts("domains");
  for (const std::string& domain : domains) {
    if (!is_email_domain(domain)) {
      fields.fail("domains", domain, "domain, as example.co.bw");
    }
  }
  return domains;
}

Contract contract_from(const FieldReader& fields) {
  Contract contract;
  contract.number = fields.text("number");
  contract.from = fields.date("from");
  contract.to = fields.date("to");
  if (const auto rates = fields.map("rates")) {
    contract.rates = rates_from(*rates);
  }
  contract.hours = fields.duration("hours");
  if (contract.hours && contract.hours->count() % 60 != 0) {
    fields.fail("hours", fields.text("hours"), "number of whole minutes, as 10h");
  }
  if (contract.from && contract.to && *contract.to < *contract.from) {
    fields.fail("to", "the contract ends before it begins");
  }
  return contract;
}

Node contract_node(const Contract& contract) {
  Entries entries;
  add_text(entries, "number", contract.number, Node::quoted);
  add_date(entries, "from", contract.from);
  add_date(entries, "to", contract.to);
  if (!(contract.rates == Rates{})) {
    entries.emplace_back("rates", to_node(contract.rates));
  }
  if (contract.hours) {
    entries.emplace_back("hours", Node::text(format_duration(*contract.hours)));
  }
  return Node::record(std::move(entries), true);
}

}  // namespace

Client client_from(const Node& root, std::string_view path, AskedKeys* asked) {
  const FieldReader fields(root, path, asked);
  Client client;
  client.id = short_file_name(path);
  client.name = fields.text("name");
  client.category = fields.required("category");
  client.calendar = fields.name("calendar");
  client.address = fields.texts("address");
  client.vat_number = fields.text("vat-number");
  for (const FieldReader& contact : fields.maps("contacts")) {
    client.contacts.push_back(contact_from(contact));
  }
  client.domains = domains_from(fields);
  client.usual = fields.name("usual");
  if (const auto contract = fields.map("contract")) {
    client.contract = contract_from(*contract);
  }
  if (const auto rates = fields.map("rates")) {
    client.rates = rates_from(*rates);
  }
  if (const auto rounding = fields.map("rounding")) {
    client.rounding = rounding_from(*rounding);
  }
  if (fields.find("discount") != nullptr) {
    client.discount = fields.required_percent("discount");
  }
  return client;
}

Node to_node(const Client& client) {
  Entries entries;
  add_text(entries, "name", client.name);
  entries.emplace_back("category", Node::text(client.category));
  add_text(entries, "calendar", client.calendar);
  add_texts(entries, "address", client.address);
  add_text(entries, "vat-number", client.vat_number, Node::quoted);
  add_list(entries, "contacts", client.contacts, contact_node);
  add_texts(entries, "domains", client.domains);
  add_text(entries, "usual", client.usual);
  if (!(client.contract == Contract{})) {
    entries.emplace_back("contract", contract_node(client.contract));
  }
  if (!(client.rates == Rates{})) {
    entries.emplace_back("rates", to_node(client.rates));
  }
  if (client.rounding) {
    entries.emplace_back("rounding", to_node(*client.rounding));
  }
  if (client.discount != 0) {
    entries.emplace_back("discount", Node::quoted(format_percent(client.discount)));
  }
  return Node::record(std::move(entries), false);
}

}  // namespace tkt
