// SPDX-License-Identifier: MIT
//
// The tree of a YAML text, built from a parser's events and checked against the text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "store/yaml.h"

namespace tkt {

/// Takes the events of one document in their order. Throws Error{storage} for what a desk's files
/// may not hold.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, std::string_view path) : text_(text), path_(path) {}

  void start_document(int line);
  /// A null that is written out at `place`, or a value that is missing; of the latter, `place` is
  /// that of whatever follows.
  void null(std::size_t place);
  void scalar(std::size_t place, const std::string& value);
  void open(Node::Kind kind, bool flow);
  void close();

  /// The root; only comments and the end mark may follow it.
  Node finish();

 private:
  /// An open collection.
  struct Frame {
    Node node;
    std::string key;                       ///< of the value that is awaited
    bool has_key = false;                  ///< a map: the next node is a value
    std::size_t entry = 0;                 ///< where the entry begins that is being read
    std::unordered_set<std::string> keys;  ///< of a map with many
  };

  [[noreturn]] void refuse(const std::string& problem);
  void expect(char mark, const char* problem);
  void skip();
  /// Moves to where the next node must begin.
  void approach();
  void approach_root();
  void approach_value(const Frame& frame);
  void approach_entry(Frame& frame);
  /// Refuses anchors, aliases and tags, which a parser may report with the node behind them.
  void refuse_properties();
  /// A node that begins here; counts it.
  Node begin_node(Node::Kind kind);
  void take_key(std::string key);
  void add(Node node);
  [[nodiscard]] bool at_key() const;
  [[nodiscard]] bool in_flow_list() const;
  int line();

  std::string_view text_;
  std::string_view path_;
  std::size_t at_ = 0;    ///< the end of the last token, then the beginning of the next
  std::size_t lead_ = 0;  ///< the end of the mark that leads to the next node
  std::size_t counted_ = 0;
  int line_ = 1;  ///< the line of `counted_`
  int nodes_ = 0;
  int documents_ = 0;
  std::vector<Frame> open_;
  Node root_;
};

}  // namespace tkt
