// SPDX-License-Identifier: MIT
//
// What an hour costs, and how minutes are rounded: of the desk, a client, or a contract.
#pragma once

#include <optional>

#include "model/instant.h"
#include "model/money.h"

namespace tkt {

/// Prices per hour; none where they are not set.
struct Rates {
  std::optional<Money> normal;
  std::optional<Money> after_hours;
  bool operator==(const Rates&) const = default;
};

enum class RoundingMode { up, down, nearest };
enum class RoundingScope { entry, ticket, day };

struct Rounding {
  Seconds unit = std::chrono::minutes(15);
  RoundingMode mode = RoundingMode::up;
  Seconds minimum{0};
  RoundingScope scope = RoundingScope::entry;
  bool operator==(const Rounding&) const = default;
};

}  // namespace tkt
