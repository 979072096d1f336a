// SPDX-License-Identifier: MIT
//
// Files as many hands might write them: a tree in random styles, with comments and blank lines.
#pragma once

#include <string>
#include <vector>

#include "random_yaml.h"
#include "store/yaml.h"

namespace tkt::test {

class RandomHand {
 public:
  explicit RandomHand(unsigned seed) : random_(seed) {}

  RandomYaml& random() { return random_; }

  /// Keys that begin with "x-" are nothing the program knows.
  Node tree() {
    Node root = map(3);
    std::erase_if(root.fields, [](const auto& field) { return field.first == "id"; });
    root.fields.insert(root.fields.begin(), {"id", Node::text("ITW-4F7K24")});
    return root;
  }

  std::string write(const Node& root) {
    out_.clear();
    if (random_.one_in(8)) {
      out_ += "---\n";
    }
    block_map(root, random_.one_in(10) ? 2 : 0, false);
    if (random_.one_in(4)) {
      out_ += comment() + "\n";
    }
    // A break behind a block scalar is part of its text.
    const std::string shorter = out_.substr(0, out_.size() - 1);
    if (random_.one_in(5) && parse_yaml(shorter, "") == parse_yaml(out_, "")) {
      out_ = shorter;
    }
    return random_.one_in(5) ? with_crlf(out_) : out_;
  }

  Node node(int levels) {
    if (levels == 0 || random_.one_in(3)) {
      return scalar();
    }
    return random_.one_in(2) ? list(levels) : map(levels);
  }

  std::string key() { return (random_.one_in(4) ? "x-" : "k-") + std::to_string(random_.below(8)); }

 private:
  static std::string with_crlf(const std::string& text) {
    std::string out;
    for (const char c : text) {
      out += c == '\n' ? std::string("\r\n") : std::string(1, c);
    }
    return out;
  }

  std::string pad(std::size_t most) { return std::string(1 + random_.below(most), ' '); }
  std::string comment() { return "# c" + std::to_string(++comments_); }
  std::string maybe_comment() { return random_.one_in(4) ? pad(3) + comment() : ""; }

  Node scalar() {
    static const std::vector<std::string> texts = {
        "word",         "two words", "it's",        "a: b",         "x # y",
        "[z]",          "",          "no",          "2026-11-23",   "one\ntwo\n",
        "one\n\n  two", "\ttab\n",   "caf\xc3\xa9", "  indented\n", "end\n\n",
        "a\n# b\n"};
    const std::string& text = texts[random_.below(texts.size())];
    return random_.one_in(8) ? Node() : random_.one_in(2) ? Node::text(text) : Node::block(text);
  }

  Node list(int levels) {
    Node list = Node::list({}, random_.one_in(2));
    for (std::size_t i = random_.below(4); i-- > 0;) {
      list.items.push_back(node(levels - 1));
    }
    return list;
  }

  Node map(int levels) {
    Node map = Node::record({}, random_.one_in(2));
    if (random_.one_in(3)) {
      map.fields.emplace_back("id", Node::text("i" + std::to_string(random_.below(1000))));
    }
    for (std::size_t i = random_.below(5); i-- > 0;) {
      const std::string name = key();
      if (map.find(name) == nullptr) {
        map.fields.emplace_back(name, node(levels - 1));
      }
    }
    return map;
  }

  std::string key_spelled(const std::string& key) {
    const std::size_t style = random_.below(6);
    return style == 0 ? '\'' + key + '\'' : style == 1 ? '"' + key + '"' : key;
  }

  /// On one line; between brackets texts are quoted.
  std::string one_line(const Node& node, bool in_flow) {
    std::string text =
        emit_yaml(Node::record({{"k", in_flow ? Node::list({node}, true) : node}}, false));
    text = text.substr(3, text.size() - 4);
    return in_flow ? text.substr(1, text.size() - 2) : text;
  }

