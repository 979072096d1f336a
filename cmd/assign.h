// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt assign ID [NAME]`: hands a ticket to a member of staff.
struct AssignOptions {
  std::string ticket;
  std::string to;        ///< empty: the most appropriate one
  bool suggest = false;  ///< print the ranking and change nothing
  bool json = false;     ///< of `suggest`
  bool operator==(const AssignOptions&) const = default;
};

/// Without a name, to the most appropriate technician, and says why. Throws Error{refused} for an
/// unknown or inactive one, and for a finished ticket.
Exit run(const AssignOptions& options, Context& context);

}  // namespace tkt
