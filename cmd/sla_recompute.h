// SPDX-License-Identifier: MIT
#pragma once

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt sla recompute`: makes running promises follow the calendars as they are now.
struct SlaRecomputeOptions {
  bool yes = false;  ///< without a question
  bool operator==(const SlaRecomputeOptions&) const = default;
};

/// Shows each promise that would move, then asks, then writes all of them in one commit. Promises
/// that were met, agreed by hand or are over stay. Throws Error{refused} where there is nobody to
/// ask, and Error{busy} where the desk changed meanwhile.
Exit run(const SlaRecomputeOptions& options, Context& context);

}  // namespace tkt
