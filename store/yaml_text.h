// SPDX-License-Identifier: MIT
//
// The text beneath a YAML tree: which bytes may stand in it, where lines and tokens end. Shared by
// the reader, the emitter and the editor.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tkt {

inline constexpr std::size_t kMaxYamlBytes = 1 << 20;

/// Throws Error{storage}: "path:line: problem".
[[noreturn]] void refuse_file(std::string_view path, int line, const std::string& problem,
                              const std::string& hint = "");

/// Throws Error{storage} for more than `kMaxYamlBytes`; for anything but UTF-8 that YAML may hold
/// unescaped: no control characters, no byte order mark, no carriage return inside a line; and for
/// conflict markers at the start of a line.
void check_yaml_bytes(std::string_view text, std::string_view path);

struct CodePoint {
  char32_t value;
  std::size_t length;  ///< in bytes
};
/// The character at `at`; nullopt for what is not UTF-8 (overlong forms, surrogates, beyond
/// U+10FFFF).
[[nodiscard]] std::optional<CodePoint> decode_utf8(std::string_view text, std::size_t at);
/// True for what YAML lets stand unescaped. Tab and line feed are; other control characters, the
/// byte order mark and the separators that some parsers take for line breaks are not.
[[nodiscard]] bool is_yaml_printable(char32_t value);

[[nodiscard]] constexpr bool is_yaml_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// `at` moved over spaces and tabs.
[[nodiscard]] std::size_t skip_spaces(std::string_view text, std::size_t at);
/// `at` moved over spaces, tabs, line breaks and comments. It stops at a `#` that follows a token
/// without a space, which is no comment.
[[nodiscard]] std::size_t skip_blank(std::string_view text, std::size_t at);

[[nodiscard]] std::size_t line_begin(std::string_view text, std::size_t at);
/// The end of the line without its break.
[[nodiscard]] std::size_t line_end(std::string_view text, std::size_t at);
/// The start of the next line; the text's size behind the last one.
[[nodiscard]] std::size_t next_line(std::string_view text, std::size_t at);
/// True where the first line ends with CR LF: then the others do too, and new ones shall.
[[nodiscard]] bool has_crlf(std::string_view text);
/// Bytes between the start of the line and `at`.
[[nodiscard]] std::size_t column_of(std::string_view text, std::size_t at);

/// The end of the scalar that begins at `begin` and means `value`: of a quoted one behind the
/// closing quote; of a block scalar behind the last line that counts, without its break; of a plain
/// one behind its last character. nullopt where the text does not say `value`.
[[nodiscard]] std::optional<std::size_t> end_of_scalar(std::string_view text, std::size_t begin,
                                                       std::string_view value);

/// "\r\n" as "\n": a text as it was before git, or an editor, gave it the line ends of its system.
[[nodiscard]] std::string with_plain_line_ends(std::string_view text);

}  // namespace tkt
