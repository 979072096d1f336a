// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"

namespace tkt {

/// Whether to go on with what was just shown: at once with `yes` or under --dry-run, else by a
/// question on a terminal. Without one throws Error{refused}: nothing was changed.
[[nodiscard]] bool confirm(Context& context, const std::string& question, bool yes);

}  // namespace tkt
