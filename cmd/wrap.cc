// SPDX-License-Identifier: MIT
#include "cmd/wrap.h"

#include <algorithm>

#include "cmd/io.h"
#include "cmd/unicode.h"

namespace tkt {
namespace {

std::string without_tabs(std::string_view line) {
  std::string result;
  for (const char c : line) {
    result += c == '\t' ? "    " : std::string(1, c);
  }
  return result;
}

/// How many bytes of `text` fit into `width` columns; one character at least.
std::size_t fitting(std::string_view text, int width) {
  std::size_t end = 0;
  int columns = 0;
  while (end < text.size()) {
    const Character character = first_character(text.substr(end)).value_or(Character{U'?', 1});
    columns += column_width(character.code);
    if (columns > width && end > 0) {
      break;
    }
    end += character.length;
  }
  return end;
}

void wrap_line(std::string_view line, int width, std::vector<std::string>& lines) {
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  while (display_width(line) > width) {
    const std::size_t most = fitting(line, width);
    std::size_t space = line.rfind(' ', most);
    const bool breakable = space != std::string_view::npos && space > indent;
    const std::size_t end = breakable ? space : most;
    lines.emplace_back(line.substr(0, end));
    line.remove_prefix(std::min(line.find_first_not_of(' ', end), line.size()));
  }
  if (!line.empty() || lines.empty()) {
    lines.emplace_back(line);
  }
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, int width) {
  std::vector<std::string> lines;
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::vector<std::string> parts;
    wrap_line(without_tabs(text.substr(0, end)), width, parts);
    lines.insert(lines.end(), parts.begin(), parts.end());
    if (end == text.size()) {
      return lines;
    }
    text.remove_prefix(end + 1);
  }
}

}  // namespace tkt
