// SPDX-License-Identifier: MIT
//
// Building the maps that the desk's files are written from. What is empty is left out.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/instant.h"
#include "store/yaml.h"

namespace tkt {

using Entries = std::vector<std::pair<std::string, Node>>;

/// How a text is written: Node::text, Node::quoted.
using WriteText = Node (*)(std::string);

void add_text(Entries& entries, const char* key, const std::string& value,
              WriteText write = Node::text);
/// A list on one line.
void add_texts(Entries& entries, const char* key, const std::vector<std::string>& values,
               WriteText write = Node::text);
void add_date(Entries& entries, const char* key, const std::optional<Date>& date);

/// A block list of what `write` makes of each value.
template <class T, class Write>
void add_list(Entries& entries, const char* key, const std::vector<T>& values, Write write) {
  std::vector<Node> items;
  for (const T& value : values) {
    items.push_back(write(value));
  }
  if (!items.empty()) {
    entries.emplace_back(key, Node::list(std::move(items), false));
  }
}

[[nodiscard]] Node number_node(int number);
[[nodiscard]] Node time_node(Instant instant, const Zone& zone);
[[nodiscard]] Node date_node(Date date);

}  // namespace tkt
