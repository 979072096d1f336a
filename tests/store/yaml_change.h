// SPDX-License-Identifier: MIT
//
// Changes of YAML values, and the texts that come of them.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include <catch2/catch.hpp>

#include "store/yaml.h"

namespace tkt::test {

using Change = std::function<void(Node&)>;

inline Node& at(Node& map, std::string_view key) {
  for (auto& [name, value] : map.fields) {
    if (name == key) {
      return value;
    }
  }
  FAIL("no key " << key);
  return map;
}

inline void set(Node& map, const std::string& key, Node value) {
  if (map.find(key) != nullptr) {
    at(map, key) = std::move(value);
  } else {
    map.fields.emplace_back(key, std::move(value));
  }
}

inline void drop(Node& map, std::string_view key) {
  std::erase_if(map.fields, [&](const auto& field) { return field.first == key; });
}

inline void drop_item(Node& list, std::size_t index) {
  list.items.erase(list.items.begin() + static_cast<std::ptrdiff_t>(index));
}

inline Node entry(const std::string& id, const std::string& note) {
  return Node::record({{"id", Node::quoted(id)}, {"note", Node::text(note)}}, true);
}

/// The text after a change of what it says.
inline std::string edited(const std::string& text, const Change& change) {
  const Node before = parse_yaml(text, "t.yaml");
  Node after = before;
  change(after);
  return edit_yaml(text, before, after, "t.yaml");
}

inline Change setting(const std::string& key, const Node& value) {
  return [=](Node& root) { set(root, key, value); };
}

inline Change dropping(const std::string& key) {
  return [=](Node& root) { drop(root, key); };
}

inline Change appending(const std::string& key, const Node& value) {
  return [=](Node& root) { at(root, key).items.push_back(value); };
}

}  // namespace tkt::test
