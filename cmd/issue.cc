// SPDX-License-Identifier: MIT
#include "cmd/issue.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "cmd/json.h"
#include "store/codec.h"

namespace tkt {

std::string next_number(const Snapshot& snapshot, std::string_view prefix, int first, Instant now) {
  const int year = static_cast<int>(snapshot.desk().value.zone().date(now).year());
  const int serial = next_serial(snapshot.invoice_numbers(), prefix, year, first);
  return invoice_number(prefix, year, serial);
}

std::string invoice_json(const Invoice& invoice, const Zone& zone) {
  return dump(to_json(to_node(invoice, zone)));
}

std::vector<TicketId> tickets_on(const Invoice& invoice) {
  std::vector<TicketId> ids;
  for (const InvoiceLine& line : invoice.lines) {
    if (std::find(ids.begin(), ids.end(), line.ticket) == ids.end()) {
      ids.push_back(line.ticket);
    }
  }
  return ids;
}

std::string gross_text(const Invoice& invoice) {
  return format_money(invoice.totals.gross) + " " + invoice.currency;
}

}  // namespace tkt