  /// A list or map between brackets, perhaps over lines.
  std::string flow(const Node& node, std::size_t column) {
    const bool is_map = node.kind == Node::Kind::map;
    const std::size_t size = is_map ? node.fields.size() : node.items.size();
    const bool lines = size > 0 && random_.one_in(3);
    const std::string separator = lines ? "\n" + std::string(column + 2, ' ') : "";
    std::string out = is_map ? "{" : "[";
    for (std::size_t i = 0; i < size; ++i) {
      const Node& value = is_map ? node.fields[i].second : node.items[i];
      const bool last = i + 1 == size;
      out += separator.empty() && i > 0 && random_.one_in(2) ? " " : separator;
      out += is_map ? key_spelled(node.fields[i].first) + ": " : "";
      out += value.kind == Node::Kind::map || value.kind == Node::Kind::sequence
                 ? flow(value, column + 2)
                 : one_line(value, true);
      out += !last || random_.one_in(4) ? "," : "";
      out += lines ? maybe_comment() : "";
    }
    out += lines ? "\n" + std::string(column + 1, ' ') : random_.one_in(4) ? " " : "";
    return out + (is_map ? "}" : "]");
  }

  /// Behind "key:" or "-".
  void value(const Node& node, std::size_t column, bool below_key) {
    const bool collection = node.kind == Node::Kind::map || node.kind == Node::Kind::sequence;
    const bool empty = node.items.empty() && node.fields.empty();
    if (node.kind == Node::Kind::null && random_.one_in(2)) {
      out_ += maybe_comment() + "\n";
    } else if (!collection) {
      scalar_value(node, column);
    } else if (node.flow || empty) {
      out_ += pad(2) + flow(node, column) + maybe_comment() + "\n";
    } else if (node.kind == Node::Kind::sequence) {
      out_ += maybe_comment() + "\n";
      block_list(node, column + (below_key && random_.one_in(2) ? 0 : 1 + random_.below(4)));
    } else if (below_key || random_.one_in(2)) {
      out_ += maybe_comment() + "\n";
      block_map(node, column + 1 + random_.below(4), false);
    } else {
      const std::string gap = pad(3);
      out_ += gap;
      block_map(node, column + 1 + gap.size(), true);
    }
  }

  void scalar_value(const Node& node, std::size_t column) {
    const std::string field = emit_yaml(Node::record({{"k", node}}, false));
    const std::size_t first_end = field.find('\n');
    if (first_end + 1 < field.size()) {
      // A literal block, moved to its column.
      out_ += ' ' + field.substr(3, first_end - 3) + maybe_comment();
      for (std::size_t at = first_end; at < field.size() - 1;) {
        const std::size_t end = field.find('\n', at + 1);
        const std::string line = field.substr(at + 1, end - at - 1);
        out_ += "\n" + (line.empty() ? "" : std::string(column, ' ') + line);
        at = end;
      }
      out_ += "\n";
      return;
    }
    const bool next_line = node.kind == Node::Kind::scalar && random_.one_in(8);
    out_ += next_line ? maybe_comment() + "\n" + std::string(column + 3, ' ') : pad(3);
    out_ += one_line(node, false) + maybe_comment() + "\n";
  }

  void between(std::size_t column) {
    if (random_.one_in(8)) {
      out_ += std::string(random_.below(2) * random_.below(12), ' ') + "\n";
    }
    if (random_.one_in(6)) {
      out_ += std::string(column, ' ') + comment() + "\n";
    }
  }

  void block_map(const Node& map, std::size_t column, bool first_in_line) {
    for (const auto& [key, field] : map.fields) {
      if (!first_in_line) {
        between(column);
        out_ += std::string(column, ' ');
      }
      first_in_line = false;
      out_ += key_spelled(key) + (random_.one_in(10) ? " :" : ":");
      value(field, column, true);
    }
  }

  void block_list(const Node& list, std::size_t column) {
    for (const Node& item : list.items) {
      between(column);
      out_ += std::string(column, ' ') + "-";
      value(item, column, false);
    }
  }

  RandomYaml random_;
  std::string out_;
  int comments_ = 0;
};

}  // namespace tkt::test
