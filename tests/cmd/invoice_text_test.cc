// SPDX-License-Identifier: MIT
#include "cmd/invoice_text.h"

#include <sstream>

#include <catch2/catch.hpp>

#include "cmd/io.h"
#include "tests/cmd/hostile.h"
#include "tests/model/billing_desk.h"

namespace tkt::test {
namespace {

const Ticket kEvening = ticket({work("A", monday(16h + 30min + 20s), 50, "Restarted the gateway")});

Invoice tax_invoice() {
  Invoice invoice = reckon_one(kEvening);
  invoice.number = "INV-2026-000042";
  return invoice;
}

Invoice zero_value_invoice() {
  Invoice invoice = reckon({kEvening}, contract_client(), desk(), monday(18h), "ntebo");
  invoice.number = "INV-2026-000043";
  return invoice;
}

std::string text_of(const Invoice& invoice) {
  return "\n" + invoice_text(invoice, office().zone);
}

TEST_CASE("a tax invoice") {
  CHECK(text_of(tax_invoice()) == R"(
Tax Invoice                                                      INV-2026-000042
================================================================================
From:                                    To:
ITWorx                                   Kgalagadi Foods (Pty) Ltd
Plot 1                                   Plot 22
Gaborone                                 Tsabong
VAT number C00000000001                  VAT number C00000000002
Telephone +267 71924495
Email help@itworx.example

Date of issue:  2026-11-23
Date of supply: 2026-11-23
Currency:       BWP
Issued by:      ntebo

Ticket          Date         Worked   Billed        Rate per h            Amount
--------------------------------------------------------------------------------
ITW-4F7K24      2026-11-23      30m      30m            450.00            225.00
  VPN down: Restarted the gateway
  normal rate; by letla
ITW-4F7K24      2026-11-23      20m      30m            675.00            337.50
  VPN down: Restarted the gateway
  after hours; by letla
--------------------------------------------------------------------------------
Time spent: 50m
                                                           Net            562.50
                                            VAT 14 % of 562.50             78.75
                                                     Total BWP            641.25

Payment within 30 days
)");
}

TEST_CASE("a zero-value invoice says that the contract covers it, with time and worth") {
  Invoice invoice = zero_value_invoice();
  invoice.terms.clear();
  const std::string text = text_of(invoice);
  CHECK_THAT(text, Catch::StartsWith("\nZero-value invoice                                      "
                                     "         INV-2026-000043\n"));
  CHECK(text.substr(text.find("\nThis work")) == R"(
This work is covered by the contract: there is nothing to pay. Time spent: 50m.

Ticket          Date         Worked   Billed  Rate per h       Worth      Amount
--------------------------------------------------------------------------------
ITW-4F7K24      2026-11-23      30m      30m      450.00      225.00        0.00
  VPN down: Restarted the gateway
  covered by contract C-17; by letla
ITW-4F7K24      2026-11-23      20m      30m      675.00      337.50        0.00
  VPN down: Restarted the gateway
  after hours; covered by contract C-17; by letla
--------------------------------------------------------------------------------
Time spent: 50m
                                                         Worth            562.50
                                       Covered by the contract           -562.50
                                                           Net              0.00
                                              VAT 14 % of 0.00              0.00
                                                     Total BWP              0.00
)");
}

TEST_CASE("without rates there is no worth to show") {
  Desk policy = desk();
  policy.billing.rates = {};
  Invoice invoice = reckon({kEvening}, contract_client(), policy, monday(18h), "ntebo");
  const std::string text = text_of(invoice);
  CHECK_THAT(text, !Catch::Contains("Worth"));
  CHECK_THAT(text, Catch::Contains("ITW-4F7K24      2026-11-23      50m       1h                 -"
                                   "              0.00\n"));
}

TEST_CASE("a credit note names the invoice that it takes back, and why") {
  Invoice note = credit_note(tax_invoice(), "wrong\nclient", desk(), monday(19h), "ntebo");
  note.number = "CN-2026-000001";
  const std::string text = text_of(note);
  CHECK_THAT(text, Catch::StartsWith("\nCredit note "));
  CHECK_THAT(text, Catch::Contains("This note takes back what stands below, of INV-2026-000042.\n"
                                   "Reason: wrong client\n"));
  CHECK_THAT(text, Catch::Contains("          -225.00\n"));
  CHECK_THAT(text, Catch::Contains("Total BWP           -641.25\n"));
}

TEST_CASE("a preview says that it is one") {
  Invoice invoice = tax_invoice();
  invoice.number.clear();
  const std::string text = text_of(invoice);
  CHECK_THAT(text, Catch::StartsWith("\nTax Invoice\n===="));
  CHECK_THAT(text, Catch::Contains("\nThis is a preview: nothing has been issued.\n"));
}

TEST_CASE("an invoice is a tax invoice where VAT is charged") {
  Invoice invoice = tax_invoice();
  CHECK(invoice_title(invoice) == "Tax Invoice");
  invoice.totals.vat[0].amount = 0;
  CHECK(invoice_title(invoice) == "Invoice");
  invoice.totals.vat.clear();
  CHECK(invoice_title(invoice) == "Invoice");
  CHECK_THAT(text_of(invoice), !Catch::Contains("VAT 14"));
}

TEST_CASE("the date of issue is that of the desk's zone") {
  Invoice invoice = tax_invoice();
  invoice.issued = at(2026y / 11 / 24, 1h);  // still Monday in UTC
  CHECK_THAT(text_of(invoice), Catch::Contains("Date of issue:  2026-11-24\n"));
}

/// Every text of an invoice that somebody typed.
Invoice filled_with(const std::string& text) {
  Invoice invoice = tax_invoice();
  const Party party{text, text, {text, text}, text, text, text};
  invoice.supplier = invoice.client = party;
  invoice.number = invoice.by = invoice.currency = invoice.terms = text;
  invoice.lines[0].ticket = invoice.lines[0].by = text;
  invoice.lines[0].description = invoice.lines[0].reason = text;
  return invoice;
}

TEST_CASE("texts are printable and lines fit into 80 columns, whatever was typed") {
  const std::string word(200, 'x');
  for (const std::string& text : hostile::strings()) {
    Invoice invoice = filled_with(text);
    const std::string printed = invoice_text(invoice, office().zone);
    REQUIRE(printed == printable(printed));
  }
  Invoice invoice = tax_invoice();
  const Party party{"", word, {word + " " + word}, word, word, word};
  invoice.supplier = invoice.client = party;
  invoice.terms = invoice.lines[0].description = invoice.lines[0].reason = word;
  std::istringstream lines(invoice_text(invoice, office().zone));
  for (std::string line; std::getline(lines, line);) {
    REQUIRE(display_width(line) <= 80);
    REQUIRE((line.empty() || line.back() != ' '));
  }
}

}  // namespace
}  // namespace tkt::test
