// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt invoices`: invoices and credit notes by the time of their issue.
struct InvoicesOptions {
  std::string client;
  std::string year;  ///< of the number
  bool json = false;
  bool csv = false;
  bool operator==(const InvoicesOptions&) const = default;
};

/// Exit::storage, with their names, where files are broken.
Exit run(const InvoicesOptions& options, Context& context);

}  // namespace tkt
