// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/instant.h"

namespace tkt {

/// Both days inclusive.
struct Leave {
  Date from;
  Date to;
  bool operator==(const Leave&) const = default;
};

/// A person who works on the desk: staff/<id>.yaml.
struct Staff {
  std::string id;    ///< the short name: the file's name, used everywhere
  std::string name;  ///< in full
  std::string email;
  std::string mobile;
  std::vector<std::string> roles;
  std::vector<std::string> skills;
  std::vector<Leave> leave;
  bool active = true;
  std::string key;  ///< SSH public key, for signed history
  bool operator==(const Staff&) const = default;

  [[nodiscard]] bool has_role(std::string_view role) const;
  [[nodiscard]] bool on_leave(Date date) const;
  /// Active, and not a service.
  [[nodiscard]] bool assignable() const;
};

inline constexpr std::string_view kTechnician = "technician";
inline constexpr std::string_view kHelpdeskManager = "helpdesk-manager";
inline constexpr std::string_view kInfrastructureManager = "infrastructure-manager";
inline constexpr std::string_view kManagingDirector = "managing-director";
inline constexpr std::string_view kService = "service";  ///< cron's identity: never assigned

/// All five, in the order above.
[[nodiscard]] const std::vector<std::string>& known_roles();

}  // namespace tkt
