// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace tkt {

/// RFC 4648, section 4, with padding, on one line.
[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace tkt
