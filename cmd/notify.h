// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt notify`: delivers the messages owed.
struct NotifyOptions {
  bool json = false;     ///< list them, send nothing
  bool preview = false;  ///< print what `event` of `ticket` says, on every channel
  std::string ticket;
  std::string event;  ///< an event's ID, or a template's name: "opened"
  bool operator==(const NotifyOptions&) const = default;
};

/// Hands every message that is due to git's `tkt.sendmail` or `tkt.sms-program`, or to the servers
/// that desk.yaml names, and marks those that left in one commit. Programs are named in the clone's
/// own configuration, because a program named in a file of the desk would be somebody else's code.
/// Does nothing on a machine other than the one that desk.yaml names. Returns Exit::refused where a
/// message could not be sent: it is told, and stays owed or is given up. Throws Error{busy} while
/// another process delivers.
Exit run(const NotifyOptions& options, Context& context);

}  // namespace tkt
