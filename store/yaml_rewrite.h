// SPDX-License-Identifier: MIT
//
// Rewriting of parsed text: a value replaced, entries of a collection added and removed.
// Indentation, comments, line breaks and everything beside stay.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "store/yaml.h"
#include "store/yaml_patch.h"

namespace tkt {

/// Where a value stands.
struct Place {
  std::size_t column = 0;  ///< of its key or dash
  std::size_t dash = 2;    ///< columns from a key to the dashes below it, as the file has them
  bool flow = false;       ///< between brackets
  bool item = false;       ///< of a list
};

/// What becomes of the entries of a collection, of which at least one stays.
struct EntryChanges {
  struct New {
    const Node* anchor;  ///< the entry that it follows; nullptr: it becomes the first
    std::string text;    ///< of a block collection: lines
  };
  std::vector<const Node*> old;  ///< all, in order
  std::vector<bool> gone;        ///< for each of `old`
  std::vector<New> added;        ///< those with the same anchor side by side, in order

  [[nodiscard]] bool all_gone() const {
    return std::find(gone.begin(), gone.end(), false) == gone.end();
  }
  [[nodiscard]] bool any_gone() const {
    return std::find(gone.begin(), gone.end(), true) != gone.end();
  }
  /// One past the last of the entries that go together with `first`.
  [[nodiscard]] std::size_t run_end(std::size_t first) const {
    const auto from = gone.begin() + static_cast<std::ptrdiff_t>(first);
    return static_cast<std::size_t>(std::find(from, gone.end(), false) - gone.begin());
  }
};

/// Gathers changes of a text whose tree, with its places, is known. The text ends with a line feed.
class Rewriter {
 public:
  explicit Rewriter(std::string_view text);

  void replace(const Node& old, const Node& after, const Place& place);
  /// Takes the items out of a list and leaves the comments beside them: `tags: []  # why`.
  void empty_list(const Node& old);
  /// Whether a comment stands between the parts of a list, or ends its last line.
  [[nodiscard]] bool holds_comments(const Node& list) const;
  void change_entries(const Node& old, const EntryChanges& changes);

  [[nodiscard]] std::size_t column(std::size_t at) const;
  /// Columns from the keys of a map to the dashes of a list below one of them.
  [[nodiscard]] std::size_t dash_of(const Node& map, std::size_t otherwise) const;
  /// Columns from an item's dash to the item.
  [[nodiscard]] std::size_t gap_of(const Node& item) const;

  [[nodiscard]] std::string result() const { return patch_.apply(text_); }

 private:
  void change_flow_entries(const Node& old, const EntryChanges& changes);
  void remove_flow_run(const EntryChanges& changes, std::size_t first, std::size_t end);
  void add_flow_lines(const EntryChanges::New* from, const EntryChanges::New* to);
  void change_block_entries(const EntryChanges& changes);
  void remove_block_run(const EntryChanges& changes, std::size_t first, std::size_t end);

  void replace_inline(const Node& old, const std::string& text);
  void replace_lines(const Node& old, const std::string& head, const std::string& lines);
  void replace_literal(const Node& old, const std::string& value, const Place& place);
  void replace_collection(const Node& old, const Node& after, const Place& place);

  void insert_lines(std::size_t at, std::string lines);
  void strip_blank_lines(std::size_t at);

  [[nodiscard]] bool starts_line(std::size_t at) const;
  [[nodiscard]] bool ends_line(std::size_t at) const;
  [[nodiscard]] bool on_lead_line(const Node& old) const;
  [[nodiscard]] bool is_block_scalar(const Node& old) const;
  [[nodiscard]] std::string header_comment(const Node& old) const;
  [[nodiscard]] std::size_t behind_comma(const Node& entry) const;

  std::string_view text_;
  bool crlf_;
  Patch patch_;
};

}  // namespace tkt
