// SPDX-License-Identifier: MIT
//
// The three-way merge of what YAML files say: by key in maps, by ID in lists of records, by member
// in sets. A and B give the same as B and A.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/yaml.h"

namespace tkt {

/// Both sides gave a value its own content. A missing value is empty.
struct FieldConflict {
  std::string field;  ///< "priority"; "work.9C2E0TQ4WX.minutes"
  std::string ours;
  std::string theirs;
};
/// True where theirs stands. Must not depend on which side is whose.
using StandsTheirs = std::function<bool(const FieldConflict&)>;

/// `base` is a null node where both sides added the file. What one side changed and the other did
/// not is taken; a removal gives way to a change.
[[nodiscard]] Node merge_nodes(const Node& base, const Node& ours, const Node& theirs,
                               const StandsTheirs& stands_theirs);

/// What an entry of the list at `list` ("work", "contacts") is known by; nullopt where its list has
/// no such thing, and is one value.
[[nodiscard]] std::optional<std::string> identity_of(std::string_view list, const Node& item);
/// True where every item has an identity of its own.
[[nodiscard]] bool is_keyed(std::string_view list, const Node& sequence);

/// A value in one line, as people are told it: without the line break at its end.
[[nodiscard]] std::string told_text(const Node* value);
/// The value at a path as in `FieldConflict::field`; nullptr where there is none.
[[nodiscard]] const Node* node_at(const Node& root, std::string_view field);

}  // namespace tkt
