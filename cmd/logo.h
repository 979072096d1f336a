// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/snapshot.h"

namespace tkt {

inline constexpr std::string_view kLogoFile = "logo.png";

/// The bytes of the desk's templates/logo.png; nullopt where it has none. Throws Error{refused}
/// where that is no PNG, larger than 1 MiB, or more than 4000 pixels wide or high.
[[nodiscard]] std::optional<std::string> desk_logo(const Snapshot& snapshot);

/// "data:image/png;base64,...": a picture that needs no file of its own.
[[nodiscard]] std::string data_address(std::string_view png);

}  // namespace tkt
