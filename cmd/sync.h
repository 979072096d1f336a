// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt sync`: exchanges what is new with the others.
struct SyncOptions {
  std::string remote;   ///< empty: that of the branch
  bool rejoin = false;  ///< merge with a remote that has lost what was seen there
  bool json = false;
  bool operator==(const SyncOptions&) const = default;
};

/// Fetches, merges, sends, and lists what came in and what of one's own was overruled.
/// Exit::storage where a file that came in cannot be read.
Exit run(const SyncOptions& options, Context& context);

/// Exchanges once, quietly, as the process that `start_background_sync` started: whoever is at it
/// already goes on until nobody wishes for more.
void sync_in_background(Context& context);

/// After a change: starts an exchange in the background where the desk wants that, and nobody waits
/// for it. What goes wrong stands in `tkt status`.
void start_background_sync(Context& context);

/// Whether changes of this clone are exchanged by themselves: `sync: {auto: true}` of desk.yaml, or
/// `tkt.auto-sync` of git's configuration, which is stronger.
[[nodiscard]] bool syncs_by_itself(Context& context);

}  // namespace tkt
