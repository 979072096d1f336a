// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt print NUMBER --as text|html|pdf|csv|ledger|hledger`: an invoice or credit note as it goes
/// to the client.
struct PrintOptions {
  std::string number;
  std::string as;  ///< "text" when empty
  bool json = false;
  bool operator==(const PrintOptions&) const = default;
};

/// The page is templates/invoice.html of the desk, else the one shipped.
Exit run(const PrintOptions& options, Context& context);

}  // namespace tkt
