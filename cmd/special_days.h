// SPDX-License-Identifier: MIT
//
// The single days of a calendar, as desk.yaml has them.
#pragma once

#include <string>

#include "model/desk.h"
#include "store/change.h"

namespace tkt {

/// The calendar of that name, empty for the desk's own. Throws Error{refused} for an unknown one
/// and for the wall clock, which has no days.
[[nodiscard]] Calendar calendar_with_days(const Desk& desk, const std::string& name);

/// Stages desk.yaml with the days of `after` in place of those of `before`.
void put_days(Change& change, const Calendar& before, const Calendar& after);

}  // namespace tkt
