// SPDX-License-Identifier: MIT
//
// What holds of every invoice, tried on many.
#include <random>

#include <catch2/catch.hpp>

#include "tests/model/billing_desk.h"

namespace tkt::test {
namespace {

struct Published {
  Seconds begin;
  Seconds end;
  int unit;
  int billed;  ///< minutes
};

// Kimai rounds begin and end, or the duration; only the length counts here.
TEST_CASE("the lengths that Kimai publishes for its rounding hold") {
  const auto row = GENERATE(values<Published>({
      {12h + 17min + 35s, 13h + 32min + 52s, 15, 90},
      {12h + 17min + 35s, 13h + 32min + 52s, 1, 76},
      {12h + 10min + 51s, 14h + 40min + 52s, 30, 180},
      {12h + 10min + 51s, 12h + 10min + 51s, 30, 0},
  }));
  const auto worked = static_cast<int>((row.end - row.begin + 59s) / 1min);  // begun minutes
  CHECK(round_minutes(worked, {minutes(row.unit), RoundingMode::up, 0s, RoundingScope::entry}) ==
        row.billed);
}

std::vector<Work> random_entries(std::mt19937& random) {
  const auto below = [&](int most) {
    return std::uniform_int_distribution<int>(0, most - 1)(random);
  };
  std::vector<Work> entries;
  for (int i = 1 + below(6); i > 0; --i) {
    const Instant start = at(2026y / 12 / 21, 0h) + minutes(below(8 * 24 * 60));
    entries.push_back(
        work("W" + std::to_string(i), start, below(4) == 0 ? below(2000) : below(200)));
  }
  return entries;
}

Rounding random_rounding(std::mt19937& random) {
  const auto below = [&](int most) {
    return std::uniform_int_distribution<int>(0, most - 1)(random);
  };
  const int units[] = {1, 5, 6, 15, 30, 60};
  return {minutes(units[below(6)]), static_cast<RoundingMode>(below(3)), minutes(below(3) * 30),
          static_cast<RoundingScope>(below(3))};
}

/// The entry in two, at a minute within it.
std::vector<Work> split(std::vector<Work> entries, std::size_t which, int at_minute) {
  Work second = entries[which];
  second.id += "b";
  second.started += minutes(at_minute);
  second.minutes -= at_minute;
  entries[which].minutes = at_minute;
  entries.push_back(second);
  return entries;
}

TEST_CASE("splitting an entry anywhere changes nothing, unless entries are rounded") {
  std::mt19937 random(7);
  int tried = 0;
  for (int round = 0; round < 4000; ++round) {
    Desk policy = desk();
    policy.billing.rounding = random_rounding(random);
    if (policy.billing.rounding.scope == RoundingScope::entry) {
      continue;
    }
    const std::vector<Work> entries = random_entries(random);
    const auto which = static_cast<std::size_t>(random()) % entries.size();
    if (entries[which].minutes < 2) {
      continue;
    }
    const int at_minute =
        1 + static_cast<int>(random() % static_cast<unsigned>(entries[which].minutes - 1));
    const Invoice whole = reckon_one(ticket(entries), policy);
    const Invoice parts = reckon_one(ticket(split(entries, which, at_minute)), policy);
    CAPTURE(round, entries[which].minutes, at_minute);
    REQUIRE(sum(column(whole, &InvoiceLine::billed)) == sum(column(parts, &InvoiceLine::billed)));
    REQUIRE(whole.totals == parts.totals);
    ++tried;
  }
  REQUIRE(tried > 1000);
}

TEST_CASE("the lines add up to the totals, and what is billed upwards is no less than was worked") {
  std::mt19937 random(11);
  for (int round = 0; round < 2000; ++round) {
    Desk policy = desk();
    policy.billing.rounding = random_rounding(random);
    policy.billing.rates = {static_cast<Money>(random() % 100000),
                            static_cast<Money>(random() % 100000)};
    Client client = payer();
    client.discount = static_cast<Percent>(random() % 3 * 333);
    const Invoice invoice =
        reckon({ticket(random_entries(random))}, client, policy, monday(18h), "ntebo");
    Money net = 0;
    for (const InvoiceLine& line : invoice.lines) {
      net += line.amount;
      REQUIRE(line.billed >= 0);
      REQUIRE(line.amount + line.discount == scale(*line.rate, line.billed, 60));
      if (policy.billing.rounding.mode == RoundingMode::up) {
        REQUIRE(line.billed >= line.minutes);
      }
    }
    REQUIRE(invoice.totals.net == net);
    REQUIRE(invoice.totals.vat.size() == 1);
    REQUIRE(invoice.totals.gross == net + invoice.totals.vat[0].amount);
  }
}

/// What all notes together leave of the totals.
Totals left_of(Totals totals, const std::vector<Invoice>& notes) {
  for (const Invoice& note : notes) {
    totals.net += note.totals.net;
    totals.gross += note.totals.gross;
    for (std::size_t i = 0; i < totals.vat.size(); ++i) {
      totals.vat[i].base += note.totals.vat.at(i).base;
      totals.vat[i].amount += note.totals.vat.at(i).amount;
    }
  }
  return totals;
}

TEST_CASE("an invoice and the notes that credit it, in one or in many, come to nothing") {
  std::mt19937 random(13);
  for (int round = 0; round < 1000; ++round) {
    Desk policy = desk();
    policy.billing.rates = {static_cast<Money>(random() % 100000),
                            static_cast<Money>(random() % 100000)};
    Invoice invoice = reckon_one(ticket(random_entries(random)), policy);
    invoice.number = "INV-2026-000001";
    std::vector<Invoice> notes;
    std::set<EntryKey> left = entries_on(invoice);
    while (!left.empty()) {
      auto entry = left.begin();
      std::advance(entry, static_cast<std::ptrdiff_t>(random() % left.size()));
      notes.push_back(
          credit_note(invoice, "oops", policy, monday(19h), "ntebo", {notes, {*entry}}));
      notes.back().number = "CN-2026-00000" + std::to_string(notes.size());
      left.erase(entry);
    }
    const Invoice whole = credit_note(invoice, "oops", policy, monday(19h), "ntebo");
    const Totals nothing{0, {{invoice.totals.vat[0].percent, 0, 0}}, 0};
    REQUIRE(left_of(invoice.totals, {whole}) == nothing);
    REQUIRE(left_of(invoice.totals, notes) == nothing);
  }
}

TEST_CASE("ten years of minutes overflow nothing") {
  Desk policy = desk();
  policy.billing.rates = {100'000'00, 150'000'00};
  policy.billing.rounding.scope =
      GENERATE(values({RoundingScope::entry, RoundingScope::ticket, RoundingScope::day}));
  std::vector<Work> entries;
  for (int year = 0; year < 10; ++year)
    entries.push_back(
        work("W" + std::to_string(year), at(2016y / 1 / 1, 0h) + days(365 * year), 365 * 24 * 60));
  const Invoice invoice = reckon_one(ticket(entries), policy);
  CHECK(sum(column(invoice, &InvoiceLine::minutes)) == 3650 * 24 * 60);
  CHECK(invoice.totals.net > 0);
}

}  // namespace
}  // namespace tkt::test
