// SPDX-License-Identifier: MIT
#pragma once

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt queue`: what to do next, in order, with the time that is left.
struct QueueOptions {
  bool mine = false;
  bool json = false;
  bool operator==(const QueueOptions&) const = default;
};

/// Ends in Exit::storage where the desk holds broken ticket files, which are named.
Exit run(const QueueOptions& options, Context& context);

}  // namespace tkt
