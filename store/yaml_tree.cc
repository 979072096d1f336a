// SPDX-License-Identifier: MIT
//
// A parser finds the tokens; this file keeps a place in the text beside it.
//
// yaml-cpp accepts more than a desk's files may hold, and tells less than an editor must know: no
// ends of values, no places of colons, dashes and missing values. So every event is checked against
// the text: between the end of the last token and the beginning of the next there may be white
// space, comments, and exactly the one mark that leads there (a colon, a dash, a comma). What does
// not fit is refused: explicit keys (`? key`), pairs in a list without braces (`[a: b]`), entries
// left empty (`[a, , b]`), a tail that yaml-cpp would pass over.
//
// Example: `tags: [vpn]`. The map begins at 0; its key is expected there, and yaml-cpp reports the
// scalar at 0. The value must follow a colon: found at 4. The list begins at 6, its item at 7, its
// bracket is expected behind the item: found at 10. The list, and with it the map, ends at 11.
#include "store/yaml_tree.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <unordered_set>

#include <fmt/format.h>

#include "store/yaml_text.h"

namespace tkt {

namespace {

constexpr std::size_t kMaxDepth = 16;
constexpr int kMaxNodes = 50'000;
/// From this size on, a map's keys are looked up in a set.
constexpr std::size_t kManyKeys = 16;

/// The length of the word for null that stands at `at`; 0 where there is none.
std::size_t null_word(std::string_view text, std::size_t at) {
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    const std::size_t end = at + word.size();
    if (text.substr(at, word.size()) == word &&
        (end == text.size() || is_yaml_space(text[end]) || text[end] == ',' || text[end] == ']' ||
         text[end] == '}')) {
      return word.size();
    }
  }
  return 0;
}

/// How a scalar that begins with this character is spelled.
Node::Style style_of(char first) {
  if (first == '"' || first == '\'') {
    return Node::Style::quoted;
  }
  return first == '|' || first == '>' ? Node::Style::literal : Node::Style::plain;
}

}  // namespace

int TreeBuilder::line() {
  const auto from = text_.begin() + static_cast<std::ptrdiff_t>(counted_);
  const auto to = text_.begin() + static_cast<std::ptrdiff_t>(at_);
  line_ += static_cast<int>(std::count(from, to, '\n'));
  counted_ = at_;
  return line_;
}

void TreeBuilder::refuse(const std::string& problem) {
  refuse_file(path_, line(), problem);
}

void TreeBuilder::expect(char mark, const char* problem) {
  if (at_ >= text_.size() || text_[at_] != mark) {
    refuse(problem);
  }
  ++at_;
}

void TreeBuilder::skip() {
  at_ = skip_blank(text_, at_);
  if (at_ < text_.size() && text_[at_] == '#') {
    refuse("a '#' right behind something else (a comment needs a space before it)");
  }
}

bool TreeBuilder::at_key() const {
  return !open_.empty() && open_.back().node.kind == Node::Kind::map && !open_.back().has_key;
}

bool TreeBuilder::in_flow_list() const {
  return open_.back().node.flow && open_.back().node.kind == Node::Kind::sequence;
}

void TreeBuilder::approach() {
  if (open_.empty()) {
    approach_root();
  } else if (open_.back().has_key) {
    approach_value(open_.back());
  } else {
    approach_entry(open_.back());
  }
}

void TreeBuilder::approach_root() {
  skip();
  if (text_.substr(at_, 1) == "%") {
    refuse("a directive ('%'); a desk's files use none");
  }
  if (text_.substr(at_, 3) == "---") {
    const std::size_t mark_line_end = line_end(text_, at_);
    at_ += 3;
    skip();
    if (at_ < mark_line_end) {
      refuse("text on the line of '---'");
    }
  }
  lead_ = at_;
}

void TreeBuilder::approach_value(const Frame& frame) {
  if (frame.node.flow) {
    skip();
  } else {
    at_ = skip_spaces(text_, at_);
  }
  if (text_.substr(at_, 1) != ":") {
    refuse(fmt::format("no ':' and value behind the key '{}'", frame.key));
  }
  ++at_;
  lead_ = at_;
  skip();
}

void TreeBuilder::approach_entry(Frame& frame) {
  const bool first = frame.node.items.empty() && frame.node.fields.empty();
  skip();
  if (frame.node.flow && !first) {
    expect(',', "no ',' between two entries");
    skip();
  }
  frame.entry = lead_ = at_;
  if (frame.node.kind == Node::Kind::sequence && !frame.node.flow) {
    expect('-', "no '-' before a list entry");
    lead_ = at_;
    skip();
  }
}

void TreeBuilder::refuse_properties() {
  const char c = at_ < text_.size() ? text_[at_] : '\0';
  if (c == '&' || c == '*') {
    refuse("an anchor or alias ('&', '*'); a desk's files use none");
  }
  if (c == '!') {
    refuse("a tag ('!'); a desk's files use none");
  }
}

