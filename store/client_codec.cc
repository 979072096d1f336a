// SPDX-License-Identifier: MIT
#include "store/codec.h"
#include "store/field_reader.h"
#include "store/paths.h"

namespace tkt {
namespace {

using Entries = std::vector<std::pair<std::string, Node>>;

void add_text(Entries& entries, const char* key, const std::string& value) {
  if (!value.empty()) {
    entries.emplace_back(key, Node::text(value));
  }
}

/// Telephone numbers begin with + or 0: quoted, no reader takes them for numbers.
void add_quoted(Entries& entries, const char* key, const std::string& value) {
  if (!value.empty()) {
    entries.emplace_back(key, Node::quoted(value));
  }
}

void add_date(Entries& entries, const char* key, const std::optional<Date>& date) {
  if (date) {
    entries.emplace_back(key, Node::bare(format_date(*date)));
  }
}

Node contact_node(const Contact& contact) {
  Entries entries = {{"name", Node::text(contact.name)}};
  add_quoted(entries, "mobile", contact.mobile);
  add_text(entries, "email", contact.email);
  return Node::record(std::move(entries), true);
}

Node contract_node(const Contract& contract) {
  Entries entries;
  add_quoted(entries, "number", contract.number);
  add_date(entries, "from", contract.from);
  add_date(entries, "to", contract.to);
  return Node::record(std::move(entries), true);
}

}  // namespace

Client client_from(const Node& root, std::string_view path) {
  const FieldReader fields(root, path);
  Client client;
  client.id = name_of(path);
  client.name = fields.text("name");
  client.category = fields.required("category");
  client.calendar = fields.text("calendar");
  client.address = fields.texts("address");
  client.vat_number = fields.text("vat-number");
  for (const FieldReader& contact : fields.maps("contacts")) {
    client.contacts.push_back(
        {contact.required("name"), contact.text("mobile"), contact.text("email")});
  }
  client.usual = fields.text("usual");
  if (const auto contract = fields.map("contract")) {
    client.contract = {contract->text("number"), contract->date("from"), contract->date("to")};
  }
  return client;
}

Node to_node(const Client& client) {
  Entries entries;
  add_text(entries, "name", client.name);
  entries.emplace_back("category", Node::text(client.category));
  add_text(entries, "calendar", client.calendar);
  if (!client.address.empty()) {
    std::vector<Node> lines;
    for (const std::string& line : client.address) {
      lines.push_back(Node::text(line));
    }
    entries.emplace_back("address", Node::list(std::move(lines), true));
  }
  add_quoted(entries, "vat-number", client.vat_number);
  if (!client.contacts.empty()) {
    std::vector<Node> contacts;
    for (const Contact& contact : client.contacts) {
      contacts.push_back(contact_node(contact));
    }
    entries.emplace_back("contacts", Node::list(std::move(contacts), false));
  }
  add_text(entries, "usual", client.usual);
  if (!(client.contract == Contract{})) {
    entries.emplace_back("contract", contract_node(client.contract));
  }
  return Node::record(std::move(entries), false);
}

}  // namespace tkt
