// SPDX-License-Identifier: MIT
#include "store/merge_nodes.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "model/instant.h"
#include "store/merge_order.h"
#include "store/yaml_emit.h"

namespace tkt {
namespace {

using Kind = Node::Kind;

/// Lists whose order says nothing.
bool is_set(std::string_view list) {
  constexpr std::array<std::string_view, 6> kSets = {"tags",     "skills",   "roles",
                                                     "holidays", "formerly", "domains"};
  return std::find(kSets.begin(), kSets.end(), list) != kSets.end();
}

std::string scalar_of(const Node& map, std::string_view key) {
  const Node* const value = map.find(key);
  return value != nullptr && value->kind == Kind::scalar ? value->scalar : "";
}

/// The keys that together name an item of a list.
std::vector<std::string_view> identity_keys(std::string_view list) {
  if (list == "sla") {
    return {"cycle", "target"};
  }
  if (list == "messages") {
    return {"event", "channel", "to"};
  }
  if (list == "contacts") {
    return {"name"};
  }
  if (list == "leave") {
    return {"from", "to"};
  }
  return {list == "vat" ? "from" : "id"};
}

/// When an entry was written down.
Instant time_of(std::string_view list, const Node& item) {
  std::string text;
  if (list == "events") {
    text = scalar_of(item, "noted");
    text = text.empty() ? scalar_of(item, "at") : text;
  } else if (list == "work") {
    text = scalar_of(item, "started");
  }
  return parse_instant(text).value_or(Instant());
}

std::string joined(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "." + name;
}

std::vector<std::string> keys_of(const Node* map) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : map->fields) {
    keys.push_back(key);
  }
  return keys;
}

/// Items by what they are known by, in their order.
struct Keyed {
  std::vector<std::string> order;
  std::map<std::string, const Node*> items;

  [[nodiscard]] const Node* find(const std::string& id) const {
    const auto found = items.find(id);
    return found == items.end() ? nullptr : found->second;
  }
};

Keyed keyed(std::string_view list, const Node* sequence) {
  Keyed result;
  if (sequence != nullptr && sequence->kind == Kind::sequence) {
    for (const Node& item : sequence->items) {
      const std::string id = is_set(list) ? item.scalar : identity_of(list, item).value_or("");
      if (result.items.emplace(id, &item).second) {
        result.order.push_back(id);
      }
    }
  }
  return result;
}

std::vector<Dated> dated(std::string_view list, const Keyed& side) {
  std::vector<Dated> found;
  for (const std::string& id : side.order) {
    const Node& item = *side.find(id);
    const bool attached = list == "events" && scalar_of(item, "did") == "merge";
    found.push_back({attached ? Instant() : time_of(list, item), id, attached});
  }
  return found;
}

std::vector<std::string> merged_members(std::string_view list, const Keyed& ours,
                                        const Keyed& theirs) {
  if (!is_set(list)) {
    return in_order(dated(list, ours), dated(list, theirs));
  }
  std::set<std::string> members(ours.order.begin(), ours.order.end());
  members.insert(theirs.order.begin(), theirs.order.end());
  return {members.begin(), members.end()};
}

/// What stood unquoted stands so again: numbers and times.
void keep_spelling(Node& node) {
  constexpr std::string_view kSafe =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+-:.";
  if (node.style == Node::Style::plain && !node.scalar.empty() &&
      std::isalnum(static_cast<unsigned char>(node.scalar.front())) != 0 &&
      node.scalar.back() != ':' && node.scalar.find_first_not_of(kSafe) == std::string::npos) {
    node.style = Node::Style::bare;
  }
  for (Node& item : node.items) {
    keep_spelling(item);
  }
  for (auto& [key, value] : node.fields) {
    keep_spelling(value);
  }
}

class NodeMerge {
 public:
  explicit NodeMerge(const StandsTheirs& stands_theirs) : stands_theirs_(stands_theirs) {}

  /// nullptr: not there. `list` is the last key of the path.
  std::optional<Node> merge(const Node* base, const Node* ours, const Node* theirs,
                            const std::string& path, std::string_view list) {
    if (same(ours, theirs) || same(theirs, base)) {
      return copy(ours);
    }
    if (same(ours, base)) {
      return copy(theirs);
    }
    if (ours == nullptr || theirs == nullptr) {
      const Node* const there = ours != nullptr ? ours : theirs;
      return there->kind == Kind::scalar ? conflict(ours, theirs, path) : copy(there);
    }
    if (ours->kind == Kind::map && theirs->kind == Kind::map) {
      return merge_maps(base, *ours, *theirs, path);
    }
    if (mergeable_lists(list, *ours, *theirs)) {
      return merge_lists(base, *ours, *theirs, path, list);
    }
    return conflict(ours, theirs, path);
  }

