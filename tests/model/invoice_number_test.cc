// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "model/invoice.h"

namespace tkt {
namespace {

TEST_CASE("kinds have names") {
  CHECK(to_string(InvoiceKind::invoice) == "invoice");
  CHECK(to_string(InvoiceKind::zero_value) == "zero-value");
  CHECK(to_string(InvoiceKind::credit_note) == "credit-note");
  for (const auto kind :
       {InvoiceKind::invoice, InvoiceKind::zero_value, InvoiceKind::credit_note}) {
    CHECK(parse_invoice_kind(to_string(kind)) == kind);
  }
  CHECK(parse_invoice_kind("zero_value") == std::nullopt);
  CHECK(parse_invoice_kind("") == std::nullopt);
}

TEST_CASE("invoice numbers are written and read") {
  CHECK(invoice_number("INV", 2026, 42) == "INV-2026-000042");
  CHECK(invoice_number("INV", 2026, 1234567) == "INV-2026-1234567");
  CHECK(parse_invoice_number("INV-2026-000042") == SeriesNumber{"INV", 2026, 42});
  CHECK(parse_invoice_number("A-0001-000001") == SeriesNumber{"A", 1, 1});
  CHECK(parse_invoice_number("ITW2INVX-9999-999999") == SeriesNumber{"ITW2INVX", 9999, 999999});
  CHECK(parse_invoice_number("INV-2026-999999999") == SeriesNumber{"INV", 2026, 999999999});
}

TEST_CASE("what is no invoice number is not read") {
  const auto* text =
      GENERATE("", "-", "INV", "INV-2026", "INV-2026-", "INV-2026-42", "INV-2026-00042",
               "INV-2026-0000042", "INV-2026-000000", "INV-0000-000001", "INV-2026-1000000000",
               "inv-2026-000042", "2INV-2026-000042", "-2026-000042", "INVOICES2-2026-000042",
               "INV-26-000042", "INV--026-000042", "INV-2026--00042", "INV-2026-+00042",
               "INV-2026-00004x", "INV-2026-000042 ", " INV-2026-000042", "INV-2026-000042.yaml",
               "INV_2026_000042", "../../2026-000042", "I/V-2026-000042", "INV-2026-000042-1",
               "INV-A-2026-000042", "INV-2026-99999999999999999999");
  CAPTURE(text);
  CHECK(parse_invoice_number(text) == std::nullopt);
}

TEST_CASE("every number that is written reads back") {
  for (int serial = 1; serial < 100'000'000; serial = serial * 3 + 1) {
    for (const int year : {1, 1999, 2026, 9999}) {
      REQUIRE(parse_invoice_number(invoice_number("INV", year, serial)) ==
              SeriesNumber{"INV", year, serial});
    }
  }
}

TEST_CASE("the next number follows the highest of its series and year") {
  const std::vector<std::string> numbers = {"INV-2026-000002",  "INV-2026-000010",
                                            "INV-2025-000099",  "CN-2026-000050",
                                            "INVX-2026-000077", "rubbish"};
  CHECK(next_serial(numbers, "INV", 2026, 1) == 11);
  CHECK(next_serial(numbers, "INV", 2025, 1) == 100);
  CHECK(next_serial(numbers, "CN", 2026, 1) == 51);
  CHECK(next_serial(numbers, "INV", 2027, 1) == 1);
  CHECK(next_serial(numbers, "INV", 2027, 500) == 1);
  CHECK(next_serial(numbers, "NEW", 2027, 500) == 500);
  CHECK(next_serial(numbers, "INV", 2026, 500) == 11);
  CHECK(next_serial({}, "INV", 2026, 1) == 1);
}

TEST_CASE("the last number of a series") {
  const std::vector<std::string> numbers = {"INV-2026-000003", "INV-2025-000100", "CN-2027-000001",
                                            "INV-2026-000010", "note"};
  CHECK(last_of_series(numbers, "INV") == "INV-2026-000010");
  CHECK(last_of_series(numbers, "CN") == "CN-2027-000001");
  CHECK_FALSE(last_of_series(numbers, "A"));
}

TEST_CASE("six digits are followed by seven") {
  CHECK(next_serial({"INV-2026-999999"}, "INV", 2026, 1) == 1000000);
  CHECK(next_serial({"INV-2026-999999", "INV-2026-1000000"}, "INV", 2026, 1) == 1000001);
}

}  // namespace
}  // namespace tkt
