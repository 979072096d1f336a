// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt intake [FILE|-] [--maildir DIR]`: tickets and events from messages that came in.
struct IntakeOptions {
  std::string file;     ///< "-" or empty: standard input
  std::string maildir;  ///< instead: every message in its folder `new`
  bool json = false;    ///< what comes is {channel, from, text, id, at}
  bool aside = false;   ///< list what was kept aside, take nothing
  std::string client;   ///< whose request it is, where the sender is unknown
  bool operator==(const IntakeOptions&) const = default;
};

/// Prints the ID of the ticket that each message opened or was added to. A message that belongs to
/// nobody known, or goes beyond the limits, is kept aside and told of; so is each that was taken
/// before, and once is enough. Each message is one commit.
Exit run(const IntakeOptions& options, Context& context);

}  // namespace tkt
