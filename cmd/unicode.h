// SPDX-License-Identifier: MIT
//
// Characters as a terminal sees them.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace tkt {

/// A character and the bytes that it takes.
struct Character {
  char32_t code = 0;
  std::size_t length = 0;
};

/// The first character of `text`, which is not empty; nullopt where its bytes are not UTF-8: cut
/// off, longer than need be, a surrogate, or beyond U+10FFFF.
[[nodiscard]] std::optional<Character> first_character(std::string_view text);

/// True for what a terminal obeys or hides instead of showing it: controls (line feed and tab too),
/// bidi controls, line and paragraph separators, everything that Unicode calls ignorable
/// (zero-width, tag and filler characters) but the two selectors of emoji style, and
/// non-characters.
[[nodiscard]] bool is_deceptive(char32_t code);

/// Columns that one character takes: 0, 1 or 2.
[[nodiscard]] int column_width(char32_t code);

}  // namespace tkt
