// SPDX-License-Identifier: MIT
//
// Times as a reader at the screen wants them.
#pragma once

#include <string>

#include "model/instant.h"

namespace tkt {

/// A length in one unit, rounded down: "40s", "35m", "119m", "2h", "47h", "2d", "13d", "2w". The
/// sign does not count.
[[nodiscard]] std::string rough_length(Seconds length);

/// "2026-11-23 09:15", in the desk's zone.
[[nodiscard]] std::string local_minute(Instant instant, const Zone& zone);

/// "in 35m", "2h ago", "now".
[[nodiscard]] std::string relative_time(Instant instant, Instant now);

}  // namespace tkt
