// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt staff show NAME`: one member of staff.
struct StaffShowOptions {
  std::string id;
  bool json = false;
  bool operator==(const StaffShowOptions&) const = default;
};

/// Throws Error{refused} for an unknown name.
Exit run(const StaffShowOptions& options, Context& context);

}  // namespace tkt
