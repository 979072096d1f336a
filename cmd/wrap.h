// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tkt {

/// Text on one line, made printable and cut into lines of at most `width` columns: between words,
/// or within one that is longer than a line. At least one line; runs of spaces become one.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, int width);

/// The lines of a text, made printable: those that fit as they are, tabs as four spaces; longer
/// ones cut as `wrapped` does, each part behind the line's indentation. At least one line.
[[nodiscard]] std::vector<std::string> wrapped_lines(std::string_view text, int width);

/// Text with spaces behind it (or before it) up to `width` columns; longer text stays.
[[nodiscard]] std::string pad_right(std::string_view text, int width);
[[nodiscard]] std::string pad_left(std::string_view text, int width);

}  // namespace tkt
