// SPDX-License-Identifier: MIT
#include "cmd/desk_yaml.h"

#include <string_view>
#include <utility>

#include "store/paths.h"
#include "store/yaml.h"
#include "templates/shipped.h"

namespace tkt {
namespace {

Node& field(Node& map, std::string_view key) {
  for (auto& [name, value] : map.fields) {
    if (name == key) {
      return value;
    }
  }
  return map.fields.emplace_back(key, Node()).second;
}

Node name_list(const std::vector<std::string>& names) {
  std::vector<Node> items;
  for (const std::string& name : names) {
    items.push_back(Node::text(name));
  }
  return Node::list(std::move(items), true);
}

}  // namespace

std::string desk_yaml(const DeskNames& names) {
  const std::string_view text = shipped_template(kDeskFile).value();
  const Node before = parse_yaml(text, kDeskFile);
  Node after = before;
  Node& company = field(after, "company");
  field(company, "name") = Node::text(names.company);
  field(company, "phone") = Node::quoted("");
  field(company, "email") = Node::quoted("");
  field(after, "prefix") = Node::text(names.prefix);
  field(after, "escalation") = name_list(names.chain);
  return edit_yaml(text, before, after, kDeskFile);
}

}  // namespace tkt
