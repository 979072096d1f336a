// SPDX-License-Identifier: MIT
#include "store/unknown_keys.h"

#include <algorithm>

#include "model/error.h"
#include "model/ids.h"
#include "store/codec.h"
#include "store/field_reader.h"
#include "store/paths.h"

namespace tkt {
namespace {

/// The known keys that a map does not have.
template <class Names>
std::vector<std::string> absent_keys(const Node& map, const Names& known) {
  std::vector<std::string> absent;
  std::copy_if(known.begin(), known.end(), std::back_inserter(absent),
               [&](const std::string& name) { return map.find(name) == nullptr; });
  return absent;
}

void note_keys(const Node& root, const std::string& path, AskedKeys& asked) {
  switch (kind_of(path)) {
    case FileKind::desk: (void)desk_from(root, path, &asked); return;
    case FileKind::ticket: (void)ticket_from(root, path, &asked); return;
    case FileKind::client: (void)client_from(root, path, &asked); return;
    case FileKind::staff: (void)staff_from(root, path, &asked); return;
    case FileKind::invoice:
    case FileKind::payment:
    case FileKind::message_template:
    case FileKind::other: return;
  }
}

}  // namespace

std::vector<UnknownKey> unknown_keys(const AskedKeys& asked, std::string_view text) {
  std::vector<UnknownKey> unknown;
  for (const auto& [map, known] : asked.maps) {
    for (const auto& [key, value] : map->fields) {
      const auto near = known.count(key) == 0 ? nearest(key, absent_keys(*map, known))
                                              : std::vector<std::string>();
      if (!near.empty()) {
        const auto end = text.begin() + static_cast<std::ptrdiff_t>(value.entry);
        const auto line = 1 + std::count(text.begin(), end, '\n');
        unknown.push_back({static_cast<int>(line), key, near.front()});
      }
    }
  }
  std::stable_sort(unknown.begin(), unknown.end(),
                   [](const UnknownKey& a, const UnknownKey& b) { return a.line < b.line; });
  return unknown;
}

std::vector<UnknownKey> unknown_keys(const std::string& path, const std::string& text) {
  try {
    const Node root = parse_yaml(text, path);
    AskedKeys asked;
    note_keys(root, path, asked);
    return unknown_keys(asked, text);
  } catch (const Error&) {
    return {};
  }
}

}  // namespace tkt
