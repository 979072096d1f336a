// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/merge.h"
#include "store/parsed_tickets.h"

namespace tkt {

/// Who brought a field of a file without events its value.
using Bringer = std::function<std::string(const std::string& field, const std::string& value)>;

/// What a file says now that it did not say before; nullopt: not there.
[[nodiscard]] std::vector<Incoming> incoming_of(const std::string& path,
                                                const std::optional<std::string>& before,
                                                const std::optional<std::string>& after,
                                                const Bringer& by, ParsedTickets& tickets);

}  // namespace tkt
