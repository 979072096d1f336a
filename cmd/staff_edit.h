// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"
#include "cmd/staff_fields.h"

namespace tkt {

/// `tkt staff edit NAME [...]`: changes a member of staff.
struct StaffEditOptions {
  std::string id;
  StaffFields fields;
  bool operator==(const StaffEditOptions&) const = default;
};

/// Throws Error{refused} for an unknown name, and for whoever is no Helpdesk Manager.
Exit run(const StaffEditOptions& options, Context& context);

}  // namespace tkt
