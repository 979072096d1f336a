// SPDX-License-Identifier: MIT
#include "channels/text.h"

#include <algorithm>
#include <cctype>

namespace tkt {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
  char32_t character;
  std::size_t length;
};

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// How many bytes a character takes, by its first one; 0 for a byte that begins none.
std::size_t length_by(unsigned char first) {
  if (first < 0x80) {
    return 1;
  }
  if (first >= 0xC2 && first < 0xE0) {
    return 2;
  }
  if (first >= 0xE0 && first < 0xF0) {
    return 3;
  }
  return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

bool is_scalar(char32_t character, std::size_t length) {
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = character >= 0xD800 && character < 0xE000;
  return character >= kLeast[length] && character <= 0x10FFFF && !surrogate;
}

Decoded decode(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t length = length_by(first);
  if (length == 0 || length > text.size()) {
    return {kReplacement, 1};
  }
  char32_t character = length == 1 ? first : first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[i])) {
      return {kReplacement, 1};
    }
    character = (character << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  return is_scalar(character, length) ? Decoded{character, length} : Decoded{kReplacement, 1};
}

// C0, DEL, C1, line and paragraph separator.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

// Characters that change how others look and show nothing themselves: soft hyphen, zero-width and
// bidirectional ones, byte order mark, interlinear notes, tags.
bool is_invisible(char32_t c) {
  return c == 0xAD || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

void strip_line_ends(std::string& text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ' || text.back() == '\t')) {
    text.pop_back();
  }
  text.erase(0, text.find_first_not_of('\n'));
}

}  // namespace

std::u32string characters(std::string_view text) {
  std::u32string result;
  while (!text.empty()) {
    const Decoded decoded = decode(text);
    result += decoded.character;
    text.remove_prefix(decoded.length);
  }
  return result;
}

void append_utf8(std::string& text, char32_t character) {
  const auto tail = [&](unsigned shift) {
    text += static_cast<char>(0x80U | ((character >> shift) & 0x3FU));
  };
  if (character < 0x80) {
    text += static_cast<char>(character);
  } else if (character < 0x800) {
    text += static_cast<char>(0xC0U | (character >> 6U));
    tail(0);
  } else if (character < 0x10000) {
    text += static_cast<char>(0xE0U | (character >> 12U));
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0U | (character >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string one_line(std::string_view text) {
  std::string line;
  bool gap = false;
  for (const char32_t c : characters(text)) {
    if (c == ' ' || is_control(c)) {
      gap = true;
    } else if (!is_invisible(c)) {
      if (gap && !line.empty()) {
        line += ' ';
      }
      gap = false;
      append_utf8(line, c);
    }
  }
  return line;
}

std::string clean_lines(std::string_view text) {
  std::string lines;
  char32_t last = 0;
  for (const char32_t c : characters(text)) {
    const bool line_end = c == '\r' || c == '\n' || c == 0x2028 || c == 0x2029;
    if (line_end && !(c == '\n' && last == '\r')) {
      lines += '\n';
    } else if (c == '\t' || !(is_control(c) || is_invisible(c))) {
      append_utf8(lines, c);
    }
    last = c;
  }
  strip_line_ends(lines);
  return lines;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

}  // namespace tkt
