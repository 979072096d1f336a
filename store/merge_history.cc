// SPDX-License-Identifier: MIT
#include "store/merge_history.h"

#include <algorithm>

#include "model/error.h"
#include "store/merge_nodes.h"

namespace tkt {

std::optional<git::Oid> SideHistory::blob_in(const git::Oid& commit,
                                             const std::string& path) const {
  const auto entry = repository_.entry(repository_.tree_of(commit), path);
  return entry && !entry->folder ? std::optional(entry->oid) : std::nullopt;
}

std::string SideHistory::value_in(const git::Oid& commit, const std::string& path,
                                  const std::string& field) const {
  const auto blob = blob_in(commit, path);
  if (!blob) {
    return "";
  }
  const std::string text = repository_.blob(*blob);
  if (field.empty()) {
    return text;
  }
  try {
    const Node root = parse_yaml(text, path);
    return told_text(node_at(root, field));
  } catch (const Error&) {
    return "";  // a version that was broken gave nothing its value
  }
}

std::optional<Writing> SideHistory::writing(const std::string& path, const std::string& field,
                                            const std::string& value) {
  if (!commits_) {
    commits_ = repository_.commits(tip_, {other_});
  }
  std::optional<Writing> last;
  std::optional<Writing> exact;
  for (const git::CommitInfo& commit : *commits_) {
    if (commit.parents.size() != 1 ||
        blob_in(commit.oid, path) == blob_in(commit.parents[0], path)) {
      continue;
    }
    const std::optional<Writing> writing = {{commit.when, commit.oid.hex(), commit.author}};
    last = std::max(last, writing);
    if (value_in(commit.oid, path, field) == value &&
        value_in(commit.parents[0], path, field) != value) {
      exact = std::max(exact, writing);
    }
  }
  return exact ? exact : last;
}

}  // namespace tkt
