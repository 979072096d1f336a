// SPDX-License-Identifier: MIT
#include "cmd/issue.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "cmd/json.h"
#include "model/error.h"
#include "store/codec.h"

namespace tkt {

namespace {

/// A clock that was set back, or `--now`, must not give a later number an earlier day.
void check_day(const Snapshot& snapshot, const std::string& last, Date today) {
  const Date issued =
      snapshot.desk().value.zone().date(snapshot.invoice(last).value().value.issued);
  if (today < issued) {
    throw Error(
        ErrorKind::refused,
        last + " was issued on " + format_date(issued) + "; the clock says " + format_date(today),
        "the numbers of a series follow its days: see to the clock, TKT_NOW and --now");
  }
}

}  // namespace

std::string next_number(const Snapshot& snapshot, std::string_view prefix, int first, Instant now) {
  const Date today = snapshot.desk().value.zone().date(now);
  const auto numbers = snapshot.invoice_numbers();
  if (const auto last = last_of_series(numbers, prefix)) {
    check_day(snapshot, *last, today);
  }
  const int year = static_cast<int>(today.year());
  const int serial = next_serial(numbers, prefix, year, first);
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
