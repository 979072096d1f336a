// SPDX-License-Identifier: MIT
#include "model/payment.h"

#include <catch2/catch.hpp>

#include "tests/model/billing_desk.h"

namespace tkt::test {
namespace {

Invoice document(std::string number, Money gross, std::string credits = "") {
  Invoice invoice;
  invoice.number = std::move(number);
  invoice.kind = credits.empty() ? InvoiceKind::invoice : InvoiceKind::credit_note;
  invoice.credits = std::move(credits);
  invoice.totals.gross = gross;
  return invoice;
}

Payment payment(std::string invoice, Money amount) {
  Payment payment;
  payment.invoice = std::move(invoice);
  payment.amount = amount;
  return payment;
}

TEST_CASE("what is open is what was neither credited nor paid") {
  const auto accounts =
      accounts_of({document("INV-1", 10000), document("CN-2", -2500, "INV-1"),
                   document("CN-1", -500, "INV-1"), document("INV-2", 7)},
                  {payment("INV-1", 4000), payment("INV-1", -1000), payment("INV-9", 1)});
  REQUIRE(accounts.size() == 2);
  const InvoiceAccount& first = accounts.at("INV-1");
  CHECK(first.credited == 3000);
  CHECK(first.paid == 3000);
  CHECK(first.open() == 4000);
  CHECK(first.notes == Texts{"CN-1", "CN-2"});
  CHECK(accounts.at("INV-2").open() == 7);
}

TEST_CASE("an invoice ages by thirty days") {
  const Date issued = 2026y / 11 / 24;
  CHECK(age_of(issued, issued) == 0);
  CHECK(age_of(issued, 2026y / 11 / 1) == 0);
  CHECK(age_of(issued, 2026y / 12 / 24) == 0);
  CHECK(age_of(issued, 2026y / 12 / 25) == 1);
  CHECK(age_of(issued, 2027y / 1 / 23) == 1);
  CHECK(age_of(issued, 2027y / 1 / 24) == 2);
  CHECK(age_of(issued, 2027y / 2 / 22) == 2);
  CHECK(age_of(issued, 2027y / 2 / 23) == 3);
}

}  // namespace
}  // namespace tkt::test
