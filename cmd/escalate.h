// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt escalate ID --reason TEXT`: one step up the desk's chain.
struct EscalateOptions {
  std::string ticket;
  std::string reason;
  std::string to;        ///< a step: its number, or a member of the chain by any of their names
  std::string asked_by;  ///< "client" when the client asked for it
  std::string at;
  bool operator==(const EscalateOptions&) const = default;
};

/// Says whom to call. Throws Error{refused} past the top, and for skipping a step without the
/// Helpdesk Manager's role.
Exit run(const EscalateOptions& options, Context& context);

}  // namespace tkt
