// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt resolve ID -m TEXT [--work DURATION]`: the solution.
struct ResolveOptions {
  std::string ticket;
  std::string note;
  std::string work;  ///< time spent, which ended with the solution
  std::string at;
  bool operator==(const ResolveOptions&) const = default;
};

/// The client's contact is owed a confirmation.
Exit run(const ResolveOptions& options, Context& context);

}  // namespace tkt
