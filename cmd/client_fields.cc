// SPDX-License-Identifier: MIT
#include "cmd/client_fields.h"

#include <algorithm>

#include "cmd/find.h"
#include "model/error.h"
#include "model/text.h"

namespace tkt {
namespace {

std::optional<Date> date_option(std::string_view option, const std::string& typed) {
  if (typed.empty()) {
    return std::nullopt;
  }
  const auto date = parse_date(typed);
  if (!date) {
    throw Error(ErrorKind::usage, std::string(option) + ": '" + typed + "' is no day",
                "write it as 2026-11-23");
  }
  return date;
}

void set_contact(Client& client, const ClientFields& fields) {
  if (fields.contact.empty()) {
    if (fields.mobile || fields.email) {
      throw Error(ErrorKind::usage, "--mobile and --email belong to a contact",
                  "name the person with --contact");
    }
    return;
  }
  auto known = std::find_if(
      client.contacts.begin(), client.contacts.end(),
      [&](const Contact& contact) { return &contact == client.contact(fields.contact); });
  if (known == client.contacts.end()) {
    known = client.contacts.insert(known, {fields.contact, "", ""});
  }
  known->mobile = fields.mobile ? mobile_option(*fields.mobile) : known->mobile;
  known->email = fields.email ? email_option(*fields.email) : known->email;
}

void set_contract(Contract& contract, const ClientFields& fields) {
  contract.number = fields.contract.value_or(contract.number);
  contract.from = fields.from ? date_option("--from", *fields.from) : contract.from;
  contract.to = fields.to ? date_option("--to", *fields.to) : contract.to;
  if (contract.from && contract.to && *contract.to < *contract.from) {
    throw Error(ErrorKind::usage, "the contract ends before it begins");
  }
}

/// A value that an empty text takes away again.
template <class Value>
void set_option(std::optional<Value>& value, std::string_view option,
                const std::optional<std::string>& typed,
                std::optional<Value> (*parse)(std::string_view), const char* example) {
  if (!typed) {
    return;
  }
  value = typed->empty() ? std::nullopt : parse(*typed);
  if (!typed->empty() && (!value || *value < Value{0})) {
    throw Error(ErrorKind::usage, std::string(option) + ": '" + *typed + "' cannot be read",
                std::string("write it as ") + example);
  }
}

void set_prices(Client& client, const ClientFields& fields) {
  set_option<Seconds>(client.contract.hours, "--hours", fields.hours, parse_duration, "10h");
  set_option<Money>(client.rates.normal, "--rate", fields.rate, parse_money, "450.00");
  set_option<Money>(client.rates.after_hours, "--after-hours", fields.after_hours, parse_money,
                    "675.00");
  std::optional<Percent> discount = client.discount;
  set_option<Percent>(discount, "--discount", fields.discount, parse_percent, "10");
  client.discount = discount.value_or(0);
}

std::vector<std::string> domains_option(const std::vector<std::string>& typed) {
  std::vector<std::string> domains;
  for (const std::string& one : typed) {
    const std::string domain = folded(one);
    if (!is_email_domain(domain)) {
      throw Error(ErrorKind::usage, "--domain: '" + one + "' is no domain",
                  "write what stands behind the @, as kgalagadi.co.bw");
    }
    if (is_anybodys_domain(domain)) {
      throw Error(ErrorKind::refused, "anybody can have an address at '" + domain + "'",
                  "note the address itself, with --contact and --email");
    }
    if (std::find(domains.begin(), domains.end(), domain) == domains.end()) {
      domains.push_back(domain);
    }
  }
  return domains;
}

/// Of the contacts: "contact" for a new one.
void add_contact_fields(std::vector<std::string>& fields, const Client& before,
                        const Client& after) {
  for (const Contact& contact : after.contacts) {
    const Contact* const known = before.contact(contact.name);
    if (known == nullptr) {
      fields.emplace_back("contact");
      continue;
    }
    if (known->mobile != contact.mobile) {
      fields.emplace_back("mobile");
    }
    if (known->email != contact.email) {
      fields.emplace_back("email");
    }
  }
}

}  // namespace

std::vector<std::string> changed_fields(const Client& before, const Client& after) {
  const std::vector<std::pair<const char*, bool>> all = {
      {"name", before.name != after.name},
      {"category", before.category != after.category},
      {"calendar", before.calendar != after.calendar},
      {"address", before.address != after.address},
      {"vat-number", before.vat_number != after.vat_number},
      {"domain", before.domains != after.domains},
      {"usual", before.usual != after.usual},
      {"contract", before.contract.number != after.contract.number},
      {"from", before.contract.from != after.contract.from},
      {"to", before.contract.to != after.contract.to},
      {"hours", before.contract.hours != after.contract.hours},
      {"rate", before.rates.normal != after.rates.normal},
      {"after-hours", before.rates.after_hours != after.rates.after_hours},
      {"discount", before.discount != after.discount}};
  std::vector<std::string> fields;
  for (const auto& [field, differs] : all) {
    if (differs) {
      fields.emplace_back(field);
    }
  }
  add_contact_fields(fields, before, after);
  return fields;
}

std::string mobile_option(std::string_view typed) {
  const auto number = normalise_mobile(typed);
  if (!number) {
    throw Error(ErrorKind::usage, "--mobile: '" + std::string(typed) + "' is no telephone number",
                "write it as +26771234567 or 71 234 567");
  }
  return *number;
}

std::string email_option(std::string_view typed) {
  if (!is_email_address(typed)) {
    throw Error(ErrorKind::usage, "--email: '" + std::string(typed) + "' is no email address");
  }
  return std::string(typed);
}

Client apply(Client client, const ClientFields& fields, const Snapshot& snapshot) {
  const Desk& desk = snapshot.desk().value;
  client.name = fields.name.value_or(client.name);
  client.category = fields.category.value_or(client.category);
  client.calendar = fields.calendar.value_or(client.calendar);
  client.address = fields.address.value_or(client.address);
  client.vat_number = fields.vat_number.value_or(client.vat_number);
  client.domains = fields.domains ? domains_option(*fields.domains) : client.domains;
  client.usual = fields.usual.value_or(client.usual);
  check_category(desk, client.category);
  (void)desk.calendar_named(client.calendar);
  if (!client.usual.empty()) {
    (void)find_staff(snapshot, client.usual);
  }
  set_contact(client, fields);
  set_contract(client.contract, fields);
  set_prices(client, fields);
  return client;
}

}  // namespace tkt
