// SPDX-License-Identifier: MIT
#include "cmd/client_import.h"

#include <algorithm>
#include <functional>
#include <map>
#include <sstream>

#include <fmt/core.h>

#include "cmd/client_fields.h"
#include "cmd/csv.h"
#include "cmd/input.h"
#include "cmd/short_name.h"
#include "model/error.h"
#include "model/text.h"

namespace tkt {
namespace {

std::string columns_hint() {
  return "the first line names the columns: " + joined(client_columns());
}

/// Where each column stands in this file.
std::map<std::string, std::size_t, std::less<>> heading_of(const CsvRow& row,
                                                           const std::string& file) {
  std::map<std::string, std::size_t, std::less<>> heading;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const auto& known = client_columns();
    if (std::find(known.begin(), known.end(), row.cells[i]) == known.end()) {
      throw Error(
          ErrorKind::refused,
          file + ":" + std::to_string(row.line) + ": there is no column '" + row.cells[i] + "'",
          columns_hint());
    }
    heading[row.cells[i]] = i;
  }
  for (const char* needed : {"client", "category"}) {
    if (heading.count(needed) == 0) {
      throw Error(ErrorKind::refused, file + ": there is no column '" + needed + "'",
                  columns_hint());
    }
  }
  return heading;
}

std::vector<std::string> address_lines(const std::string& cell) {
  std::vector<std::string> lines;
  std::istringstream text(cell);
  for (std::string line;
       std::getline(text, line, cell.find('\n') == std::string::npos ? ';' : '\n');) {
    const auto begin = line.find_first_not_of(" \r");
    if (begin != std::string::npos) {
      lines.push_back(line.substr(begin, line.find_last_not_of(" \r") - begin + 1));
    }
  }
  return lines;
}

/// One row as the options of `client edit`: what is empty stays as it is.
ClientFields fields_of(const CsvRow& row,
                       const std::map<std::string, std::size_t, std::less<>>& heading) {
  const auto cell = [&](std::string_view column) -> std::optional<std::string> {
    const auto found = heading.find(column);
    if (found == heading.end() || found->second >= row.cells.size() ||
        row.cells[found->second].empty()) {
      return std::nullopt;
    }
    return row.cells[found->second];
  };
  ClientFields fields;
  fields.name = cell("name");
  fields.category = cell("category");
  fields.calendar = cell("calendar");
  fields.vat_number = cell("vat-number");
  fields.usual = cell("usual");
  fields.contract = cell("contract");
  fields.from = cell("contract-from");
  fields.to = cell("contract-to");
  fields.contact = cell("contact").value_or("");
  fields.mobile = cell("mobile");
  fields.email = cell("email");
  if (const auto address = cell("address")) {
    fields.address = address_lines(*address);
  }
  return fields;
}

/// A cell without a column would be lost.
void refuse_more_cells(const CsvRow& row, std::size_t columns) {
  for (std::size_t i = columns; i < row.cells.size(); ++i) {
    if (!row.cells[i].empty()) {
      throw Error(ErrorKind::refused, "'" + row.cells[i] + "' stands in no column");
    }
  }
}

std::string counted(std::size_t count, const std::string& what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

}  // namespace

const std::vector<std::string>& client_columns() {
  static const std::vector<std::string> columns = {
      "client",     "name",  "category", "contact",  "mobile",        "email",      "address",
      "vat-number", "usual", "calendar", "contract", "contract-from", "contract-to"};
  return columns;
}

Exit run(const ClientImportOptions& options, Context& context) {
  (void)context.actor();
  const auto rows = parse_csv(read_input(context, options.file), options.file);
  if (rows.empty()) {
    throw Error(ErrorKind::refused, options.file + ": the file is empty", columns_hint());
  }
  const auto heading = heading_of(rows.front(), options.file);
  Change change = context.change();
  std::map<std::string, Client> clients;
  std::string problems;
  for (auto row = rows.begin() + 1; row != rows.end(); ++row) {
    try {
      refuse_more_cells(*row, rows.front().cells.size());
      const std::size_t column = heading.at("client");
      const std::string named = column < row->cells.size() ? row->cells[column] : "";
      const std::string id = short_name_of(named);
      const auto known = change.snapshot().client(id);
      Client& client = clients.try_emplace(id, known ? known->value : Client{}).first->second;
      client.name = client.id.empty() && named != id ? named : client.name;
      client.id = id;
      client = apply(client, fields_of(*row, heading), change.snapshot());
    } catch (const Error& error) {
      problems += (problems.empty() ? "" : "\n") + options.file + ":" + std::to_string(row->line) +
                  ": " + error.what();
    }
  }
  if (!problems.empty()) {
    throw Error(ErrorKind::refused, problems,
                "nothing was imported; mend these lines and try again");
  }
  std::size_t contacts = 0;
  for (const auto& [id, client] : clients) {
    contacts += client.contacts.size();
    if (const auto known = change.snapshot().client(id)) {
      change.update(*known, client);
    } else {
      change.create(client);
    }
  }
  if (change.empty()) {
    context.io.err.line("nothing new in " + options.file);
    return Exit::done;
  }
  const std::string said = counted(clients.size(), "client") + ", " + counted(contacts, "contact");
  if (context.commit(change, "client import: " + said + " [by " + context.actor().id + "]", {})) {
    context.io.err.line("imported " + said);
  }
  return Exit::done;
}

}  // namespace tkt
