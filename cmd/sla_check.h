// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt sla check`: the broken promises of unfinished tickets, for cron.
struct SlaCheckOptions {
  bool record = false;  ///< write each breach down in its ticket, once
  bool notify = false;  ///< record, and owe a message to whoever is concerned
  /// List also what has used up so many percent of its time; an empty text: the desk's.
  std::optional<std::string> warn;
  bool json = false;
  bool operator==(const SlaCheckOptions&) const = default;
};

/// Silent and Exit::done when all is well or only warned of; Exit::found for a breach;
/// Exit::storage where a ticket's file is broken. Throws Error{usage} for a percentage outside 1 to
/// 100.
Exit run(const SlaCheckOptions& options, Context& context);

}  // namespace tkt
