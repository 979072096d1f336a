// SPDX-License-Identifier: MIT
//
// Most files of a desk were written by tkt and never touched by hand, and an index of 100,000
// tickets is built from all of them. This reader knows their spelling and no more:
//
//   key: value                   plain, "quoted" without backslashes, [list], {map}
//   key: |                       a literal block, indented by two
//   key:                         a block list, indented by two: "  - value"
//   key:                         a block map, indented by two, of such lines, but for blocks
//
// with exactly these spaces, and no comments, tabs, empty values or multi-line values. At the first
// character that does not fit it gives up; it never guesses. What it does accept, the builder
// checks against the text once more.
#include "store/yaml_canonical.h"

namespace tkt {

namespace {

constexpr std::string_view kListIndent = "  - ";

bool is_key_start(char c) {
  return c >= 'a' && c <= 'z';
}

bool is_key_part(char c) {
  return is_key_start(c) || (c >= '0' && c <= '9') || c == '-';
}

/// Characters that begin a plain value and nothing else.
bool is_plain_start(char c) {
  return is_key_part(c) ? c != '-'
                        : (c >= 'A' && c <= 'Z') || c == '/' || c == '(' || c == '+' ||
                              static_cast<unsigned char>(c) >= 0x80;
}

bool is_null_word(std::string_view word) {
  return word == "null" || word == "Null" || word == "NULL";
}

class Reader {
 public:
  Reader(std::string_view text, TreeBuilder& builder) : text_(text), builder_(builder) {}

  bool read() {
    builder_.start_document(1);
    return block_map(0) && at_ == text_.size();
  }

 private:
  [[nodiscard]] char here(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool take(std::string_view expected) {
    if (text_.substr(at_, expected.size()) != expected) {
      return false;
    }
    at_ += expected.size();
    return true;
  }

  bool block_map(std::size_t indent);
  bool field(std::size_t indent);
  bool key();
  bool value(bool in_flow);
  bool plain(bool in_flow);
  [[nodiscard]] bool ends_plain(bool in_flow) const;
  [[nodiscard]] bool fits_plain(bool in_flow) const;
  bool quoted();
  bool flow_list();
  bool flow_map();
  bool block_list();
  bool literal();

  std::string_view text_;
  TreeBuilder& builder_;
  std::size_t at_ = 0;
};

/// Whose keys stand behind so many spaces.
bool Reader::block_map(std::size_t indent) {
  const std::string lead(indent, ' ');
  builder_.open(Node::Kind::map, false);
  do {
    if (!take(lead) || !field(indent)) {
      return false;
    }
  } while (text_.substr(at_, indent) == lead && is_key_start(here(indent)));
  builder_.close();
  return true;
}

bool Reader::field(std::size_t indent) {
  if (!key()) {
    return false;
  }
  if (take(":\n")) {
    return indent == 0 && here(2) == '-' ? block_list() : block_map(indent + 2);
  }
  if (!take(": ")) {
    return false;
  }
  return here() == '|' ? indent == 0 && literal() : value(false) && take("\n");
}

bool Reader::key() {
  const std::size_t begin = at_;
  if (!is_key_start(here())) {
    return false;
  }
  while (is_key_part(here())) {
    ++at_;
  }
  const std::string_view name = text_.substr(begin, at_ - begin);
  if (is_null_word(name)) {
    return false;
  }
  builder_.scalar(begin, std::string(name));
  return true;
}

bool Reader::value(bool in_flow) {
  switch (here()) {
    case '"': return quoted();
    case '[': return flow_list();
    case '{': return flow_map();
    default: return plain(in_flow);
  }
}

bool Reader::ends_plain(bool in_flow) const {
  const char c = here();
  return c == '\n' || (in_flow && (c == ',' || c == ']' || c == '}'));
}

/// Whether the character here can only be part of a plain value.
bool Reader::fits_plain(bool in_flow) const {
  switch (here()) {
    case '\0': return false;
    case '#': return text_[at_ - 1] != ' ';
    case ':': return is_plain_start(here(1)) || here(1) == '_';
    case '[':
    case '{':
    case '?': return !in_flow;
    default: return true;
  }
}

bool Reader::plain(bool in_flow) {
  const std::size_t begin = at_;
  if (!is_plain_start(here())) {
    return false;
  }
  while (!ends_plain(in_flow)) {
    if (!fits_plain(in_flow)) {
      return false;
    }
    ++at_;
  }
  const std::string_view word = text_.substr(begin, at_ - begin);
  if (word.back() == ' ' || is_null_word(word) || (in_flow && here() == '\n')) {
    return false;
  }
  builder_.scalar(begin, std::string(word));
  return true;
}

bool Reader::quoted() {
  const std::size_t begin = at_++;
  while (here() != '"') {
    if (here() == '\0' || here() == '\\' || here() == '\n') {
      return false;
    }
    ++at_;
  }
  builder_.scalar(begin, std::string(text_.substr(begin + 1, at_ - begin - 1)));
  ++at_;
  return true;
}

bool Reader::flow_list() {
  builder_.open(Node::Kind::sequence, true);
  ++at_;
  while (here() != ']') {
    if (!value(true) || (here() != ']' && !take(", "))) {
      return false;
    }
  }
  ++at_;
  builder_.close();
  return text_[at_ - 2] != ' ';
}

bool Reader::flow_map() {
  builder_.open(Node::Kind::map, true);
  ++at_;
  while (here() != '}') {
    if (!key() || !take(": ") || !value(true) || (here() != '}' && !take(", "))) {
      return false;
    }
  }
  ++at_;
  builder_.close();
  return text_[at_ - 2] != ' ';
}

bool Reader::block_list() {
  if (text_.substr(at_, kListIndent.size()) != kListIndent) {
    return false;
  }
  builder_.open(Node::Kind::sequence, false);
  while (take(kListIndent)) {
    if (!value(false) || !take("\n")) {
      return false;
    }
  }
  builder_.close();
  return true;
}

bool Reader::literal() {
  const std::size_t begin = at_;
  if (!take("|\n") || text_.substr(at_, 2) != "  " || here(2) == ' ') {
    return false;
  }
  std::string contents;
  std::size_t end = at_;  // behind the last line that is not empty
  while (here() == ' ' || here() == '\n') {
    const std::size_t line_end = text_.find('\n', at_);
    if (here() == ' ') {
      const std::string_view line = text_.substr(at_, line_end - at_);
      if (line.substr(0, 2) != "  " || line.find_first_not_of(' ') == std::string_view::npos) {
        return false;
      }
      contents += line.substr(2);
      end = line_end + 1;
    }
    contents += '\n';
    at_ = line_end + 1;
  }
  if (end != at_) {
    return false;
  }
  builder_.scalar(begin, contents);
  return true;
}

}  // namespace

bool read_canonical(std::string_view text, TreeBuilder& builder) {
  const bool unusual = text.empty() || text.back() != '\n' ||
                       text.find('\t') != std::string_view::npos ||
                       text.find('\r') != std::string_view::npos;
  return !unusual && Reader(text, builder).read();
}

}  // namespace tkt
