// SPDX-License-Identifier: MIT
#include "cmd/wrap.h"

#include <algorithm>

#include "cmd/io.h"

namespace tkt {
namespace {

std::string spaces_up_to(std::string_view text, int width) {
  return std::string(static_cast<std::size_t>(std::max(width - display_width(text), 0)), ' ');
}

bool starts_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

/// Bytes of the longest beginning that fits: at least one character.
std::size_t fitting(std::string_view word, int width) {
  std::size_t end = 0;
  for (std::size_t next = 1; next <= word.size(); ++next) {
    const bool whole = next == word.size() || starts_character(word[next]);
    if (whole && (end == 0 || display_width(word.substr(0, next)) <= width)) {
      end = next;
    } else if (whole) {
      break;
    }
  }
  return end;
}

/// The words of a text, those beyond `width` in pieces.
std::vector<std::string> words_of(std::string_view text, int width) {
  std::vector<std::string> words;
  while (!text.empty()) {
    std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    while (!word.empty()) {
      words.emplace_back(word.substr(0, fitting(word, width)));
      word.remove_prefix(words.back().size());
    }
  }
  return words;
}

/// Printable, without tabs and without the carriage return that mail leaves at the end.
std::string spaced(std::string_view line) {
  constexpr std::string_view kTab = "    ";
  std::string result;
  for (const char c : printable(line.substr(0, line.find_last_not_of('\r') + 1))) {
    result.append(c == '\t' ? kTab : std::string_view(&c, 1));
  }
  return result;
}

void add_line(std::vector<std::string>& lines, const std::string& line, int width) {
  if (display_width(line) <= width) {
    lines.push_back(line);
    return;
  }
  const std::size_t lead = std::min(line.find_first_not_of(' '), line.size());
  const std::size_t indent = std::min(lead, static_cast<std::size_t>(width / 2));
  for (const std::string& part :
       wrapped(std::string_view(line).substr(lead), width - static_cast<int>(indent))) {
    lines.push_back(std::string(indent, ' ') + part);
  }
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, int width) {
  std::vector<std::string> lines(1);
  for (const std::string& word : words_of(printable_line(text), width)) {
    std::string& line = lines.back();
    if (line.empty()) {
      line = word;
    } else if (display_width(line) + 1 + display_width(word) <= width) {
      line += " " + word;
    } else {
      lines.push_back(word);
    }
  }
  return lines;
}

std::vector<std::string> wrapped_lines(std::string_view text, int width) {
  std::vector<std::string> lines;
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    add_line(lines, spaced(text.substr(0, end)), width);
    if (end == text.size()) {
      return lines;
    }
    text.remove_prefix(end + 1);
  }
}

std::string pad_right(std::string_view text, int width) {
  return std::string(text) + spaces_up_to(text, width);
}

std::string pad_left(std::string_view text, int width) {
  return spaces_up_to(text, width) + std::string(text);
}

}  // namespace tkt
