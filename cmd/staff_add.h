// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"
#include "cmd/staff_fields.h"

namespace tkt {

/// `tkt staff add NAME --email E --role R [...]`: a new member of staff.
struct StaffAddOptions {
  std::string id;  ///< a short name, or a full one from which the short name is made
  StaffFields fields;
  bool operator==(const StaffAddOptions&) const = default;
};

/// Throws Error{refused} for a name or address that is taken, and for whoever is no Helpdesk
/// Manager.
Exit run(const StaffAddOptions& options, Context& context);

}  // namespace tkt
