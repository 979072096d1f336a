// SPDX-License-Identifier: MIT
#pragma once

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt verify`: every rule, over the files of the last commit and the history of the invoices.
struct VerifyOptions {
  bool json = false;
  bool operator==(const VerifyOptions&) const = default;
};

/// Exit::found where a rule is broken, Exit::storage where a file cannot be read.
Exit run(const VerifyOptions& options, Context& context);

}  // namespace tkt
