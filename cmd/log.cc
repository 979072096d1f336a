// SPDX-License-Identifier: MIT
#include "cmd/log.h"

#include <nlohmann/json.hpp>

#include "cmd/find.h"
#include "cmd/json.h"
#include "cmd/ticket_cells.h"

namespace tkt {
namespace {

void print_json(Context& context, const std::vector<Store::LogEntry>& entries) {
  Json list = Json::array();
  for (const Store::LogEntry& entry : entries) {
    list.push_back({{"commit", entry.commit},
                    {"at", format_instant(entry.when, context.zone())},
                    {"by", entry.author},
                    {"subject", entry.subject}});
  }
  context.io.out.raw(dump(list));
}

void print_table(Context& context, const std::vector<Store::LogEntry>& entries) {
  constexpr std::size_t kShort = 9;
  const bool terminal = context.io.out.terminal();
  Table table({"COMMIT", "WHEN", "BY", "SUBJECT"}, 3);
  for (const Store::LogEntry& entry : entries) {
    table.row({{terminal ? entry.commit.substr(0, kShort) : entry.commit, Style::yellow},
               past_cell(context, entry.when),
               {entry.author},
               {entry.subject}});
  }
  table.print(context.io.out);
}

}  // namespace

Exit run(const LogOptions& options, Context& context) {
  const std::string path = find_ticket_path(context, context.snapshot(), options.ticket);
  const std::vector<Store::LogEntry> entries = context.store().log(path);
  if (options.json) {
    print_json(context, entries);
  } else {
    print_table(context, entries);
  }
  return Exit::done;
}

}  // namespace tkt
