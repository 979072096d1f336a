// SPDX-License-Identifier: MIT
//
// YAML as the program writes it. Everything written reads back as the same value, here and in
// parsers that take `no` for a boolean or `12:30` for a number.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "store/yaml.h"

namespace tkt {

/// A key, quoted where it must be. Dates are not: they are keys of desk.yaml.
[[nodiscard]] std::string key_text(std::string_view key);

/// A value on one line. `in_flow`: it will stand between brackets, where more characters need
/// quotes.
[[nodiscard]] std::string inline_text(const Node& node, bool in_flow);

/// True where `inline_text` is the way to write it below a key; else it is a literal block or a
/// block collection, and takes lines of its own.
[[nodiscard]] bool is_inline(const Node& node);

/// A literal block: what stands behind the key ("|", "|-", "|2"), and its lines at `indent`, each
/// with its line feed. `parent` is the column of the key or dash.
struct LiteralBlock {
  std::string header;
  std::string lines;
};
[[nodiscard]] LiteralBlock literal_block(std::string_view value, std::size_t parent,
                                         std::size_t indent);

/// Where block lines stand.
struct Layout {
  std::size_t column = 0;  ///< of the key or dash
  std::size_t dash = 2;    ///< columns from a key to the dashes below it
};

/// The lines of a block collection: its entries at `layout.column`, each with its line feed.
[[nodiscard]] std::string block_lines(const Node& collection, const Layout& layout);
/// One entry of a block map: "key: value" and what belongs below.
[[nodiscard]] std::string field_lines(std::string_view key, const Node& value,
                                      const Layout& layout);
/// One entry of a block list. `gap` is the width of the dash and the space behind it.
[[nodiscard]] std::string item_lines(const Node& item, const Layout& layout, std::size_t gap = 2);

}  // namespace tkt
