// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tkt {

/// `text`, which is printable, in lines of at most `width` columns, broken at spaces; a longer word
/// is cut. Line feeds and the indentation of a line stay; tabs become four spaces. `width` is at
/// least 1.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, int width);

}  // namespace tkt
