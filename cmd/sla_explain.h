// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt sla explain ID`: the sum that leads to a due time, to be checked on paper. In JSON that of
/// the leading clock.
struct SlaExplainOptions {
  std::string ticket;
  bool json = false;
  bool operator==(const SlaExplainOptions&) const = default;
};

Exit run(const SlaExplainOptions& options, Context& context);

}  // namespace tkt
