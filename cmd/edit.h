// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt edit ID`: a ticket in $EDITOR, on a private copy.
struct EditOptions {
  std::string ticket;
  bool operator==(const EditOptions&) const = default;
};

/// Checks what was written and commits it with an `edit` event. Throws Error{refused} for a text
/// that breaks a rule, and keeps it.
Exit run(const EditOptions& options, Context& context);

}  // namespace tkt
