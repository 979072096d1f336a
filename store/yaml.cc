// SPDX-License-Identifier: MIT
#include "store/yaml.h"

#include <algorithm>

namespace tkt {

namespace {

using Field = std::pair<std::string, Node>;

Node scalar_node(std::string value, Node::Style style) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.scalar = std::move(value);
  node.style = style;
  return node;
}

bool same_fields(const Node& a, const Node& b) {
  if (a.fields.size() != b.fields.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.fields.size(); ++i) {
    // Mostly the keys stand in the same order, and no search is needed.
    const Field& mine = a.fields[i];
    const Node* theirs = b.fields[i].first == mine.first ? &b.fields[i].second : b.find(mine.first);
    if (theirs == nullptr || !(mine.second == *theirs)) {
      return false;
    }
  }
  return true;
}

}  // namespace

Node::Node() = default;

const Node* Node::find(std::string_view key) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const Field& field) { return field.first == key; });
  return found == fields.end() ? nullptr : &found->second;
}

bool Node::operator==(const Node& other) const {
  return kind == other.kind && scalar == other.scalar && items == other.items &&
         same_fields(*this, other);
}

Node Node::text(std::string value) {
  return scalar_node(std::move(value), Style::plain);
}
Node Node::quoted(std::string value) {
  return scalar_node(std::move(value), Style::quoted);
}
Node Node::bare(std::string value) {
  return scalar_node(std::move(value), Style::bare);
}
Node Node::block(std::string value) {
  return scalar_node(std::move(value), Style::literal);
}

Node Node::list(std::vector<Node> items, bool flow) {
  Node node;
  node.kind = Kind::sequence;
  node.items = std::move(items);
  node.flow = flow;
  return node;
}

Node Node::record(std::vector<std::pair<std::string, Node>> fields, bool flow) {
  Node node;
  node.kind = Kind::map;
  node.fields = std::move(fields);
  node.flow = flow;
  return node;
}

}  // namespace tkt
