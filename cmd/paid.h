// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt paid NUMBER`: notes beside an invoice, which itself never changes, that it was paid.
struct PaidOptions {
  std::string number;
  std::string on;      ///< the day; today when empty
  std::string amount;  ///< all that is open when empty; below zero it mends a wrong record
  bool json = false;   ///< print the record as JSON
  bool operator==(const PaidOptions&) const = default;
};

/// Prints nothing on standard output. Only a Helpdesk Manager records payments.
Exit run(const PaidOptions& options, Context& context);

}  // namespace tkt
