// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt holiday list [YEAR]`: the holidays and special days of a calendar.
struct HolidayListOptions {
  std::string year;      ///< empty: the running one
  std::string calendar;  ///< empty: the desk's own
  bool json = false;
  bool operator==(const HolidayListOptions&) const = default;
};

/// Throws Error{usage} for what is no year.
Exit run(const HolidayListOptions& options, Context& context);

}  // namespace tkt
