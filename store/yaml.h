// SPDX-License-Identifier: MIT
//
// YAML as a desk's files use it: read strictly, written plainly, and edited in place by the spans
// that the parser reports, so that order, comments, quoting and unknown keys survive a rewrite.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tkt {

/// A YAML value. Maps keep their order.
struct Node {
  enum class Kind { null, scalar, sequence, map };
  /// How a scalar is written when it is new. `plain` is quoted all the same where it would not read
  /// back as the same string, and `bare` never (numbers, booleans, times: where an unquoted
  /// spelling is the right one). A parsed scalar is `quoted`, `literal` or `plain`, as it is
  /// spelled.
  enum class Style { plain, quoted, bare, literal };

  Node();

  Kind kind = Kind::null;
  std::string scalar;
  Style style = Style::plain;
  bool flow = false;        ///< collections: `[...]`, `{...}` on one line when new
  std::vector<Node> items;  ///< of a sequence
  std::vector<std::pair<std::string, Node>> fields;  ///< of a map

  // Where a parsed node stands in its text, in byte offsets; 0 in a node made by hand.
  int line = 0;           ///< of `begin`, counted from 1
  std::size_t begin = 0;  ///< half open; a missing value stands right behind its colon or dash
  std::size_t end = 0;    ///< a block collection's end is that of its last value
  std::size_t entry = 0;  ///< where its entry in the parent begins: its key, its dash, or itself
  std::size_t lead = 0;   ///< the end of the colon or dash that leads to it; `begin` without one

  /// The value of a map's key, or nullptr.
  [[nodiscard]] const Node* find(std::string_view key) const;
  /// Equal in value; places, styles and the order of a map's keys do not count.
  bool operator==(const Node& other) const;

  static Node text(std::string value);    ///< a string, quoted where it must be
  static Node quoted(std::string value);  ///< a string, always quoted
  static Node bare(std::string value);
  static Node block(std::string value);  ///< a literal block `|` where the text allows it
  static Node list(std::vector<Node> items, bool flow);
  static Node record(std::vector<std::pair<std::string, Node>> fields, bool flow);
};

/// Reads one document. `path` is for the messages: "tickets/2026/11/23/ITW-4F7K24.yaml:7: ...".
/// Throws Error{storage} for anything but UTF-8 without NUL of at most 1 MiB, one document, a block
/// map at the root, 16 levels and 50,000 nodes; for anchors, aliases, tags, duplicate or non-scalar
/// keys, trailing text, and conflict markers.
[[nodiscard]] Node parse_yaml(std::string_view text, std::string_view path);

/// The text of a new file: a block map, one key a line; flow collections on one line each.
[[nodiscard]] std::string emit_yaml(const Node& root);

/// `text` with the difference between `before` and `after` applied, and nothing else touched.
/// `before` is what the program understood of `text`: every key of it that `text` spells out has
/// the same items in the same order there; keys that `text` omits (defaults) may be in it. Maps are
/// compared by key, sequences by position; items beyond `before`'s are appended, missing ones are
/// removed (matched by equality where possible). A key new to a map goes behind the key that
/// precedes it in `after`, as far as `text` has one.
[[nodiscard]] std::string edit_yaml(std::string_view text, const Node& before, const Node& after,
                                    std::string_view path);

}  // namespace tkt
