// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt work ID DURATION -m TEXT`: time spent.
struct WorkOptions {
  std::string ticket;
  std::string duration;
  std::string note;
  std::string at;  ///< when it started
  bool not_billable = false;
  bool operator==(const WorkOptions&) const = default;
};

/// Without `at` it ended now. Throws Error{usage} for what is no whole number of minutes.
Exit run(const WorkOptions& options, Context& context);

}  // namespace tkt
