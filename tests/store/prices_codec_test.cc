// SPDX-License-Identifier: MIT
//
// Prices of clients, what invoices say of them, and payments.
#include <catch2/catch.hpp>

#include "model/error.h"
#include "store/codec.h"
#include "store/paths.h"
#include "store/records.h"
#include "store/yaml.h"

namespace tkt {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const std::string kClientFile = "clients/delta-motors.yaml";
const std::string kPrices =
    "category: contract\n"
    "contract: {number: \"C-17\", rates: {normal: \"300.00\"}, hours: 10h}\n"
    "rates: {normal: \"400.00\", after-hours: \"600.00\"}\n"
    "rounding: {unit: 6m, mode: nearest, minimum: 30m, scope: day}\n"
    "discount: \"12.5\"\n";

Client client_of(const std::string& text) {
  return client_from(parse_yaml(text, kClientFile), kClientFile);
}

std::string problem_of(const std::string& text) {
  try {
    static_cast<void>(client_of(text));
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("a client's prices are read and written") {
  const Client client = client_of(kPrices);
  CHECK(client.contract.rates == Rates{30000, std::nullopt});
  CHECK(client.contract.hours == hours(10));
  CHECK(client.rates == Rates{40000, 60000});
  CHECK(client.rounding ==
        Rounding{minutes(6), RoundingMode::nearest, minutes(30), RoundingScope::day});
  CHECK(client.discount == 1250);
  CHECK(emit_yaml(to_node(client)) == kPrices);
}

TEST_CASE("prices that cannot be are refused with their line") {
  CHECK(problem_of("category: contract\nrates: {normal: \"-1.00\"}\n") ==
        "clients/delta-motors.yaml:2: normal: '-1.00' is no rate of 0.00 or more");
  CHECK_THAT(problem_of("category: contract\nrounding: {unit: 0m}\n"),
             Catch::Contains(":2: unit: '0m' is no number of whole minutes"));
  CHECK_THAT(problem_of("category: contract\ncontract: {hours: 90s}\n"),
             Catch::Contains(":2: hours: '90s' is no number of whole minutes"));
  CHECK_THAT(problem_of("category: contract\ndiscount: 101\n"), Catch::Contains(":2: discount"));
}

TEST_CASE("a payment is read, written, and stands beside its invoice") {
  const Zone zone("Africa/Gaborone");
  const std::string path = payment_path("INV-2026-000042", "9C2E0TQ4WX");
  CHECK(path == "invoices/2026/INV-2026-000042.paid.9C2E0TQ4WX.yaml");
  CHECK(kind_of(path) == FileKind::payment);
  CHECK(kind_of("invoices/2026/INV-2026-000042.yaml") == FileKind::invoice);
  const std::string text =
      "id: \"9C2E0TQ4WX\"\n"
      "invoice: INV-2026-000042\n"
      "date: 2026-12-20\n"
      "amount: \"641.25\"\n"
      "noted: 2026-12-21T08:00:00+02:00\n"
      "by: ntebo\n";
  const Payment payment = read_payment(path, text).value;
  CHECK(payment.amount == 64125);
  CHECK(payment.by == "ntebo");
  CHECK(emit_yaml(to_node(payment, zone)) == text);
  CHECK_THROWS_WITH(read_payment("invoices/2026/INV-2026-000041.paid.9C2E0TQ4WX.yaml", text),
                    "invoices/2026/INV-2026-000041.paid.9C2E0TQ4WX.yaml: its place is '" + path +
                        "'; 'git mv' moves it there");
}

}  // namespace tkt
