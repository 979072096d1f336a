// SPDX-License-Identifier: MIT
//
// One round of delivery.
#pragma once

#include <vector>

#include "cmd/context.h"
#include "cmd/message_text.h"

namespace tkt {

/// Every message owed, oldest ticket first, and whether all that could owe one were readable: those
/// that were not are told.
struct AllOwed {
  std::vector<OwedMessage> messages;
  bool readable = true;
};
[[nodiscard]] AllOwed find_owed(Context& context, const Snapshot& snapshot);

/// Sends what is due, marks in one commit what left and what was given up, and tells of what
/// failed. Throws Error{busy} while another process delivers.
Exit deliver(Context& context);

}  // namespace tkt
