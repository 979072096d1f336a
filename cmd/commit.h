// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt commit`: takes over hand edits of the desk's files.
struct CommitOptions {
  std::vector<std::string> paths;  ///< none: all
  std::string note;
  bool operator==(const CommitOptions&) const = default;
};

/// Checks them all, and commits them in one commit or names every problem.
Exit run(const CommitOptions& options, Context& context);

}  // namespace tkt
