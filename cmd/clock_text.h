// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "model/sla.h"

namespace tkt {

/// "response", "solution"; with its number from the second cycle on: "response 2".
[[nodiscard]] std::string clock_name(const Clock& clock);

/// How a promise stands, for a reader at the screen: "due 2026-11-23 09:15, in 35m".
[[nodiscard]] std::string clock_text(const Clock& clock, SlaState state, const Zone& zone,
                                     Instant now);

}  // namespace tkt
