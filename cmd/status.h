// SPDX-License-Identifier: MIT
#pragma once

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt status`: where this clone stands, and what is left to do.
struct StatusOptions {
  bool json = false;
  bool operator==(const StatusOptions&) const = default;
};

/// Asks no remote. Exit::storage where a file cannot be read.
Exit run(const StatusOptions& options, Context& context);

}  // namespace tkt
