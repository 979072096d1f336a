// SPDX-License-Identifier: MIT
#include "cmd/client_show.h"

#include <nlohmann/json.hpp>

#include "cmd/find.h"
#include "cmd/json.h"
#include "cmd/table.h"
#include "model/text.h"
#include "store/yaml.h"

namespace tkt {
namespace {

std::string contract_text(const Contract& contract) {
  std::string text = contract.number;
  const auto add = [&](const std::string& sign, const std::string& more) {
    text += (text.empty() ? "" : sign) + more;
  };
  if (contract.from) {
    add(" ", "from " + format_date(*contract.from));
  }
  if (contract.to) {
    add(" ", "to " + format_date(*contract.to));
  }
  if (contract.hours) {
    add(", ", format_duration(*contract.hours) + " a month");
  }
  return text;
}

/// "400.00 an hour, 600.00 after hours".
std::string rates_text(const Rates& rates) {
  std::string text = rates.normal ? format_money(*rates.normal) + " an hour" : "";
  if (rates.after_hours) {
    text += (text.empty() ? "" : ", ") + format_money(*rates.after_hours) + " after hours";
  }
  return text;
}

}  // namespace

Exit run(const ClientShowOptions& options, Context& context) {
  const auto record = find_client(context.snapshot(), options.id);
  const Client& client = record.value;
  Output& out = context.io.out;
  if (options.json) {
    out.raw(dump(to_json(client, parse_yaml(record.text, record.path))));
    return Exit::done;
  }
  out.line(Style::bold, client.id);
  print_field(out, "name", client.name);
  print_field(out, "category", client.category);
  print_field(out, "calendar", client.calendar);
  print_field(out, "contract", contract_text(client.contract));
  print_field(out, "", rates_text(client.contract.rates));
  print_field(out, "rates", rates_text(client.rates));
  print_field(out, "discount", client.discount == 0 ? "" : format_percent(client.discount) + " %");
  print_field(out, "domains", joined(client.domains));
  print_field(out, "usual", client.usual);
  print_field(out, "vat-number", client.vat_number);
  for (const std::string& address : client.address) {
    print_field(out, &address == &client.address.front() ? "address" : "", address);
  }
  Table table({"CONTACT", "MOBILE", "EMAIL"}, 2);
  for (const Contact& contact : client.contacts) {
    table.row({{contact.name}, {contact.mobile}, {contact.email}});
  }
  table.print(out);
  return Exit::done;
}

}  // namespace tkt
