// SPDX-License-Identifier: MIT
#include "model/invoice.h"

#include <catch2/catch.hpp>

#include "model/error.h"
#include "tests/model/billing_desk.h"

namespace tkt::test {
namespace {

TEST_CASE("VAT rates hold from their day on") {
  const std::vector<VatRate> table = desk().billing.vat;
  CHECK(vat_on(table, 2021y / 3 / 31) == std::nullopt);
  CHECK(vat_on(table, 2021y / 4 / 1) == 1400);
  CHECK(vat_on(table, 2022y / 8 / 2) == 1400);
  CHECK(vat_on(table, 2022y / 8 / 3) == 1200);
  CHECK(vat_on(table, 2023y / 3 / 31) == 1200);
  CHECK(vat_on(table, 2023y / 4 / 1) == 1400);
  CHECK(vat_on(table, 2030y / 1 / 1) == 1400);
  CHECK(vat_on({}, 2030y / 1 / 1) == std::nullopt);
}

std::vector<InvoiceLine> lines(const Amounts& amounts) {
  std::vector<InvoiceLine> result;
  for (const Money amount : amounts) {
    result.emplace_back().amount = amount;
    result.back().date = kMonday;
  }
  return result;
}

TEST_CASE("VAT is rounded once, half up") {
  const std::vector<VatRate> table = {{2023y / 4 / 1, 1400}};
  // 14 % of 506.25 is 70.875.
  CHECK(total(lines({50625}), table, kMonday) == Totals{50625, {{1400, 50625, 7088}}, 57713});
  // Three times 14 % of 0.04 is 0.01 by line, and 14 % of 0.12 is 0.02.
  CHECK(total(lines({4, 4, 4}), table, kMonday) == Totals{12, {{1400, 12, 2}}, 14});
  CHECK(total(lines({-50625}), table, kMonday) == Totals{-50625, {{1400, -50625, -7088}}, -57713});
  CHECK(total({}, table, kMonday) == Totals{0, {{1400, 0, 0}}, 0});
}

TEST_CASE("without a rate of VAT on the day there is none") {
  CHECK(total(lines({50625}), {}, kMonday) == Totals{50625, {}, 50625});
  CHECK(total(lines({50625}), {{2026y / 11 / 24, 1400}}, kMonday) == Totals{50625, {}, 50625});
  CHECK(total(lines({100}), {{2023y / 4 / 1, 0}}, kMonday) == Totals{100, {{0, 100, 0}}, 100});
}

TEST_CASE("totals beyond what the files hold are refused") {
  CHECK_THROWS_AS(total(lines({kMostMoney, 1}), {}, kMonday), Error);
  CHECK_THROWS_AS(total(lines({kMostMoney}), {{2023y / 4 / 1, 1400}}, kMonday), Error);
}

TEST_CASE("the rate of VAT is that of the day of supply, not of issue") {
  const Ticket old =
      ticket({work("A", at(2022y / 8 / 3, 9h), 60), work("B", at(2023y / 3 / 31, 9h), 60)});
  const Invoice invoice = reckon_one(old);
  CHECK(invoice.supplied == 2023y / 3 / 31);
  CHECK(invoice.totals == Totals{90000, {{1200, 90000, 10800}}, 100800});
  CHECK_FALSE(invoice.lines[0].vat);
}

TEST_CASE("work on both sides of a change of VAT has a total for each rate") {
  const Ticket old =
      ticket({work("A", at(2023y / 3 / 31, 9h), 60), work("B", at(2023y / 4 / 1, 9h), 20),
              work("C", at(2023y / 4 / 3, 9h), 60)});
  const Invoice invoice = reckon_one(old);
  // Saturday the first of April is after hours: 675.00 * 30 / 60.
  CHECK(invoice.totals ==
        Totals{123750, {{1200, 45000, 5400}, {1400, 78750, 11025}}, 123750 + 5400 + 11025});
  CHECK(invoice.lines[0].vat == 1200);
  CHECK(invoice.lines[1].vat == 1400);
  Invoice issued = invoice;
  issued.number = "INV-2026-000001";
  const Invoice note =
      credit_note(issued, "late", desk(), monday(19h), "ntebo", {{}, {{"ITW-4F7K24", "A"}}});
  CHECK(note.totals == Totals{-45000, {{1200, -45000, -5400}, {1400, 0, 0}}, -50400});
}

TEST_CASE("an amount is rounded half up to the minor unit on its line") {
  Desk policy = desk();
  policy.billing.rates = {10001, 10002};
  policy.billing.rounding.unit = 1min;
  const Invoice invoice = reckon_one(
      ticket({work("A", monday(9h), 30), work("B", monday(10h), 20), work("C", monday(11h), 40)}),
      policy);
  // 5000.5, 3333.67 and 6667.33
  CHECK(column(invoice, &InvoiceLine::amount) == Amounts{5001, 3334, 6667});
  CHECK(invoice.totals.net == 15002);
}

// Whole invoices

TEST_CASE("an invoice says who, whom, when and what") {
  const Invoice invoice = reckon_one(ticket({work("A", monday(9h), 45, "Restarted the gateway")}));
  CHECK(invoice.number.empty());
  CHECK(invoice.kind == InvoiceKind::invoice);
  CHECK(invoice.issued == monday(18h));
  CHECK(invoice.by == "ntebo");
  CHECK(invoice.supplied == kMonday);
  CHECK(invoice.client == Party{"kgalagadi-foods",
                                "Kgalagadi Foods (Pty) Ltd",
                                {"Plot 22", "Tsabong"},
                                "C00000000002",
                                "",
                                ""});
  CHECK(invoice.supplier == Party{"",
                                  "ITWorx",
                                  {"Plot 1", "Gaborone"},
                                  "C00000000001",
                                  "+267 71924495",
                                  "help@itworx.example"});
  CHECK(invoice.currency == "BWP");
  CHECK(invoice.terms == "Payment within 30 days");
  CHECK(invoice.credits.empty());
  CHECK(invoice.reason.empty());
  REQUIRE(invoice.lines.size() == 1);
  InvoiceLine line;
  line.ticket = "ITW-4F7K24";
  line.work = "A";
  line.by = "letla";
  line.date = kMonday;
  line.description = "VPN down: Restarted the gateway";
  line.minutes = line.billed = 45;
  line.rate = 45000;
  line.amount = 33750;
  line.reason = "normal rate";
  CHECK(invoice.lines[0] == line);
}

TEST_CASE("a client without a name in full goes by its short one") {
  Client client = payer();
  client.name.clear();
  const Ticket one = ticket({work("A", monday(9h), 45)});
  CHECK(reckon({one}, client, desk(), monday(18h), "ntebo").client.name == "kgalagadi-foods");
}

TEST_CASE("a line without a note bears the subject") {
  CHECK(reckon_one(ticket({work("A", monday(9h), 45)})).lines.at(0).description == "VPN down");
}

TEST_CASE("a contract client pays nothing and sees the time and its worth") {
  const Ticket late = ticket({work("A", monday(16h + 45min), 40)});
  const Invoice invoice = reckon({late}, contract_client(), desk(), monday(18h), "ntebo");
  CHECK(invoice.kind == InvoiceKind::zero_value);
  CHECK(column(invoice, &InvoiceLine::minutes) == Ints{15, 25});
  CHECK(column(invoice, &InvoiceLine::billed) == Ints{15, 30});
  CHECK(column(invoice, &InvoiceLine::amount) == Amounts{0, 0});
  CHECK(column(invoice, &InvoiceLine::allowance) == Amounts{11250, 33750});
  CHECK(invoice.lines[0].rate == 45000);
  CHECK(invoice.lines[1].rate == 67500);
  CHECK(column(invoice, &InvoiceLine::reason) ==
        Texts{"covered by contract C-17", "after hours; covered by contract C-17"});
  CHECK(invoice.totals == Totals{0, {{1400, 0, 0}}, 0});
}

TEST_CASE("a zero-value invoice needs neither rates nor a VAT number") {
  Desk policy = desk();
  policy.billing.rates = {};
  policy.company.vat_number.clear();
  Client client = contract_client();
  client.contract.number.clear();
  const Ticket one = ticket({work("A", monday(9h), 40)});
  const Invoice invoice = reckon({one}, client, policy, monday(18h), "ntebo");
  REQUIRE(invoice.lines.size() == 1);
  CHECK(invoice.lines[0].minutes == 40);
  CHECK(invoice.lines[0].billed == 45);
  CHECK(invoice.lines[0].rate == std::nullopt);
  CHECK(invoice.lines[0].amount == 0);
  CHECK(invoice.lines[0].allowance == 0);
  CHECK(invoice.lines[0].reason == "covered by the contract");
  CHECK(invoice.totals.gross == 0);
}

TEST_CASE("what decides is the category's policy, not its name") {
  Desk policy = desk();
  policy.categories[0].invoice = InvoicePolicy::charge;
  const Ticket one = ticket({work("A", monday(9h), 60)});
  const Invoice invoice = reckon({one}, contract_client(), policy, monday(18h), "ntebo");
  CHECK(invoice.kind == InvoiceKind::invoice);
  CHECK(invoice.totals.net == 45000);
}

TEST_CASE("work that is billed already or not to be billed stays out") {
  Ticket mixed =
      ticket({work("A", monday(9h), 15), work("B", monday(10h), 30), work("C", monday(11h), 45)});
  mixed.work[0].invoice = "INV-2026-000001";
  mixed.work[1].billable = false;
  CHECK(column(reckon_one(mixed), &InvoiceLine::work) == Texts{"C"});
}

TEST_CASE("lines are ordered by ticket in order of opening, then by start") {
  Ticket late = ticket({work("A", monday(9h), 15)}, "ITW-000000");
  late.opened = monday(12h);
  const Ticket early =
      ticket({work("D", at(2026y / 11 / 25, 9h), 15), work("C", monday(10h), 15)}, "ITW-4F7K24");
  const Ticket twin = ticket({work("B", monday(9h), 15)}, "ITW-123458");
  const Invoice invoice = reckon({late, early, twin}, payer(), desk(), monday(18h), "ntebo");
  CHECK(column(invoice, &InvoiceLine::work) == Texts{"B", "C", "D", "A"});
  CHECK(invoice.supplied == 2026y / 11 / 25);
}

TEST_CASE("the parts of entries that overlap are ordered by their own start") {
  Desk policy = desk();
  policy.billing.rounding.unit = 1min;
  const Invoice invoice =
      reckon_one(ticket({work("A", monday(16h), 120), work("B", monday(16h + 30min), 60)}), policy);
  CHECK(column(invoice, &InvoiceLine::work) == Texts{"A", "B", "A", "B"});
  CHECK(column(invoice, &InvoiceLine::minutes) == Ints{60, 30, 60, 30});
}

TEST_CASE("a ticket named twice is billed once") {
  const Ticket one = ticket({work("A", monday(9h), 15)});
  CHECK(reckon({one, one}, payer(), desk(), monday(18h), "ntebo").lines.size() == 1);
}

// Refusals

TEST_CASE("nothing to bill is refused") {
  CHECK_THROWS_WITH(reckon_one(ticket({})), "there is no unbilled work for 'kgalagadi-foods'");
  CHECK_THROWS_AS(reckon({}, payer(), desk(), monday(18h), "ntebo"), Error);
  Ticket billed = ticket({work("A", monday(9h), 15)});
  billed.work[0].invoice = "INV-2026-000001";
  CHECK_THROWS_AS(reckon_one(billed), Error);
}

std::string hint_of(const Ticket& ticket, const Desk& policy) {
  try {
    static_cast<void>(reckon_one(ticket, policy));
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::refused);
    return error.hint();
  }
  return "nothing was refused";
}

TEST_CASE("a charge without a rate is refused") {
  Desk policy = desk();
  const Ticket one = ticket({work("A", monday(9h), 15)});
  policy.billing.rates = {};
  CHECK_THROWS_WITH(reckon_one(one, policy), "there is no rate to charge 'kgalagadi-foods' by");
  CHECK_THAT(hint_of(one, policy), Catch::Contains("billing: rates: normal:"));
  policy.billing.rates = {std::nullopt, 67500};
  CHECK_THROWS_AS(reckon_one(one, policy), Error);
  CHECK(reckon_one(ticket({work("A", monday(20h), 60)}), policy).totals.net == 67500);
}

TEST_CASE("VAT without a VAT number is refused") {
  Desk policy = desk();
  policy.company.vat_number.clear();
  const Ticket one = ticket({work("A", monday(9h), 15)});
  CHECK_THROWS_WITH(reckon_one(one, policy),
                    "VAT of 14 % is to be charged and the company has no VAT number");
  CHECK_THAT(hint_of(one, policy), Catch::Contains("company: vat-number:"));
  policy.billing.vat = {};
  CHECK(reckon_one(one, policy).totals == Totals{11250, {}, 11250});
  policy.billing.vat = {{2023y / 4 / 1, 0}};
  CHECK(reckon_one(one, policy).totals == Totals{11250, {{0, 11250, 0}}, 11250});
}

TEST_CASE("tickets of another client are refused") {
  Ticket other = ticket({work("A", monday(9h), 15)});
  other.client = "delta-motors";
  CHECK_THROWS_WITH(reckon_one(other),
                    "'ITW-4F7K24' is of client 'delta-motors', not of 'kgalagadi-foods'");
}

TEST_CASE("a category that the desk does not have is refused") {
  Client client = payer();
  client.category = "gold";
  const Ticket one = ticket({work("A", monday(9h), 15)});
  CHECK_THROWS_WITH(reckon({one}, client, desk(), monday(18h), "ntebo"),
                    "client 'kgalagadi-foods' has category 'gold', which is not one of the desk's");
}

TEST_CASE("impossible lengths of work are refused") {
  CHECK_THROWS_WITH(reckon_one(ticket({work("A", monday(9h), -1)})),
                    "work 'A' of 'ITW-4F7K24' says -1 minutes");
  CHECK_THROWS_AS(reckon_one(ticket({work("A", monday(9h), 366 * 24 * 60 + 1)})), Error);
  CHECK(sum(column(reckon_one(ticket({work("A", monday(9h), 366 * 24 * 60)})),
                   &InvoiceLine::minutes)) == 366 * 24 * 60);
}

// Credit notes

TEST_CASE("a credit note takes back every line and total") {
  Invoice invoice = reckon_one(ticket({work("A", monday(16h), 75), work("B", monday(9h), 1)}));
  invoice.number = "INV-2026-000042";
  Desk later = desk();
  later.company.name = "ITWorx (Pty) Ltd";
  later.billing.vat = {{2023y / 4 / 1, 1500}};
  const Invoice note = credit_note(invoice, "wrong ticket", later, monday(19h), "ciaron");
  CHECK(note.number.empty());
  CHECK(note.kind == InvoiceKind::credit_note);
  CHECK(note.credits == "INV-2026-000042");
  CHECK(note.reason == "wrong ticket");
  CHECK(note.issued == monday(19h));
  CHECK(note.by == "ciaron");
  CHECK(note.supplied == invoice.supplied);
  CHECK(note.client == invoice.client);
  CHECK(note.supplier.name == "ITWorx (Pty) Ltd");
  CHECK(note.currency == "BWP");
  CHECK(note.terms.empty());
  REQUIRE(note.lines.size() == invoice.lines.size());
  for (std::size_t i = 0; i < note.lines.size(); ++i) {
    InvoiceLine back = note.lines[i];
    CHECK(back.amount == -invoice.lines[i].amount);
    back.amount = invoice.lines[i].amount;
    CHECK(back == invoice.lines[i]);
  }
  CHECK(note.totals.net == -invoice.totals.net);
  CHECK(note.totals.gross == -invoice.totals.gross);
  REQUIRE(note.totals.vat.size() == 1);
  CHECK(note.totals.vat[0] ==
        VatTotal{1400, -invoice.totals.vat[0].base, -invoice.totals.vat[0].amount});
}

TEST_CASE("a credit note of a zero-value invoice takes the allowance back") {
  const Ticket one = ticket({work("A", monday(9h), 60)});
  Invoice invoice = reckon({one}, contract_client(), desk(), monday(18h), "ntebo");
  invoice.number = "INV-2026-000042";
  const Invoice note = credit_note(invoice, "twice", desk(), monday(19h), "ntebo");
  CHECK(note.lines.at(0).amount == 0);
  CHECK(note.lines.at(0).allowance == -45000);
  CHECK(note.totals == Totals{0, {{1400, 0, 0}}, 0});
}

TEST_CASE("a credit note cannot be credited") {
  Invoice note;
  note.number = "CN-2026-000001";
  note.kind = InvoiceKind::credit_note;
  CHECK_THROWS_WITH(credit_note(note, "oops", desk(), monday(18h), "ntebo"),
                    "'CN-2026-000001' is a credit note itself");
}

// Marks on the work

TEST_CASE("an invoice marks the work on its lines, and its credit note frees it") {
  Ticket one =
      ticket({work("A", monday(16h), 90), work("B", monday(9h), 10), work("C", monday(8h), 5)});
  one.work[1].billable = false;
  one.work[2].invoice = "INV-2026-000041";
  Invoice invoice = reckon_one(one);
  invoice.number = "INV-2026-000042";
  const Ticket marked = mark_billed(one, invoice);
  CHECK(marked.work[0].invoice == "INV-2026-000042");
  CHECK(marked.work[1].invoice.empty());
  CHECK(marked.work[2].invoice == "INV-2026-000041");
  CHECK(free_billed(marked, credit_note(invoice, "oops", desk(), monday(19h), "ntebo")) == one);
}

TEST_CASE("the same entry ID on another ticket is not marked") {
  const Ticket one = ticket({work("A", monday(9h), 15)}, "ITW-000000");
  const Ticket two = ticket({work("A", monday(9h), 15)}, "ITW-4F7K24");
  Invoice invoice = reckon_one(one);
  invoice.number = "INV-2026-000042";
  CHECK(mark_billed(two, invoice) == two);
}

}  // namespace
}  // namespace tkt::test
