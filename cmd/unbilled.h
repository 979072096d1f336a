// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// Tickets with billable work that no invoice bills, by client and opening; of all clients where
/// none is named. Exit::storage, with their names, where files are broken.
Exit print_unbilled(Context& context, const std::string& client, bool json, bool csv);

}  // namespace tkt
