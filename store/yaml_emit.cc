// SPDX-License-Identifier: MIT
#include "store/yaml_emit.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "model/error.h"
#include "store/yaml_text.h"

namespace tkt {

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

/// Words that some parser reads as null or a boolean.
bool is_reserved_word(std::string_view text) {
  constexpr std::array<std::string_view, 9> kWords = {"null", "true", "false", "yes", "no",
                                                      "on",   "off",  "y",     "n"};
  return text.size() <= 5 && std::find(kWords.begin(), kWords.end(), lower(text)) != kWords.end();
}

/// What some parser may read as a number, a date or a time: a digit first, and nothing that none of
/// them holds. Wider than need be; quotes do no harm.
bool looks_like_number(std::string_view text) {
  return text[0] >= '0' && text[0] <= '9' &&
         text.find_first_not_of("0123456789abcdefABCDEFxXoO_.:+-TtZz ") == std::string_view::npos;
}

bool may_begin_plain(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         static_cast<unsigned char>(c) >= 0x80 || c == '/' || c == '(' || c == '_' || c == '$';
}

CodePoint decode(std::string_view text, std::size_t at) {
  const auto code = decode_utf8(text, at);
  if (!code) {
    throw Error(ErrorKind::refused, "a text that is not UTF-8 cannot be stored");
  }
  if (code->value == 0) {
    throw Error(ErrorKind::refused, "a text with a NUL character cannot be stored");
  }
  return *code;
}

bool is_printable(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code = decode(text, at);
    if (!is_yaml_printable(code.value)) {
      return false;
    }
    at += code.length;
  }
  return true;
}

/// Without quotes, the same text is read back, as a text.
bool reads_back_plain(std::string_view text, bool in_flow) {
  if (text.empty() || !may_begin_plain(text[0]) || text.back() == ' ' || text.back() == ':') {
    return false;
  }
  return text.find_first_of(in_flow ? "\t\n,[]{}?" : "\t\n") == std::string_view::npos &&
         text.find(": ") == std::string_view::npos && text.find(" #") == std::string_view::npos &&
         !is_reserved_word(text) && !looks_like_number(text) && is_printable(text);
}

std::string escaped(char32_t value) {
  switch (value) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: break;
  }
  return value < 0x100 ? fmt::format("\\x{:02X}", static_cast<unsigned>(value))
                       : fmt::format("\\u{:04X}", static_cast<unsigned>(value));
}

std::string double_quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code = decode(text, at);
    const bool raw = is_yaml_printable(code.value) && code.value != '"' && code.value != '\\' &&
                     code.value != '\n' && code.value != '\t';
    out += raw ? std::string(text.substr(at, code.length)) : escaped(code.value);
    at += code.length;
  }
  return out + '"';
}

std::string scalar_text(const Node& node, bool in_flow) {
  if (node.style == Node::Style::bare) {
    return node.scalar;
  }
  const bool plain = node.style == Node::Style::plain && reads_back_plain(node.scalar, in_flow);
  return plain ? node.scalar : double_quoted(node.scalar);
}

/// Blank lines at the end would need `|+`, which swallows the blank lines of its surroundings.
bool reads_back_literal(std::string_view text) {
  return text.find_first_not_of(" \t\n") != std::string_view::npos && !text.ends_with("\n\n") &&
         is_printable(text);
}

bool is_empty_collection(const Node& node) {
  return node.items.empty() && node.fields.empty();
}

std::string spaces(std::size_t count) {
  return std::string(count, ' ');
}

}  // namespace

std::string key_text(std::string_view key) {
  const bool date = key.size() == 10 && key[4] == '-' && key[7] == '-' &&
                    key.find_first_not_of("0123456789-") == std::string_view::npos;
  return date || reads_back_plain(key, true) ? std::string(key) : double_quoted(key);
}

std::string inline_text(const Node& node, bool in_flow) {
  std::string out;
  switch (node.kind) {
    case Node::Kind::null: return "null";
    case Node::Kind::scalar: return scalar_text(node, in_flow);
    case Node::Kind::sequence:
      for (const Node& item : node.items) {
        out += (out.empty() ? "" : ", ") + inline_text(item, true);
      }
      return '[' + out + ']';
    case Node::Kind::map:
      for (const auto& [key, value] : node.fields) {
        out += (out.empty() ? "" : ", ") + key_text(key) + ": " + inline_text(value, true);
      }
      return '{' + out + '}';
  }
  return out;
}

bool is_inline(const Node& node) {
  if (node.kind == Node::Kind::scalar) {
    return node.style != Node::Style::literal || !reads_back_literal(node.scalar);
  }
  return node.kind == Node::Kind::null || node.flow || is_empty_collection(node);
}

LiteralBlock literal_block(std::string_view value, std::size_t parent, std::size_t indent) {
  LiteralBlock block;
  block.header = value.back() == '\n' ? "|" : "|-";
  // Spaces at the start would pass for indentation.
  if (value[0] == ' ' || value[0] == '\n' || value[0] == '\t') {
    block.header += std::to_string(indent - parent);
  }
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t end = std::min(value.find('\n', at), value.size());
    if (end > at) {
      block.lines += spaces(indent);
      block.lines += value.substr(at, end - at);
    }
    block.lines += '\n';
    at = end + 1;
  }
  return block;
}

std::string field_lines(std::string_view key, const Node& value, const Layout& layout) {
  const std::string head = spaces(layout.column) + key_text(key) + ':';
  if (value.kind == Node::Kind::null) {
    return head + '\n';
  }
  if (is_inline(value)) {
    return head + ' ' + inline_text(value, false) + '\n';
  }
  if (value.kind == Node::Kind::scalar) {
    const LiteralBlock block = literal_block(value.scalar, layout.column, layout.column + 2);
    return head + ' ' + block.header + '\n' + block.lines;
  }
  const std::size_t step = value.kind == Node::Kind::sequence ? layout.dash : 2;
  return head + '\n' + block_lines(value, {layout.column + step, layout.dash});
}

std::string item_lines(const Node& item, const Layout& layout, std::size_t gap) {
  const std::string head = spaces(layout.column) + '-';
  if (item.kind == Node::Kind::null) {
    return head + '\n';
  }
  if (is_inline(item)) {
    return head + spaces(gap - 1) + inline_text(item, false) + '\n';
  }
  if (item.kind == Node::Kind::scalar) {
    const LiteralBlock block = literal_block(item.scalar, layout.column, layout.column + gap);
    return head + spaces(gap - 1) + block.header + '\n' + block.lines;
  }
  // The first entry stands on the line of the dash.
  const std::string lines = block_lines(item, {layout.column + gap, layout.dash});
  return head + spaces(gap - 1) + lines.substr(layout.column + gap);
}

std::string block_lines(const Node& collection, const Layout& layout) {
  std::string out;
  for (const auto& [key, value] : collection.fields) {
    out += field_lines(key, value, layout);
  }
  for (const Node& item : collection.items) {
    out += item_lines(item, layout);
  }
  return out;
}

std::string emit_yaml(const Node& root) {
  return block_lines(root, {});
}

}  // namespace tkt
