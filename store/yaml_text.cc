// SPDX-License-Identifier: MIT
#include "store/yaml_text.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "model/error.h"

namespace tkt {

namespace {

constexpr bool is_continuation(unsigned char byte) {
  return (byte & 0xC0U) == 0x80U;
}

/// The smallest value that needs so many bytes; anything below is an overlong form.
constexpr std::array<char32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) {
    return 1;
  }
  if (lead >= 0xC2 && lead <= 0xDF) {
    return 2;
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    return 3;
  }
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

bool is_conflict_marker(std::string_view line) {
  constexpr std::string_view kMarks = "<=>|";
  return line.size() >= 7 && kMarks.find(line[0]) != std::string_view::npos &&
         std::all_of(line.begin(), line.begin() + 7, [&](char c) { return c == line[0]; });
}

/// What is wrong with the character at `at`; empty when nothing is.
std::string fault_at(std::string_view text, std::size_t at, const std::optional<CodePoint>& code) {
  if (!code) {
    return fmt::format("the byte {:#04x} is not UTF-8", static_cast<unsigned char>(text[at]));
  }
  if (text[at] == '\r') {
    return at + 1 < text.size() && text[at + 1] == '\n' ? "" : "a carriage return inside a line";
  }
  if (code->value == 0xFEFF && at == 0) {
    return "the file starts with a byte order mark";
  }
  const bool escapable_only = code->value == 0xFEFF || code->value == 0x85 ||
                              code->value == 0x2028 || code->value == 0x2029;
  if (!is_yaml_printable(code->value) && !escapable_only) {
    return fmt::format("the control character U+{:04X}", static_cast<unsigned>(code->value));
  }
  return "";
}

/// Of a text that starts behind `at`, the end of what spells out the characters of `value`, white
/// space left aside: how folding and indentation differ from the value without changing it.
std::optional<std::size_t> follow(std::string_view text, std::size_t at, std::string_view value) {
  std::size_t end = at;
  for (const char c : value) {
    if (is_yaml_space(c)) {
      continue;
    }
    while (at < text.size() && is_yaml_space(text[at])) {
      ++at;
    }
    if (at == text.size() || text[at] != c) {
      return std::nullopt;
    }
    end = ++at;
  }
  return end;
}

std::optional<std::size_t> end_of_quoted(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    if (text[at] == '\\' && quote == '"') {
      ++at;
    } else if (text[at] == quote) {
      if (quote == '"' || at + 1 == text.size() || text[at + 1] != '\'') {
        return at + 1;
      }
      ++at;
    }
  }
  return std::nullopt;
}

/// Blank lines at the end of a block scalar count as far as they are in the value: of `|-` and `|`
/// those with spaces beyond the indentation, of `|+` all.
std::optional<std::size_t> end_of_block(std::string_view text, std::size_t begin,
                                        std::string_view value) {
  const std::size_t core = value.find_last_not_of(" \t\r\n") + 1;
  const std::string_view tail = value.substr(core);
  auto blank_lines = std::count(tail.begin(), tail.end(), '\n');
  std::size_t end = line_end(text, begin);
  if (core > 0) {
    const auto last = follow(text, end, value);
    if (!last) {
      return std::nullopt;
    }
    end = line_end(text, *last);
    blank_lines -= value.back() == '\n' ? 1 : 0;  // that of the last line with text
  }
  for (; blank_lines > 0; --blank_lines) {
    end = line_end(text, next_line(text, end));
  }
  return end;
}

}  // namespace

void refuse_file(std::string_view path, int line, const std::string& problem,
                 const std::string& hint) {
  throw Error(ErrorKind::storage, fmt::format("{}:{}: {}", path, line, problem), hint);
}

void check_yaml_bytes(std::string_view text, std::string_view path) {
  if (text.size() > kMaxYamlBytes) {
    refuse_file(
        path, 1,
        fmt::format("the file has {} bytes; at most {} are read", text.size(), kMaxYamlBytes));
  }
  int line = 1;
  bool line_start = true;
  for (std::size_t at = 0; at < text.size();) {
    if (line_start && is_conflict_marker(text.substr(at, 7))) {
      refuse_file(path, line, "a conflict marker", "settle the conflict in an editor");
    }
    if (text[at] >= ' ' && text[at] <= '~') {
      line_start = false;
      ++at;
      continue;
    }
    const auto code = decode_utf8(text, at);
    if (const std::string fault = fault_at(text, at, code); !fault.empty()) {
      refuse_file(path, line, fault);
    }
    line_start = text[at] == '\n';
    line += line_start ? 1 : 0;
    at += code->length;
  }
}

std::optional<CodePoint> decode_utf8(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = sequence_length(lead);
  if (length == 1) {
    return CodePoint{lead, 1};
  }
  if (length == 0 || at + length > text.size()) {
    return std::nullopt;
  }
  char32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if (!is_continuation(byte)) {
      return std::nullopt;
    }
    value = value << 6U | (byte & 0x3FU);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < kSmallest[length] || value > 0x10FFFF || surrogate) {
    return std::nullopt;
  }
  return CodePoint{value, length};
}

bool is_yaml_printable(char32_t value) {
  if (value < 0xA0) {
    return value == '\t' || value == '\n' || (value >= 0x20 && value < 0x7F);
  }
  return value != 0x2028 && value != 0x2029 && value != 0xFEFF && value != 0xFFFE &&
         value != 0xFFFF;
}

std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) {
    ++at;
  }
  return at;
}

std::size_t skip_blank(std::string_view text, std::size_t at) {
  while (true) {
    while (at < text.size() && is_yaml_space(text[at])) {
      ++at;
    }
    const bool comment =
        at < text.size() && text[at] == '#' && (at == 0 || is_yaml_space(text[at - 1]));
    if (!comment) {
      return at;
    }
    at = line_end(text, at);
  }
}

std::size_t line_begin(std::string_view text, std::size_t at) {
  const std::size_t previous = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return previous == std::string_view::npos ? 0 : previous + 1;
}

std::size_t line_end(std::string_view text, std::size_t at) {
  const std::size_t feed = text.find('\n', at);
  if (feed == std::string_view::npos) {
    return text.size();
  }
  return feed > at && text[feed - 1] == '\r' ? feed - 1 : feed;
}

std::size_t next_line(std::string_view text, std::size_t at) {
  const std::size_t feed = text.find('\n', at);
  return feed == std::string_view::npos ? text.size() : feed + 1;
}

bool has_crlf(std::string_view text) {
  return line_end(text, 0) + 1 < next_line(text, 0);
}

std::size_t column_of(std::string_view text, std::size_t at) {
  return at - line_begin(text, at);
}

std::optional<std::size_t> end_of_scalar(std::string_view text, std::size_t begin,
                                         std::string_view value) {
  switch (text[begin]) {
    case '"':
    case '\'': return end_of_quoted(text, begin);
    case '|':
    case '>': return end_of_block(text, begin, value);
    default: return follow(text, begin, value);
  }
}

std::string with_plain_line_ends(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || text.substr(i + 1, 1) != "\n") {
      plain += text[i];
    }
  }
  return plain;
}

}  // namespace tkt
