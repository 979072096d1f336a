// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tkt {

/// An amount in the desk's currency, in minor units (thebe, cents): 45000 is 450.00. The currency
/// stands beside it, once, on the desk or invoice.
using Money = std::int64_t;

/// The largest amount, either way: what the files and the sums hold.
inline constexpr Money kMostMoney = 1'000'000'000'000'000;

/// A decimal amount as written in the files: "450.00", "450", "-450.5"; at most two decimals.
/// nullopt: malformed or beyond `kMostMoney`.
[[nodiscard]] std::optional<Money> parse_money(std::string_view text);
/// "450.00", "-0.05".
[[nodiscard]] std::string format_money(Money amount);

/// A percentage in hundredths of a percent: 1400 is 14 %.
using Percent = std::int64_t;
/// "14", "7.5", "14.25"; nullopt: malformed, negative or over 100.
[[nodiscard]] std::optional<Percent> parse_percent(std::string_view text);
/// The shortest spelling: "14", "7.5".
[[nodiscard]] std::string format_percent(Percent percent);

/// amount * numerator / denominator, rounded half away from zero; the denominator is positive.
/// Throws Error{refused} where the result is beyond `kMostMoney`.
[[nodiscard]] Money scale(Money amount, std::int64_t numerator, std::int64_t denominator);
/// a + b. Throws as `scale`.
[[nodiscard]] Money add(Money a, Money b);

}  // namespace tkt
