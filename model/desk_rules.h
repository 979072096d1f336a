// SPDX-License-Identifier: MIT
//
// The rules that desk.yaml, staff and clients keep among each other.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "model/client.h"
#include "model/desk.h"
#include "model/rules.h"
#include "model/staff.h"

namespace tkt {

/// The chain's members are active staff, and somebody is Helpdesk Manager.
[[nodiscard]] std::vector<Problem> violations(const Desk& desk, const std::vector<Staff>& staff);

/// No two members of staff share an address, by which git's identity finds them. The one
/// whose name comes later is told.
[[nodiscard]] std::vector<Problem> violations(const Staff& one, const std::vector<Staff>& staff);

/// Category, calendar and usual technician are on the desk.
[[nodiscard]] std::vector<Problem> violations(const Client& client, const Desk& desk,
                                              const std::set<std::string>& staff);

}  // namespace tkt
