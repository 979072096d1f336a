// SPDX-License-Identifier: MIT
#include "cmd/unbilled.h"

#include <algorithm>
#include <tuple>

#include <nlohmann/json.hpp>

#include "cmd/csv.h"
#include "cmd/json.h"
#include "cmd/table.h"

namespace tkt {

Exit print_unbilled(Context& context, const std::string& client, bool json, bool csv) {
  TicketQuery query;
  query.all = true;
  if (!client.empty()) {
    query.client = {client};
  }
  Listing listing = context.store().list(context.snapshot(), query);
  std::erase_if(listing.summaries, [](const Summary& one) { return one.unbilled_minutes == 0; });
  std::ranges::sort(listing.summaries, [](const Summary& a, const Summary& b) {
    return std::tie(a.client, a.opened, a.id) < std::tie(b.client, b.opened, b.id);
  });
  Json list = Json::array();
  std::string lines = csv_line({"id", "status", "client", "unbilled_minutes", "subject"});
  Table table({"TICKET", "STATUS", "CLIENT", "UNBILLED", "SUBJECT"}, 4);
  for (const Summary& one : listing.summaries) {
    const std::string status(to_string(one.status));
    list.push_back({{"id", one.id},
                    {"status", status},
                    {"client", one.client},
                    {"unbilled_minutes", one.unbilled_minutes},
                    {"subject", one.subject}});
    lines +=
        csv_line({one.id, status, one.client, std::to_string(one.unbilled_minutes), one.subject});
    table.row({{one.id, Style::bold},
               {status},
               {one.client},
               {format_duration(std::chrono::minutes(one.unbilled_minutes))},
               {one.subject}});
  }
  if (json) {
    context.io.out.raw(dump(list));
  } else if (csv) {
    context.io.out.raw(lines);
  } else {
    table.print(context.io.out);
  }
  return context.report_broken(listing.broken) ? Exit::storage : Exit::done;
}

}  // namespace tkt
