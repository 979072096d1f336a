// SPDX-License-Identifier: MIT
#include "cmd/io.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "cmd/unicode.h"

namespace tkt {
namespace {

std::string_view escape_sequence(Style style) {
  switch (style) {
    case Style::plain: return "";
    case Style::bold: return "\x1B[1m";
    case Style::dim: return "\x1B[2m";
    case Style::red: return "\x1B[31m";
    case Style::yellow: return "\x1B[33m";
    case Style::green: return "\x1B[32m";
    case Style::cyan: return "\x1B[36m";
  }
  return "";
}

void append_visibly(std::string& result, char32_t code) {
  const auto number = static_cast<unsigned>(code);
  if (number < 0x80) {
    fmt::format_to(std::back_inserter(result), "\\x{:02X}", number);
  } else if (number <= 0xFFFF) {
    fmt::format_to(std::back_inserter(result), "\\u{:04X}", number);
  } else {
    fmt::format_to(std::back_inserter(result), "\\U{:08X}", number);
  }
}

/// Appends the first character of `text`, or where that would deceive, its number.
std::size_t append_printable(std::string& result, std::string_view text) {
  const std::optional<Character> character = first_character(text);
  if (!character) {
    fmt::format_to(std::back_inserter(result), "\\x{:02X}",
                   static_cast<unsigned>(static_cast<unsigned char>(text.front())));
    return 1;
  }
  const bool layout = character->code == '\n' || character->code == '\t';
  if (is_deceptive(character->code) && !layout) {
    append_visibly(result, character->code);
  } else {
    result.append(text.substr(0, character->length));
  }
  return character->length;
}

/// The length of the beginning that is printable ASCII: nearly always all of it.
std::size_t plain_beginning(std::string_view text) {
  const auto end =
      std::find_if_not(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
  return static_cast<std::size_t>(end - text.begin());
}

/// The first character of `text`; a byte that is none counts as one.
Character character_or_byte(std::string_view text) {
  return first_character(text).value_or(Character{U'?', 1});
}

}  // namespace

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const std::size_t plain = plain_beginning(text);
    result.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (!text.empty()) {
      text.remove_prefix(append_printable(result, text));
    }
  }
  return result;
}

std::string printable_line(std::string_view text) {
  std::string result = printable(text);
  for (char& c : result) {
    c = c == '\n' || c == '\t' ? ' ' : c;
  }
  return result;
}

int display_width(std::string_view text) {
  auto width = static_cast<int>(plain_beginning(text));
  text.remove_prefix(plain_beginning(text));
  while (!text.empty()) {
    const Character character = character_or_byte(text);
    width += column_width(character.code);
    text.remove_prefix(character.length);
  }
  return width;
}

std::string truncated(std::string_view text, int width) {
  if (display_width(text) <= width) {
    return std::string(text);
  }
  if (width <= 0) {
    return "";
  }
  std::size_t kept = 0;
  int columns = 0;
  while (kept < text.size()) {
    const Character character = character_or_byte(text.substr(kept));
    columns += column_width(character.code);
    if (columns > width - 1) {
      break;
    }
    kept += character.length;
  }
  return std::string(text.substr(0, kept)) + "…";
}

void Output::text(std::string_view text) {
  stream_ << printable(text);
}

void Output::text(Style style, std::string_view text) {
  if (!colour_ || style == Style::plain) {
    this->text(text);
    return;
  }
  stream_ << escape_sequence(style) << printable(text) << "\x1B[0m";
}

void Output::line(std::string_view text) {
  stream_ << printable(text) << '\n';
}

void Output::line(Style style, std::string_view text) {
  this->text(style, text);
  stream_ << '\n';
}

void Output::raw(std::string_view bytes) {
  stream_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

bool Output::flush() {
  stream_.flush();
  return stream_.good();
}

}  // namespace tkt
