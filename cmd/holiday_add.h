// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt holiday add DATE NAME`: a day that follows neither the week nor the shipped rules.
struct HolidayAddOptions {
  std::string date;
  std::string name;
  std::vector<std::string> hours;  ///< none: closed
  std::string calendar;            ///< empty: the desk's own
  bool operator==(const HolidayAddOptions&) const = default;
};

/// Writes it into desk.yaml. Throws Error{refused} for whoever is no Helpdesk Manager.
Exit run(const HolidayAddOptions& options, Context& context);

}  // namespace tkt
