// SPDX-License-Identifier: MIT
#include "model/staff.h"

#include <algorithm>

namespace tkt {

bool Staff::has_role(std::string_view role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

bool Staff::on_leave(Date date) const {
  return std::any_of(leave.begin(), leave.end(),
                     [&](const Leave& l) { return l.from <= date && date <= l.to; });
}

bool Staff::assignable() const {
  return active && !has_role(kService);
}

const std::vector<std::string>& known_roles() {
  static const std::vector<std::string> roles = {
      std::string(kTechnician), std::string(kHelpdeskManager), std::string(kInfrastructureManager),
      std::string(kManagingDirector), std::string(kService)};
  return roles;
}

}  // namespace tkt
