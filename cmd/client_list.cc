// SPDX-License-Identifier: MIT
#include "cmd/client_list.h"

#include <nlohmann/json.hpp>

#include "cmd/csv.h"
#include "cmd/json.h"
#include "cmd/table.h"
#include "store/yaml.h"

namespace tkt {
namespace {

void print_csv(Output& out, const std::vector<Record<Client>>& clients) {
  out.raw(csv_line({"client", "name", "category", "contact", "mobile", "email"}));
  for (const auto& record : clients) {
    const Client& client = record.value;
    for (const Contact& contact : client.contacts) {
      out.raw(csv_line(
          {client.id, client.name, client.category, contact.name, contact.mobile, contact.email}));
    }
    if (client.contacts.empty()) {
      out.raw(csv_line({client.id, client.name, client.category, "", "", ""}));
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
