// SPDX-License-Identifier: MIT
//
// Random YAML trees, the same on every run.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "store/yaml.h"

namespace tkt::test {

class RandomYaml {
 public:
  explicit RandomYaml(unsigned seed) : engine_(seed) {}

  /// From 0 to count - 1.
  std::size_t below(std::size_t count) { return engine_() % count; }
  bool one_in(std::size_t count) { return below(count) == 0; }

  std::string text() {
    // What YAML, some parser, or this code might trip over.
    static const std::vector<std::string> pieces = {"a",
                                                    "b7",
                                                    " ",
                                                    "  ",
                                                    "\n",
                                                    "\n\n",
                                                    "\t",
                                                    ":",
                                                    ": ",
                                                    " #",
                                                    "#",
                                                    "-",
                                                    "- ",
                                                    "?",
                                                    "? ",
                                                    ",",
                                                    "[",
                                                    "]",
                                                    "{",
                                                    "}",
                                                    "'",
                                                    "\"",
                                                    "\\",
                                                    "|",
                                                    ">",
                                                    "&x",
                                                    "*x",
                                                    "!",
                                                    "%",
                                                    "@",
                                                    "`",
                                                    "yes",
                                                    "no",
                                                    "1",
                                                    "7E10",
                                                    "~",
                                                    "null",
                                                    "0x1",
                                                    "12:30",
                                                    "2026-11-23",
                                                    "\r",
                                                    "\x01",
                                                    "---",
                                                    "...",
                                                    "<<",
                                                    "=",
                                                    "\x7f",
                                                    "\xc3\xa9",
                                                    "\xe2\x80\xa8",
                                                    "\xef\xbb\xbf",
                                                    "\xf0\x9f\x98\x80",
                                                    "\xc2\x85",
                                                    "word and word",
                                                    "<<<<<<< x",
                                                    "\n======="};
    std::string out;
    for (std::size_t i = below(6); i-- > 0;) {
      out += pieces[below(pieces.size())];
    }
    return out;
  }

  Node scalar() {
    switch (below(5)) {
      case 0: return Node::quoted(text());
      case 1: return Node::block(text());
      case 2: return Node::block(text() + "\n" + text() + "\n");
      case 3: return one_in(3) ? Node() : Node::bare(std::to_string(below(1000)));
      default: return Node::text(text());
    }
  }

  Node node(int levels) {
    if (levels == 0 || one_in(3)) {
      return scalar();
    }
    return one_in(2) ? list(levels) : map(levels);
  }

  Node list(int levels) {
    std::vector<Node> items;
    for (std::size_t i = below(4); i-- > 0;) {
      items.push_back(node(levels - 1));
    }
    return Node::list(std::move(items), one_in(2));
  }

  Node map(int levels) {
    std::vector<std::pair<std::string, Node>> fields;
    for (std::size_t i = below(4); i-- > 0;) {
      fields.emplace_back(key(fields), node(levels - 1));
    }
    return Node::record(std::move(fields), one_in(2));
  }

  /// A map with one key at least.
  Node root() {
    Node root = map(4);
    root.fields.emplace_back(key(root.fields), node(3));
    return root;
  }

 private:
  std::string key(const std::vector<std::pair<std::string, Node>>& fields) {
    while (true) {
      std::string candidate = one_in(2) ? "k" + std::to_string(below(20)) : text();
      const bool taken = std::any_of(fields.begin(), fields.end(),
                                     [&](const auto& f) { return f.first == candidate; });
      if (!taken && candidate != "<<") {
        return candidate;
      }
    }
  }

  std::mt19937 engine_;
};

}  // namespace tkt::test
