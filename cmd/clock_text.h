// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "model/sla.h"

namespace tkt {

/// "response", "solution"; with its number from the second cycle on: "response 2".
[[nodiscard]] std::string clock_name(const Clock& clock);

/// How a promise stands, for a reader at the screen: "due 2026-11-23 09:15, in 35m". `still` is
/// since when the clock stands still.
[[nodiscard]] std::string clock_text(const Clock& clock, SlaState state,
                                     std::optional<Instant> still, const Zone& zone, Instant now);

}  // namespace tkt
