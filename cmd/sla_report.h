// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt sla report`: which promises were kept, how long things took, what is open and was worked.
struct SlaReportOptions {
  std::string month;  ///< "2026-11"; this one, where no year is given either
  std::string year;
  std::string by;  ///< month, client, staff or priority
  std::string client;
  std::string as_of;     ///< the desk as it was then, from its history
  bool tickets = false;  ///< name the tickets behind every figure
  bool csv = false;
  bool json = false;
  bool operator==(const SlaReportOptions&) const = default;
};

/// Exit::storage where a file of a ticket or client is broken. Throws Error{usage} for a month,
/// year or grouping that is none.
Exit run(const SlaReportOptions& options, Context& context);

}  // namespace tkt
