// SPDX-License-Identifier: MIT
#include "model/ledger.h"

#include <catch2/catch.hpp>

#include "model/invoice_rules.h"
#include "tests/model/billing_desk.h"

namespace tkt::test {
namespace {

constexpr const char* kNumber = "INV-2026-000001";

/// An issued invoice for one entry, and the ticket that its commit left.
struct Issued {
  Ticket ticket;
  Invoice invoice;
};

Issued issued() {
  Issued one{test::ticket({work("W1", monday(10h), 20)}), {}};
  one.invoice = reckon_one(one.ticket);
  one.invoice.number = kNumber;
  one.ticket = mark_billed(one.ticket, one.invoice);
  return one;
}

Invoice note_for(const Invoice& invoice, std::string number = "CN-2026-000001") {
  Invoice note = credit_note(invoice, "wrong hours", desk(), monday(19h), "ntebo");
  note.number = std::move(number);
  return note;
}

Known known() {
  Known known;
  known.clients.emplace(payer().id, payer());
  known.staff = {"ntebo", "letla"};
  known.invoices = {kNumber};
  return known;
}

std::vector<std::string> whats(const std::vector<Problem>& problems) {
  std::vector<std::string> texts;
  for (const Problem& problem : problems)
    texts.push_back(problem.what);
  return texts;
}

Ledger ledger_of(const Issued& one) {
  Ledger ledger;
  ledger.add(one.invoice);
  ledger.add(one.ticket);
  return ledger;
}

Texts faults(const Issued& one) {
  const Ledger ledger = ledger_of(one);
  Texts texts = whats(ledger.check(one.ticket));
  for (std::string& text : whats(ledger.check(one.invoice)))
    texts.push_back(std::move(text));
  return texts;
}

}  // namespace

TEST_CASE("an issued invoice and its ticket are sound") {
  CHECK(faults(issued()).empty());
  CHECK(violations(issued().invoice, desk(), known()).empty());
}

TEST_CASE("the ledger finds what ticket and invoice disagree about") {
  Issued one = issued();

  SECTION("an entry that lost its number") {
    one.ticket.work[0].invoice.clear();
    CHECK(faults(one) == Texts{"work 'W1' of 'ITW-4F7K24' is not marked as billed"});
  }
  SECTION("an entry that another invoice bills") {
    one.ticket.work[0].invoice = "INV-2026-000002";
    CHECK(faults(one) == Texts{"work 'W1' of 'ITW-4F7K24' is billed by 'INV-2026-000002' too"});
  }
  SECTION("an entry that is gone") {
    one.ticket.work.clear();
    CHECK(faults(one) == Texts{"ticket 'ITW-4F7K24' has no work 'W1'"});
  }
  SECTION("an entry that grew") {
    one.ticket.work[0].minutes = 25;
    CHECK(faults(one) ==
          Texts{"work 'W1' of 'ITW-4F7K24' took 25 minutes, but 20 are on the invoice"});
  }
  SECTION("an entry without a line") {
    one.ticket.work.push_back(work("W2", monday(12h), 10));
    one.ticket.work[1].invoice = kNumber;
    CHECK(faults(one) ==
          Texts{"work 'W2' is billed by 'INV-2026-000001', which has no line for it"});
    CHECK(ledger_of(one).check(one.ticket)[0].item == 1);
  }
  SECTION("an entry that is not billable") {
    one.ticket.work[0].billable = false;
    CHECK(faults(one) == Texts{"work 'W1' is billed by 'INV-2026-000001', but is not billable"});
  }
  SECTION("a ticket that is not there, or cannot be read") {
    Ledger ledger;
    ledger.add(one.invoice);
    CHECK(whats(ledger.check(one.invoice)) == Texts{"ticket 'ITW-4F7K24' is not on the desk"});
    ledger.add_unread("ITW-4F7K24");
    CHECK(ledger.check(one.invoice).empty());
  }
  SECTION("a ticket that got a new ID since is found by the old one") {
    one.ticket.formerly = {one.ticket.id};
    one.ticket.id = "ITW-123458";
    CHECK(faults(one).empty());
  }
}

TEST_CASE("a credited invoice frees its work, once") {
  Issued one = issued();
  const Invoice note = note_for(one.invoice);
  Ledger ledger = ledger_of(one);
  ledger.add(note);
  CHECK(whats(ledger.check(one.ticket)) ==
        Texts{"work 'W1' is billed by 'INV-2026-000001', which was credited"});
  CHECK(ledger.check(one.invoice).empty());
  CHECK(ledger.check(note).empty());
  CHECK(ledger.check(free_billed(one.ticket, note)).empty());

  const Invoice again = note_for(one.invoice, "CN-2026-000002");
  ledger.add(again);
  CHECK(ledger.check(note).empty());
  CHECK(whats(ledger.check(again)) ==
        Texts{"'INV-2026-000001' was credited already, by 'CN-2026-000001'"});
}

TEST_CASE("a credit note mirrors its invoice") {
  const Invoice invoice = issued().invoice;
  Invoice note = note_for(invoice);
  CHECK(mirror_violations(note, invoice).empty());
  CHECK(violations(note, desk(), known()).empty());
  note.lines[0].amount += 1;
  note.totals.net += 1;
  CHECK(whats(mirror_violations(note, invoice)) ==
        Texts{"lines differ from those of 'INV-2026-000001' by more than the sign",
              "totals differ from those of 'INV-2026-000001' by more than the sign"});
  CHECK(mirror_violations(note, note_for(invoice)).size() == 1);
}

TEST_CASE("an invoice is reckoned again from its own lines") {
  Invoice invoice = issued().invoice;  // 20 minutes, billed 30: 225.00 and 14 %
  REQUIRE(invoice.totals.gross == 25650);
  const auto found = [&] { return whats(violations(invoice, desk(), known())); };

  SECTION("an amount that its rate does not give") {
    invoice.lines[0].amount += 100;
    CHECK(found() ==
          Texts{"amount, allowance and discount make 226.00, but rate and billed minutes 225.00",
                "net is 225.00, but its parts make 226.00"});
  }
  SECTION("VAT and gross") {
    invoice.totals.vat[0].amount += 1;
    CHECK(found() == Texts{"VAT is 31.51, but its parts make 31.50",
                           "gross is 256.50, but its parts make 256.51"});
  }
  SECTION("the day of supply") {
    invoice.supplied = 2026y / 11 / 24;
    CHECK(found() == Texts{"supplied is 2026-11-24, but the last line is of 2026-11-23"});
  }
  SECTION("a number of another year, or of the other series") {
    invoice.number = "INV-2025-000001";
    CHECK(found() == Texts{"number 'INV-2025-000001' is not of 2026, the year of its issue"});
    invoice.number = "CN-2026-000001";
    CHECK(found() ==
          Texts{"kind is 'invoice', but 'CN-2026-000001' is a number of the other series"});
  }
  SECTION("a zero-value invoice that charges") {
    invoice.kind = InvoiceKind::zero_value;
    CHECK(found() == Texts{"a zero-value invoice charges 225.00"});
  }
  SECTION("who is not on the desk") {
    invoice.by = "nobody";
    invoice.client.id = "acme";
    invoice.kind = InvoiceKind::credit_note;
    invoice.credits = "INV-2026-000009";
    const Texts texts = found();
    CHECK(std::count(texts.begin(), texts.end(), "client 'acme' is not on the desk") == 1);
    CHECK(std::count(texts.begin(), texts.end(), "issued by 'nobody', who is not on the staff") ==
          1);
    CHECK(std::count(texts.begin(), texts.end(),
                     "credits 'INV-2026-000009', which is not on the desk") == 1);
  }
  SECTION("an amount beyond all money is said, not thrown") {
    invoice.lines[0].rate = kMostMoney;
    invoice.lines[0].billed = 1000000;
    CHECK_FALSE(found().empty());
  }
}

TEST_CASE("the numbers of a series and year have no gap") {
  Billing billing;
  CHECK(missing_numbers({}, billing).empty());
  CHECK(missing_numbers({"INV-2026-000001", "INV-2026-000002", "CN-2026-000001"}, billing).empty());
  CHECK(missing_numbers({"INV-2026-000001", "INV-2026-000004"}, billing) ==
        Texts{"INV-2026-000002", "INV-2026-000003"});
  CHECK(missing_numbers({"INV-2026-000002", "CN-2026-000002"}, billing) ==
        Texts{"CN-2026-000001", "INV-2026-000001"});
  CHECK(missing_numbers({"INV-2026-000001", "INV-2026-999999"}, billing) ==
        Texts{"INV-2026-000002 to INV-2026-999998"});

  billing.first_number = 57;
  CHECK(missing_numbers({"INV-2026-000057"}, billing).empty());
  CHECK(missing_numbers({"INV-2026-000058"}, billing) == Texts{"INV-2026-000057"});
  // The first number was another one in the first of several years, and of another prefix.
  CHECK(missing_numbers({"INV-2025-000003", "INV-2025-000004", "INV-2026-000001", "A-2026-000009"},
                        billing)
            .empty());
  CHECK(missing_numbers({"INV-2025-000057", "INV-2026-000003"}, billing) ==
        Texts{"INV-2026-000001", "INV-2026-000002"});
}

}  // namespace tkt::test
