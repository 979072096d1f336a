// SPDX-License-Identifier: MIT
#pragma once

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt notify`: delivers the messages owed.
struct NotifyOptions {
  bool json = false;  ///< list them, send nothing
  bool operator==(const NotifyOptions&) const = default;
};

/// Hands every message owed to git's `tkt.sendmail` or `tkt.sms-program`, and marks those that left
/// in one commit. These programs are named in the clone's own configuration, because a program
/// named in a file of the desk would be somebody else's code. Does nothing on a machine other than
/// the one that desk.yaml names. Returns Exit::refused where a message could not be sent: it is
/// told, and stays owed. Throws Error{busy} while another process delivers.
Exit run(const NotifyOptions& options, Context& context);

}  // namespace tkt
