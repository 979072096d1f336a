// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>

#include "cmd/context.h"

namespace tkt {

/// Writes down, in one commit, the breaches and withdrawals of the tickets at these paths that are
/// not recorded yet; with `notify` those concerned are owed a message, and so are the members of
/// the chain whose time has come. Takes the desk's lock where there are paths. A ticket with hand
/// edits is left out, with a warning. Throws Error{storage} in the end where git could not give
/// one.
void record_breaches(Context& context, const std::set<std::string>& paths, bool notify);

}  // namespace tkt
