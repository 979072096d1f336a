// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "model/ticket.h"

namespace tkt {

/// What happened, in a line or, with a longer note, several: "escalate to letla (step 2, asked by
/// client): Nobody called back".
[[nodiscard]] std::string event_text(const Event& event);

}  // namespace tkt
