// SPDX-License-Identifier: MIT
//
// Random edits of random files, and random damage to files.
#include <algorithm>
#include <chrono>
#include <map>

#include <catch2/catch.hpp>

#include "hostile_yaml.h"
#include "model/error.h"
#include "random_hand.h"
#include "store/yaml.h"
#include "store/yaml_text.h"

namespace tkt {

using Kind = Node::Kind;
using test::RandomHand;

namespace {

bool is_unknown(const std::string& key) {
  return key.substr(0, 2) == "x-";
}

/// What the program understands of a tree: all but the unknown keys.
Node understood(Node node) {
  std::erase_if(node.fields, [](const auto& field) { return is_unknown(field.first); });
  for (auto& [key, value] : node.fields) {
    value = understood(value);
  }
  for (Node& item : node.items) {
    item = understood(item);
  }
  return node;
}

Node changed(Node node, RandomHand& hand);

void change_fields(Node& map, RandomHand& hand) {
  auto& random = hand.random();
  for (auto& [key, value] : map.fields) {
    if (key != "id" && random.one_in(3)) {
      value = changed(value, hand);
    }
  }
  if (map.fields.size() > 1 && random.one_in(4)) {
    map.fields.erase(map.fields.begin() + 1 +
                     static_cast<std::ptrdiff_t>(random.below(map.fields.size() - 1)));
  }
  for (std::size_t i = random.below(3); i-- > 0;) {
    const std::string key = "k-" + std::to_string(random.below(12));
    if (map.find(key) == nullptr) {
      const auto place = static_cast<std::ptrdiff_t>(random.below(map.fields.size() + 1));
      map.fields.insert(map.fields.begin() + place, {key, understood(hand.node(2))});
    }
  }
}

void change_items(Node& list, RandomHand& hand) {
  auto& random = hand.random();
  for (Node& item : list.items) {
    if (random.one_in(3)) {
      item = changed(item, hand);
    }
  }
  if (!list.items.empty() && random.one_in(3)) {
    list.items.erase(list.items.begin() +
                     static_cast<std::ptrdiff_t>(random.below(list.items.size())));
  }
  for (std::size_t i = random.below(3); i-- > 0;) {
    const auto place = static_cast<std::ptrdiff_t>(random.below(list.items.size() + 1));
    list.items.insert(list.items.begin() + place, understood(hand.node(2)));
  }
}

Node changed(Node node, RandomHand& hand) {
  if (node.kind == Kind::map && !hand.random().one_in(8)) {
    change_fields(node, hand);
  } else if (node.kind == Kind::sequence && !hand.random().one_in(8)) {
    change_items(node, hand);
  } else {
    node = understood(hand.node(2));
  }
  return node;
}

/// The lines of a key of the root.
std::string lines_of(const std::string& text, const Node& value) {
  const std::size_t begin = line_begin(text, value.entry);
  return text.substr(begin, line_end(text, value.end) - begin);
}

/// Comments that stand on their own before keys of the root.
std::vector<std::string> root_comments(const std::string& text, const Node& root) {
  std::vector<std::string> found;
  for (const auto& [key, value] : root.fields) {
    const std::size_t begin = line_begin(text, value.entry);
    const std::size_t before = begin == 0 ? 0 : line_begin(text, begin - 1);
    const std::string line = text.substr(before, line_end(text, before) - before);
    const bool inside = std::any_of(root.fields.begin(), root.fields.end(), [&](const auto& f) {
      return f.second.entry < before && before < f.second.end;
    });
    const std::size_t text_begin = std::min(line.find_first_not_of(' '), line.size());
    if (line.substr(text_begin, 1) == "#" && !inside) {
      found.push_back(line);
    }
  }
  return found;
}

/// All that was asked for, in a tree that may hold unknown things beside; of a map that should go,
/// those may be left, and of a list the comments beside it, with none of its items.
bool says(const Node& now, const Node& asked) {
  if (now.kind != asked.kind || now.scalar != asked.scalar ||
      now.items.size() != asked.items.size()) {
    return false;
  }
  for (std::size_t i = 0; i < now.items.size(); ++i) {
    if (!says(now.items[i], asked.items[i])) {
      return false;
    }
  }
  for (const auto& [key, value] : now.fields) {
    const Node* wanted = asked.find(key);
    const Node nothing = value.kind == Kind::map ? Node::record({}, false) : Node::list({}, false);
    const bool left = wanted == nullptr && says(value, nothing);
    if (!is_unknown(key) && !left && (wanted == nullptr || !says(value, *wanted))) {
      return false;
    }
  }
  return std::all_of(asked.fields.begin(), asked.fields.end(),
                     [&](const auto& field) { return now.find(field.first) != nullptr; });
}

}  // namespace

TEST_CASE("random edits of random files change what was asked and keep the rest") {
  RandomHand hand(7);
  for (int i = 0; i < 3000; ++i) {
    const std::string text = hand.write(hand.tree());
    const Node old = parse_yaml(text, "t.yaml");
    const Node before = understood(old);
    Node after = before;
    change_fields(after, hand);
    CAPTURE(i, text, emit_yaml(before), emit_yaml(after));
    const std::string result = edit_yaml(text, before, after, "t.yaml");
    CAPTURE(result);
    const Node now = parse_yaml(result, "t.yaml");
    REQUIRE(says(now, after));
    for (const auto& [key, value] : old.fields) {
      const Node* asked = after.find(key);
      if (is_unknown(key) || (asked != nullptr && *asked == *before.find(key))) {
        REQUIRE(result.find(lines_of(text, value)) != std::string::npos);
      }
    }
    for (const std::string& comment : root_comments(text, old)) {
      REQUIRE(result.find(comment) != std::string::npos);
    }
  }
}

TEST_CASE("damaged files are read or refused, nothing else") {
  const auto corpus = test::hostile_yaml();
  RandomHand hand(11);
  auto& random = hand.random();
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(2);
  int refused = 0;
  int read = 0;
  while (std::chrono::steady_clock::now() < end) {
    std::string text = random.one_in(3) ? corpus[random.below(corpus.size())].text.substr(0, 2000)
                                        : hand.write(hand.tree());
    for (std::size_t cuts = 1 + random.below(3); cuts-- > 0;) {
      const std::size_t at = random.below(text.size() + 1);
      switch (random.below(3)) {
        case 0: text.insert(at, random.text()); break;
        case 1: text.erase(at, 1 + random.below(4)); break;
        default: text.insert(at, text.substr(random.below(text.size() + 1), random.below(30)));
      }
    }
    CAPTURE(text);
    try {
      const Node root = parse_yaml(text, "t.yaml");
      REQUIRE(parse_yaml(emit_yaml(root), "t.yaml") == root);
      ++read;
    } catch (const Error& error) {
      REQUIRE(error.kind() == ErrorKind::storage);
      REQUIRE(std::string(error.what()).substr(0, 7) == "t.yaml:");
      ++refused;
    }
  }
  CHECK(read > 50);
  CHECK(refused > 50);
}

}  // namespace tkt
