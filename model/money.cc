// SPDX-License-Identifier: MIT
#include "model/money.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/error.h"

namespace tkt {
namespace {

/// Holds the product of any two 64-bit numbers.
__extension__ using Wide = __int128;

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// An unsigned decimal number with at most two decimals, in hundredths; nullopt: malformed or
/// beyond `most`.
std::optional<std::int64_t> parse_hundredths(std::string_view text, std::int64_t most) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string decimals(point == std::string_view::npos ? "00" : text.substr(point + 1));
  if (!all_digits(whole) || !all_digits(decimals) || decimals.size() > 2) {
    return std::nullopt;
  }
  decimals.resize(2, '0');
  std::int64_t value = 0;
  for (const char digit : std::string(whole) + decimals) {
    value = value * 10 + (digit - '0');
    if (value > most) {
      return std::nullopt;
    }
  }
  return value;
}

Money checked(Wide amount) {
  if (amount > kMostMoney || amount < -kMostMoney) {
    throw Error(ErrorKind::refused,
                fmt::format("an amount is beyond {}", format_money(kMostMoney)));
  }
  return static_cast<Money>(amount);
}

}  // namespace

std::optional<Money> parse_money(std::string_view text) {
  const bool negative = text.starts_with('-');
  const auto amount = parse_hundredths(negative ? text.substr(1) : text, kMostMoney);
  if (!amount) {
    return std::nullopt;
  }
  return negative ? -*amount : *amount;
}

std::string format_money(Money amount) {
  const auto size = amount < 0 ? -static_cast<Wide>(amount) : static_cast<Wide>(amount);
  return fmt::format("{}{}.{:02}", amount < 0 ? "-" : "", static_cast<std::uint64_t>(size / 100),
                     static_cast<std::uint64_t>(size % 100));
}

std::optional<Percent> parse_percent(std::string_view text) {
  return parse_hundredths(text, 10000);
}

std::string format_percent(Percent percent) {
  std::string text = format_money(percent);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) {
    text.pop_back();
  }
  return text;
}

Money scale(Money amount, std::int64_t numerator, std::int64_t denominator) {
  const Wide product = static_cast<Wide>(amount) * numerator;
  const Wide quotient = product / denominator;
  const Wide doubled_rest = product % denominator * 2;
  if (doubled_rest >= denominator) {
    return checked(quotient + 1);
  }
  return checked(-doubled_rest >= denominator ? quotient - 1 : quotient);
}

Money add(Money a, Money b) {
  return checked(static_cast<Wide>(a) + b);
}

}  // namespace tkt
