// SPDX-License-Identifier: MIT
//
// Prices of clients and contracts, discounts, and the hours that a contract covers.
#include <catch2/catch.hpp>

#include "model/error.h"
#include "tests/model/billing_desk.h"

namespace tkt::test {
namespace {

Invoice reckon_for(const Client& client, const Ticket& ticket, const Coverage& used = {}) {
  return reckon({ticket}, client, desk(), monday(23h), "ntebo", used);
}

TEST_CASE("a client's price is stronger than the desk's, and a contract's on its days") {
  Client client = payer();
  CHECK(rates_on(client, desk(), kMonday) == Rates{45000, 67500});
  client.rates.normal = 40000;
  CHECK(rates_on(client, desk(), kMonday) == Rates{40000, 67500});
  client.contract.rates = {30000, std::nullopt};
  CHECK(rates_on(client, desk(), kMonday) == Rates{30000, 67500});
  client.contract.from = 2026y / 11 / 24;
  CHECK(rates_on(client, desk(), kMonday) == Rates{40000, 67500});
  CHECK(rates_on(client, desk(), 2026y / 11 / 24) == Rates{30000, 67500});
  client.contract.to = 2026y / 11 / 30;
  CHECK(rates_on(client, desk(), 2026y / 11 / 30) == Rates{30000, 67500});
  CHECK(rates_on(client, desk(), 2026y / 12 / 1) == Rates{40000, 67500});
}

TEST_CASE("a client's own price after hours cuts the work") {
  Client client = payer();
  client.rates = {40000, 40000};
  const Ticket late = ticket({work("A", monday(16h + 30min), 60)});
  CHECK(column(reckon_for(client, late), &InvoiceLine::amount) == Amounts{40000});
  client.rates.after_hours = 60000;
  CHECK(column(reckon_for(client, late), &InvoiceLine::amount) == Amounts{20000, 30000});
}

TEST_CASE("a client's own rounding is taken instead of the desk's") {
  Client client = payer();
  client.rounding = Rounding{60min, RoundingMode::up, 0s, RoundingScope::ticket};
  const Ticket one = ticket({work("A", monday(9h), 20), work("B", monday(10h), 20)});
  CHECK(column(reckon_for(client, one), &InvoiceLine::billed) == Ints{20, 40});
}

TEST_CASE("a discount is taken off each line, half up") {
  Client client = payer();
  client.rates.normal = 10001;
  client.discount = 1250;  // 12.5 %
  const Invoice invoice =
      reckon_for(client, ticket({work("A", monday(9h), 30), work("B", monday(10h), 60)}));
  // 50.01 and 100.01; 12.5 % of them are 6.25125 and 12.50125.
  CHECK(column(invoice, &InvoiceLine::discount) == Amounts{625, 1250});
  CHECK(column(invoice, &InvoiceLine::amount) == Amounts{4376, 8751});
  CHECK(invoice.totals.net == 13127);
  CHECK(invoice.lines[0].reason == "normal rate; discount 12.5 %");
  const Invoice note = credit_note(invoice, "oops", desk(), monday(23h), "ntebo");
  CHECK(column(note, &InvoiceLine::discount) == Amounts{-625, -1250});
}

struct Block {
  int hours;
  int used;
  Ints covered;
  Amounts amounts;
};

TEST_CASE("a contract's hours go to the work in the order in which it was done") {
  // 60 minutes on Tuesday at 450.00, 60 on Monday, 30 on Monday evening at 675.00; billed as they
  // are worked.
  const std::vector<Work> entries = {work("C", at(2026y / 11 / 24, 9h), 60),
                                     work("A", monday(9h), 60), work("B", monday(18h), 30)};
  const auto row = GENERATE(values<Block>({
      {0, 0, {0, 0, 0}, {45000, 33750, 45000}},
      {1, 0, {60, 0, 0}, {0, 33750, 45000}},
      {2, 0, {60, 30, 30}, {0, 0, 22500}},
      {3, 0, {60, 30, 60}, {0, 0, 0}},
      {2, 45, {60, 15, 0}, {0, 16875, 45000}},
      {2, 120, {0, 0, 0}, {45000, 33750, 45000}},
      {2, 500, {0, 0, 0}, {45000, 33750, 45000}},
  }));
  Client client = contract_client();
  client.contract.hours = std::chrono::hours(row.hours);
  const Invoice invoice = reckon_for(client, ticket(entries), {{"2026-11", row.used}});
  CAPTURE(row.hours, row.used);
  CHECK(column(invoice, &InvoiceLine::work) == Texts{"A", "B", "C"});
  CHECK(column(invoice, &InvoiceLine::covered) == row.covered);
  CHECK(column(invoice, &InvoiceLine::amount) == row.amounts);
  const bool all = row.amounts == Amounts{0, 0, 0};
  CHECK(invoice.kind == (all ? InvoiceKind::zero_value : InvoiceKind::invoice));
  for (const InvoiceLine& line : invoice.lines)
    CHECK(add(line.amount, line.allowance) == scale(*line.rate, line.billed, 60));
}

TEST_CASE("each month has its own hours") {
  Client client = contract_client();
  client.contract.hours = 1h;
  const Ticket two =
      ticket({work("A", at(2026y / 11 / 30, 9h), 60), work("B", at(2026y / 12 / 1, 9h), 60)});
  CHECK(column(reckon_for(client, two), &InvoiceLine::covered) == Ints{60, 60});
}

TEST_CASE("what a credit note takes back is free again") {
  Client client = contract_client();
  client.contract.hours = 2h;
  Invoice invoice = reckon_for(client, ticket({work("A", monday(9h), 60)}));
  invoice.number = "INV-2026-000001";
  CHECK(coverage_of({invoice}, client.id) == Coverage{{"2026-11", 60}});
  CHECK(coverage_of({invoice}, "somebody-else").empty());
  const Invoice note = credit_note(invoice, "oops", desk(), monday(23h), "ntebo");
  CHECK(coverage_of({invoice, note}, client.id) == Coverage{{"2026-11", 0}});
}

TEST_CASE("work that a contract does not cover needs a price") {
  Client client = contract_client();
  client.contract.hours = 1h;
  Desk policy = desk();
  policy.billing.rates = {};
  const Ticket one = ticket({work("A", monday(9h), 60)});
  CHECK(reckon({one}, client, policy, monday(23h), "ntebo").totals.gross == 0);
  CHECK_THROWS_AS(reckon({one}, client, policy, monday(23h), "ntebo", {{"2026-11", 30}}), Error);
}

TEST_CASE("the desk may give zero-value invoices a title of their own") {
  Desk policy = desk();
  policy.billing.zero_value_title = "Statement of work";
  const Ticket one = ticket({work("A", monday(9h), 60)});
  CHECK(reckon({one}, contract_client(), policy, monday(23h), "ntebo").title ==
        "Statement of work");
  CHECK(reckon({one}, payer(), policy, monday(23h), "ntebo").title.empty());
}

}  // namespace
}  // namespace tkt::test
