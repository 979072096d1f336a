// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/facts.h"

namespace tkt {

/// Facts as bytes that end in their digest.
[[nodiscard]] std::string pack(const TicketFacts& facts);
/// nullopt for anything that `pack` did not write.
[[nodiscard]] std::optional<TicketFacts> unpack_facts(std::string_view bytes);

}  // namespace tkt
