// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "cmd/context.h"
#include "store/outbox.h"

namespace tkt {

/// Marks in the tickets, in one commit, what was sent or given up; returns what cannot be marked
/// now, which is told.
[[nodiscard]] std::vector<Delivery> commit_marks(Context& context,
                                                 const std::vector<Delivery>& deliveries);

}  // namespace tkt