 private:
  static bool same(const Node* a, const Node* b) {
    return a == nullptr || b == nullptr ? a == b : *a == *b;
  }
  static std::optional<Node> copy(const Node* node) {
    return node == nullptr ? std::nullopt : std::optional(*node);
  }
  static bool mergeable_lists(std::string_view list, const Node& ours, const Node& theirs) {
    const auto fits = [&](const Node& node) {
      return node.kind == Kind::sequence && (is_set(list) || is_keyed(list, node));
    };
    return fits(ours) && fits(theirs);
  }

  std::optional<Node> conflict(const Node* ours, const Node* theirs, const std::string& path) {
    return copy(stands_theirs_({path, told_text(ours), told_text(theirs)}) ? theirs : ours);
  }

  Node merge_maps(const Node* base, const Node& ours, const Node& theirs, const std::string& path) {
    const bool has_base = base != nullptr && base->kind == Kind::map;
    Node result = ours;
    result.flow = ours.flow && theirs.flow;
    result.fields.clear();
    for (const std::string& key : merged_order(keys_of(&ours), keys_of(&theirs))) {
      auto value = merge(has_base ? base->find(key) : nullptr, ours.find(key), theirs.find(key),
                         joined(path, key), key);
      if (value) {
        result.fields.emplace_back(key, *std::move(value));
      }
    }
    return result;
  }

  Node merge_lists(const Node* base, const Node& ours, const Node& theirs, const std::string& path,
                   std::string_view list) {
    const Keyed old = keyed(list, base);
    const Keyed left = keyed(list, &ours);
    const Keyed right = keyed(list, &theirs);
    Node result = ours;
    result.flow = ours.flow && theirs.flow;
    result.items.clear();
    for (const std::string& id : merged_members(list, left, right)) {
      auto item = merge(old.find(id), left.find(id), right.find(id), joined(path, id), "");
      if (item) {
        result.items.push_back(*std::move(item));
      }
    }
    return result;
  }

  const StandsTheirs& stands_theirs_;
};

}  // namespace

Node merge_nodes(const Node& base, const Node& ours, const Node& theirs,
                 const StandsTheirs& stands_theirs) {
  const Node* const old = base.kind == Kind::null ? nullptr : &base;
  Node merged = NodeMerge(stands_theirs).merge(old, &ours, &theirs, "", "").value();
  keep_spelling(merged);
  return merged;
}

std::optional<std::string> identity_of(std::string_view list, const Node& item) {
  std::string id;
  for (const std::string_view key : identity_keys(list)) {
    const std::string part = scalar_of(item, key);
    if (part.empty()) {
      return std::nullopt;
    }
    id += (id.empty() ? "" : " ") + part;
  }
  return id;
}

bool is_keyed(std::string_view list, const Node& sequence) {
  std::set<std::string> seen;
  return std::all_of(sequence.items.begin(), sequence.items.end(), [&](const Node& item) {
    const auto id = identity_of(list, item);
    return id && seen.insert(*id).second;
  });
}

std::string told_text(const Node* value) {
  if (value == nullptr || value->kind == Kind::null) {
    return "";
  }
  std::string text = value->kind == Kind::scalar ? value->scalar : inline_text(*value, false);
  text.erase(text.find_last_not_of('\n') + 1);
  return text;
}

const Node* node_at(const Node& root, std::string_view field) {
  const Node* node = &root;
  std::string_view list;
  while (node != nullptr && !field.empty()) {
    if (node->kind == Kind::sequence) {
      const auto found =
          std::find_if(node->items.begin(), node->items.end(), [&](const Node& item) {
            const auto id = identity_of(list, item);
            return id && field.substr(0, id->size()) == *id &&
                   (field.size() == id->size() || field[id->size()] == '.');
          });
      if (found == node->items.end()) {
        return nullptr;
      }
      field.remove_prefix(std::min(field.size(), identity_of(list, *found)->size() + 1));
      node = &*found;
      continue;
    }
    list = field.substr(0, field.find('.'));
    field.remove_prefix(std::min(field.size(), list.size() + 1));
    node = node->find(list);
  }
  return node;
}

}  // namespace tkt
