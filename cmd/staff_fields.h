// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/staff.h"
#include "store/snapshot.h"

namespace tkt {

/// What `staff add` and `staff edit` set; what is not given stays as it is.
struct StaffFields {
  std::optional<std::string> name;
  std::optional<std::string> email;
  std::optional<std::string> mobile;
  std::optional<std::vector<std::string>> roles;
  std::optional<std::vector<std::string>> skills;
  std::optional<std::vector<std::string>> leave;  ///< "2026-12-21..2027-01-04", or one day
  std::optional<bool> active;
  bool operator==(const StaffFields&) const = default;
};

/// `staff` with the given fields set. Throws Error{refused} for an unknown role; Error{usage} for a
/// malformed value.
[[nodiscard]] Staff apply(Staff staff, const StaffFields& fields);

/// What differs, by the names of the options: "role", "mobile".
[[nodiscard]] std::vector<std::string> changed_fields(const Staff& before, const Staff& after);

/// Throw Error{refused}: the address is another's already; nobody active would be left with the
/// Helpdesk Manager's role.
void refuse_taken_address(const Snapshot& snapshot, const Staff& staff);
void refuse_last_manager(const Snapshot& snapshot, const Staff& after);

}  // namespace tkt
