// SPDX-License-Identifier: MIT
#include "cmd/when.h"

#include <array>
#include <cstdint>
#include <cstdlib>

#include <fmt/core.h>

namespace tkt {
namespace {

/// A unit serves from twice its length on: "90m" says more than "1h".
struct Unit {
  std::int64_t seconds;
  char letter;
};
constexpr std::array<Unit, 4> kUnits = {{{604'800, 'w'}, {86'400, 'd'}, {3'600, 'h'}, {60, 'm'}}};

}  // namespace

std::string rough_length(Seconds length) {
  const std::int64_t seconds = std::abs(length.count());
  for (const Unit& unit : kUnits) {
    const std::int64_t least = unit.letter == 'm' ? unit.seconds : 2 * unit.seconds;
    if (seconds >= least) {
      return fmt::format("{}{}", seconds / unit.seconds, unit.letter);
    }
  }
  return fmt::format("{}s", seconds);
}

std::string local_minute(Instant instant, const Zone& zone) {
  std::string text = format_instant(instant, zone).substr(0, 16);
  text[10] = ' ';
  return text;
}

std::string relative_time(Instant instant, Instant now) {
  if (instant == now) {
    return "now";
  }
  const std::string length = rough_length(instant - now);
  return instant > now ? "in " + length : length + " ago";
}

}  // namespace tkt
