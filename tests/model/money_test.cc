// SPDX-License-Identifier: MIT
#include "model/money.h"

#include <limits>

#include <catch2/catch.hpp>

#include "model/error.h"

namespace tkt {
namespace {

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kSmallest = std::numeric_limits<std::int64_t>::min();

TEST_CASE("amounts are read as decimal numbers with at most two decimals") {
  CHECK(parse_money("450.00") == 45000);
  CHECK(parse_money("450") == 45000);
  CHECK(parse_money("450.5") == 45050);
  CHECK(parse_money("-450.5") == -45050);
  CHECK(parse_money("0.05") == 5);
  CHECK(parse_money("-0.05") == -5);
  CHECK(parse_money("0") == 0);
  CHECK(parse_money("-0") == 0);
  CHECK(parse_money("10000000000000.00") == kMostMoney);
  CHECK(parse_money("-10000000000000") == -kMostMoney);
}

TEST_CASE("what is no amount is not read") {
  const auto* text =
      GENERATE("", "-", ".", "-.", ".5", "5.", "1.234", "1.2.3", "1,50", "1 000", " 1", "1 ", "+1",
               "--1", "1e3", "0x10", "nan", "inf", "P450", "450 BWP", "1.-5", "\xD9\xA1",
               "10000000000000.01", "-10000000000000.01", "99999999999999999999999999999999");
  CAPTURE(text);
  CHECK(parse_money(text) == std::nullopt);
}

TEST_CASE("amounts are written with two decimals") {
  CHECK(format_money(45000) == "450.00");
  CHECK(format_money(0) == "0.00");
  CHECK(format_money(5) == "0.05");
  CHECK(format_money(-5) == "-0.05");
  CHECK(format_money(-100) == "-1.00");
  CHECK(format_money(123456789) == "1234567.89");
  CHECK(format_money(kLargest) == "92233720368547758.07");
  CHECK(format_money(kSmallest) == "-92233720368547758.08");
}

TEST_CASE("every amount that is written reads back") {
  for (Money amount = -1234; amount <= 1234; ++amount) {
    CHECK(parse_money(format_money(amount)) == amount);
  }
  for (const Money amount : {kMostMoney, -kMostMoney, kMostMoney - 1}) {
    CHECK(parse_money(format_money(amount)) == amount);
  }
}

TEST_CASE("percentages") {
  CHECK(parse_percent("14") == 1400);
  CHECK(parse_percent("7.5") == 750);
  CHECK(parse_percent("14.25") == 1425);
  CHECK(parse_percent("0") == 0);
  CHECK(parse_percent("100") == 10000);
  CHECK(format_percent(1400) == "14");
  CHECK(format_percent(750) == "7.5");
  CHECK(format_percent(1425) == "14.25");
  CHECK(format_percent(5) == "0.05");
  CHECK(format_percent(0) == "0");
  CHECK(format_percent(1000) == "10");
  CHECK(format_percent(10000) == "100");
}

TEST_CASE("every percentage reads back") {
  for (Percent percent = 0; percent <= 10000; ++percent) {
    CHECK(parse_percent(format_percent(percent)) == percent);
  }
}

TEST_CASE("what is no percentage is not read") {
  const auto* text = GENERATE("", "-1", "-0", "100.01", "101", "14%", "14 %", "7.125", "x", ".5");
  CAPTURE(text);
  CHECK(parse_percent(text) == std::nullopt);
}

TEST_CASE("scaling rounds half away from zero") {
  CHECK(scale(45000, 20, 60) == 15000);
  CHECK(scale(45550, 20, 60) == 15183);      // 15183.33
  CHECK(scale(50625, 1400, 10000) == 7088);  // 7087.5
  CHECK(scale(1, 1, 2) == 1);
  CHECK(scale(-1, 1, 2) == -1);
  CHECK(scale(1, -1, 2) == -1);
  CHECK(scale(1, 1, 3) == 0);
  CHECK(scale(-1, 1, 3) == 0);
  CHECK(scale(2, 1, 3) == 1);
  CHECK(scale(-2, 1, 3) == -1);
  CHECK(scale(0, 5, 7) == 0);
  CHECK(scale(5, 0, 7) == 0);
  CHECK(scale(7, 3, 1) == 21);
}

TEST_CASE("scaling agrees with the definition for all small numbers") {
  for (Money amount = -40; amount <= 40; ++amount) {
    for (std::int64_t numerator = -12; numerator <= 12; ++numerator) {
      for (std::int64_t denominator = 1; denominator <= 12; ++denominator) {
        const Money result = scale(amount, numerator, denominator);
        const std::int64_t product = amount * numerator;
        // The result is nearest; of two equally near ones it is farther from zero.
        const std::int64_t miss = 2 * std::abs(product - result * denominator);
        REQUIRE(miss <= denominator);
        if (miss == denominator) {
          REQUIRE(std::abs(result * denominator) > std::abs(product));
        }
      }
    }
  }
}

TEST_CASE("scaling keeps intermediate products whole and refuses results out of range") {
  CHECK(scale(kMostMoney, kLargest, kLargest) == kMostMoney);
  CHECK(scale(-kMostMoney, 527040, 527040) == -kMostMoney);
  CHECK_THROWS_AS(scale(kMostMoney, 2, 1), Error);
  CHECK_THROWS_AS(scale(-kMostMoney, 2, 1), Error);
  CHECK_THROWS_AS(scale(kLargest, kLargest, 1), Error);
  CHECK_THROWS_AS(scale(kSmallest, kSmallest, 1), Error);
}

TEST_CASE("sums stay within what the files hold") {
  CHECK(add(2, -5) == -3);
  CHECK(add(kMostMoney - 1, 1) == kMostMoney);
  CHECK_THROWS_AS(add(kMostMoney, 1), Error);
  CHECK_THROWS_AS(add(-kMostMoney, -1), Error);
  CHECK_THROWS_WITH(add(kLargest, kLargest), "an amount is beyond 10000000000000.00");
}

}  // namespace
}  // namespace tkt