Node TreeBuilder::begin_node(Node::Kind kind) {
  if (++nodes_ > kMaxNodes) {
    refuse(fmt::format("more than {} keys and values", kMaxNodes));
  }
  Node node;
  node.kind = kind;
  node.line = line();
  node.begin = at_;
  node.lead = lead_;
  return node;
}

void TreeBuilder::start_document(int line) {
  if (++documents_ > 1) {
    refuse_file(path_, line, "a second document (or text behind '...')");
  }
}

void TreeBuilder::null(std::size_t place) {
  approach();
  refuse_properties();
  if (open_.empty()) {
    refuse("the file is not a map of keys and values");
  }
  if (at_key()) {
    refuse("a missing key");
  }
  const std::size_t length = place == at_ ? null_word(text_, at_) : 0;
  if (length == 0 && in_flow_list()) {
    refuse("an empty entry in a list");
  }
  at_ = length == 0 ? lead_ : at_;
  Node node = begin_node(Node::Kind::null);
  at_ += length;
  node.end = at_;
  add(std::move(node));
}

void TreeBuilder::scalar(std::size_t place, const std::string& value) {
  approach();
  refuse_properties();
  Node node = begin_node(Node::Kind::scalar);
  if (open_.empty()) {
    refuse("the file is not a map of keys and values");
  }
  if (place != at_) {
    refuse(text_.substr(at_, 1) == "?" ? "an explicit key ('?'); a desk's files use none"
                                       : "a spelling that a desk's files do not use");
  }
  if (value.find('\0') != std::string::npos) {
    refuse("a NUL character");
  }
  const auto end = end_of_scalar(text_, at_, value);
  if (!end) {
    refuse(text_[at_] == '"' || text_[at_] == '\'' ? "a quote that is never closed"
                                                   : "a spelling that a desk's files do not use");
  }
  node.style = style_of(text_[at_]);
  at_ = node.end = *end;
  if (at_key()) {
    take_key(value);
    return;
  }
  node.scalar = value;
  add(std::move(node));
}

void TreeBuilder::take_key(std::string key) {
  Frame& frame = open_.back();
  if (key == "<<") {
    refuse("a merge key ('<<'); a desk's files use none");
  }
  const auto& fields = frame.node.fields;
  if (fields.size() == kManyKeys) {
    for (const auto& [name, value] : fields) {
      frame.keys.insert(name);
    }
  }
  const bool known =
      fields.size() < kManyKeys ? frame.node.find(key) != nullptr : !frame.keys.insert(key).second;
  if (known) {
    refuse(fmt::format("the key '{}' stands twice in one map", key));
  }
  frame.key = std::move(key);
  frame.has_key = true;
}

void TreeBuilder::open(Node::Kind kind, bool flow) {
  approach();
  refuse_properties();
  Node node = begin_node(kind);
  node.flow = flow;
  if (open_.empty() && (flow || kind != Node::Kind::map)) {
    refuse("the file is not a map of keys and values, one a line");
  }
  if (at_key()) {
    refuse("a key that is a list or a map");
  }
  if (open_.size() == kMaxDepth) {
    refuse(fmt::format("more than {} levels", kMaxDepth));
  }
  if (flow) {
    expect(kind == Node::Kind::map ? '{' : '[',
           "a pair in a list without braces (write {key: value}), or a list that is never closed");
  }
  open_.push_back(Frame{std::move(node), "", false, 0, {}});
}

void TreeBuilder::close() {
  Node node = std::move(open_.back().node);
  open_.pop_back();
  if (node.flow) {
    skip();
    const bool empty = node.items.empty() && node.fields.empty();
    if (!empty && text_.substr(at_, 1) == ",") {
      ++at_;
      skip();
    }
    const char bracket = node.kind == Node::Kind::map ? '}' : ']';
    expect(bracket, bracket == '}' ? "no '}' at the end of a map" : "no ']' at the end of a list");
  }
  node.end = at_;
  add(std::move(node));
}

void TreeBuilder::add(Node node) {
  if (open_.empty()) {
    root_ = std::move(node);
    return;
  }
  Frame& frame = open_.back();
  node.entry = frame.entry;
  if (frame.node.kind == Node::Kind::sequence) {
    frame.node.items.push_back(std::move(node));
    return;
  }
  frame.node.fields.emplace_back(std::move(frame.key), std::move(node));
  frame.has_key = false;
}

Node TreeBuilder::finish() {
  if (documents_ == 0) {
    refuse_file(path_, 1, "the file is empty");
  }
  skip();
  if (text_.substr(at_, 3) == "...") {
    at_ += 3;
    skip();
  }
  if (at_ < text_.size()) {
    refuse("text behind the end of the document");
  }
  return std::move(root_);
}

}  // namespace tkt
