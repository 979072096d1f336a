// SPDX-License-Identifier: MIT
#pragma once

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt staff list`: everybody on the desk.
struct StaffListOptions {
  bool json = false;
  bool operator==(const StaffListOptions&) const = default;
};

/// Exit::storage, with their names, where files are broken.
Exit run(const StaffListOptions& options, Context& context);

}  // namespace tkt
