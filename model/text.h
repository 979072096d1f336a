// SPDX-License-Identifier: MIT
//
// Comparing names as people do: upper and lower case alike.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tkt {

/// `text` in lower case, for comparison only: ASCII and the Latin letters up to U+017F; other bytes
/// stay.
[[nodiscard]] std::string folded(std::string_view text);

[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

/// "a, b, c"; empty for nothing.
[[nodiscard]] std::string joined(const std::vector<std::string>& words);

}  // namespace tkt
