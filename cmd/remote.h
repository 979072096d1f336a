// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt remote ID --tool T --session S`: a remote-assistance session.
struct RemoteOptions {
  std::string ticket;
  std::string tool;
  std::string session;
  std::string note;
  std::string at;
  bool operator==(const RemoteOptions&) const = default;
};

/// Counts as a response. Throws Error{refused} for a session that holds an access code: it would
/// stay in git for ever.
Exit run(const RemoteOptions& options, Context& context);

}  // namespace tkt
