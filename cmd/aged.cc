// SPDX-License-Identifier: MIT
#include "cmd/aged.h"

#include <nlohmann/json.hpp>

#include "cmd/csv.h"
#include "cmd/json.h"
#include "cmd/table.h"

namespace tkt {
namespace {

/// By client and currency.
using Debts = std::map<std::pair<std::string, std::string>, Aged>;

Debts debts_of(const Book& book, Date today, const Zone& zone) {
  Debts debts;
  for (const Invoice& invoice : book.invoices) {
    const auto account = book.accounts.find(invoice.number);
    if (account == book.accounts.end() || account->second.open() == 0) {
      continue;
    }
    Money& sum =
        debts[{invoice.client.id, invoice.currency}][age_of(zone.date(invoice.issued), today)];
    sum = add(sum, account->second.open());
  }
  return debts;
}

Money total_of(const Aged& aged) {
  Money total = 0;
  for (const Money amount : aged) {
    total = add(total, amount);
  }
  return total;
}

}  // namespace

void print_aged(Output& out, const Book& book, Date today, const Zone& zone, bool json, bool csv) {
  Json list = Json::array();
  std::string lines = csv_line(
      {"client", "currency", "to_30_days", "to_60_days", "to_90_days", "over_90_days", "total"});
  Table table({"CLIENT", "0-30 DAYS", "31-60", "61-90", "OVER 90", "TOTAL", "CURRENCY"}, 0);
  for (const auto& [whose, aged] : debts_of(book, today, zone)) {
    const auto& [client, currency] = whose;
    const std::string total = format_money(total_of(aged));
    list.push_back({{"client", client},
                    {"currency", currency},
                    {"to_30_days", format_money(aged[0])},
                    {"to_60_days", format_money(aged[1])},
                    {"to_90_days", format_money(aged[2])},
                    {"over_90_days", format_money(aged[3])},
                    {"total", total}});
    lines += csv_line({client, currency, format_money(aged[0]), format_money(aged[1]),
                       format_money(aged[2]), format_money(aged[3]), total});
    table.row({{client},
               {format_money(aged[0])},
               {format_money(aged[1])},
               {format_money(aged[2])},
               {format_money(aged[3])},
               {total, Style::bold},
               {currency}});
  }
  if (json) {
    out.raw(dump(list));
  } else if (csv) {
    out.raw(lines);
  } else {
    table.print(out);
  }
}

}  // namespace tkt
