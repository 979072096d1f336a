// SPDX-License-Identifier: MIT
//
// Checking and taking over what people wrote into the desk's files by hand.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cmd/context.h"
#include "model/rules.h"

namespace tkt {

/// What the tickets of a snapshot may refer to. Broken files are passed over: whoever refers to
/// them is told.
[[nodiscard]] Known known_to(const Snapshot& snapshot);

/// A ticket's text with its `edit` event added and, where priority or client changed, its unmet
/// clocks started anew. `before` is nullptr for a new file. Throws Error{refused} naming everything
/// that is wrong with it. A text that means the same as before is returned as it is.
[[nodiscard]] std::string take_over_ticket(Context& context, const Snapshot& snapshot,
                                           std::string_view path, const Ticket* before,
                                           const std::string& text, const Known& known);

/// Checks the text of any other file of the desk; nullopt is a removed one. Throws Error{refused}.
void check_hand_edit(Context& context, const Snapshot& snapshot, std::string_view path,
                     const std::optional<std::string>& text);

}  // namespace tkt
