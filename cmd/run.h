// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cmd/environment.h"
#include "cmd/exit.h"
#include "cmd/io.h"
#include "model/instant.h"

namespace tkt {

/// The whole program behind main: reads the words behind "tkt", runs the command, and reports every
/// Error here and nowhere else. `clock` is the time of day, which --now and TKT_NOW replace.
[[nodiscard]] Exit run_tkt(const std::vector<std::string>& words, const Environment& environment,
                           Io& io, Instant clock);

}  // namespace tkt
