// SPDX-License-Identifier: MIT
#include "cmd/client_list.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "cmd/client_import.h"
#include "cmd/csv.h"
#include "cmd/json.h"
#include "cmd/table.h"
#include "store/yaml.h"

namespace tkt {
namespace {

/// In one cell, as `client import` parts it again: "Plot 12; Maun", lines where one holds a ";".
std::string address_cell(const std::vector<std::string>& address) {
  const bool parted = std::any_of(address.begin(), address.end(), [](const std::string& line) {
    return line.find(';') != std::string::npos;
  });
  std::string cell;
  for (const std::string& line : address) {
    cell += (cell.empty() || parted ? "" : "; ") + line + (parted ? "\n" : "");
  }
  return cell;
}

std::string line_of(const Client& client, const Contact& contact) {
  const Contract& contract = client.contract;
  return csv_line({client.id, client.name, client.category, contact.name, contact.mobile,
                   contact.email, address_cell(client.address), client.vat_number, client.usual,
                   client.calendar, contract.number,
                   contract.from ? format_date(*contract.from) : "",
                   contract.to ? format_date(*contract.to) : ""});
}

void print_csv(Output& out, const std::vector<Record<Client>>& clients) {
  out.raw(csv_line(client_columns()));
  for (const auto& record : clients) {
    const Client& client = record.value;
    for (const Contact& contact : client.contacts) {
      out.raw(line_of(client, contact));
    }
    if (client.contacts.empty()) {
      out.raw(line_of(client, {}));
    }
  }
}

}  // namespace

Exit run(const ClientListOptions& options, Context& context) {
  std::vector<BrokenFile> broken;
  const auto clients = context.snapshot().clients(&broken);
  if (options.json) {
    Json list = Json::array();
    for (const auto& record : clients) {
      list.push_back(to_json(record.value, parse_yaml(record.text, record.path)));
    }
    context.io.out.raw(dump(list));
  } else if (options.csv) {
    print_csv(context.io.out, clients);
  } else {
    Table table({"CLIENT", "CATEGORY", "CONTACTS", "NAME"}, 3);
    for (const auto& record : clients) {
      const Client& client = record.value;
      table.row({{client.id, Style::bold},
                 {client.category},
                 {std::to_string(client.contacts.size())},
                 {client.name}});
    }
    table.print(context.io.out);
  }
  return context.report_broken(broken) ? Exit::storage : Exit::done;
}

}  // namespace tkt
