// SPDX-License-Identifier: MIT
//
// Text of tickets, made fit to leave in a message. It is hostile: it may hold control characters,
// bidirectional overrides and bytes that are no UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace tkt {

/// The characters of UTF-8 text; U+FFFD for each byte that is no part of a character.
[[nodiscard]] std::u32string characters(std::string_view text);
void append_utf8(std::string& text, char32_t character);

/// On one line, in UTF-8: every run of white space and control characters is one space, none at the
/// ends; invisible format characters are left out.
[[nodiscard]] std::string one_line(std::string_view text);
/// In UTF-8, its lines ended by line feeds: control characters but line feed and tab, and invisible
/// format characters, are left out. No empty lines at its ends.
[[nodiscard]] std::string clean_lines(std::string_view text);
/// Its ASCII letters in lower case: names of headers, types and tags.
[[nodiscard]] std::string lower(std::string_view text);

}  // namespace tkt
