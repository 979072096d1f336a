// SPDX-License-Identifier: MIT
//
// What the index keeps of one ticket file, as bytes that notice when they were damaged.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/query.h"

namespace tkt {

/// A promise of an unfinished ticket that has no response yet.
struct UnmetClock {
  Clock clock;
  Instant start;                       ///< of its cycle
  Instant warning_from;                ///< by the desk's `warn`
  std::optional<Instant> still_since;  ///< where it stands while the client is waited for
  bool recorded = false;               ///< its breach stands in the ticket's events
  int told = 0;                        ///< `steps_told`
  bool operator==(const UnmetClock&) const = default;
};

struct TicketRow {
  Summary summary;
  std::vector<UnmetClock> unmet;  ///< empty for a finished ticket
  bool operator==(const TicketRow&) const = default;
};

/// A number that differs, but for one chance in 2^64, where the bytes differ. It finds damage; it
/// is no protection against forgery.
[[nodiscard]] std::uint64_t digest(std::string_view bytes);

/// The row as bytes that end in their digest.
[[nodiscard]] std::string pack(const TicketRow& row);
/// nullopt for anything that `pack` did not write.
[[nodiscard]] std::optional<TicketRow> unpack(std::string_view bytes);
/// The digest that packed bytes end in.
[[nodiscard]] std::uint64_t packed_digest(std::string_view bytes);

}  // namespace tkt
