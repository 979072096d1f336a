// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace tkt {

/// The SHA-256 sum of some bytes, in 64 hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace tkt
