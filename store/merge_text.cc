// SPDX-License-Identifier: MIT
//
// A file as pieces
// ================
//
// What a merged file says is known before (merge_nodes.cc). How it says it comes from here: each
// text is cut into the lines of its entries, top-level keys and the items of block lists, each with
// the comments above it; and entry by entry the pieces are chosen as in any three-way merge. A
// piece that one side left as it was in the base comes from the other side, comment, spelling and
// all. Of one that both changed, the comment lines are united, and the lines below come from the
// side that already says what was decided, or from the greater text. So the result is nearly right;
// `edit_yaml` then changes the values that are not, in place.
//
// Example. Base, ours and theirs are
//
//   priority: low            priority: high           priority: low  # as agreed
//   tags: [vpn]              tags: [vpn, fiber]       tags: [vpn, gaborone]
//
// The first line is theirs' with a comment, and ours' with a value: both changed it. `high` was
// decided, ours says so, and its line is taken; theirs' comment is lost only because it stands in
// the same line as a value that was replaced. Of the tags no side says [vpn, fiber, gaborone]; the
// greater line is taken, and the missing tag edited in.
//
// Pieces of differently indented files may not fit together. Then the greater text as a whole is
// edited, which is right in what it says, and loses the other's comments.
#include "store/merge_text.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "model/error.h"
#include "store/merge_nodes.h"
#include "store/yaml_text.h"

namespace tkt {
namespace {

using Kind = Node::Kind;

std::string with_plain_breaks(std::string_view text) {
  std::string result(text);
  std::size_t at = 0;
  while ((at = result.find("\r\n", at)) != std::string::npos) {
    result.erase(at, 1);
  }
  if (!result.empty() && result.back() != '\n') {
    result += '\n';
  }
  return result;
}

std::string with_breaks(std::string text, bool crlf) {
  for (std::size_t at = 0; crlf && (at = text.find('\n', at)) != std::string::npos; at += 2) {
    text.insert(at, 1, '\r');
  }
  return text;
}

/// The lines of one entry in its source.
struct Piece {
  const Source* source = nullptr;
  const Node* node = nullptr;
  std::size_t begin = 0;  ///< of the comments above it
  std::size_t line = 0;   ///< of its own first line
  std::size_t end = 0;

  [[nodiscard]] std::string cut(std::size_t from, std::size_t to) const {
    return source->text.substr(from, to - from);
  }
  [[nodiscard]] std::string whole() const { return cut(begin, end); }
  [[nodiscard]] std::string lead() const { return cut(begin, line); }
  [[nodiscard]] std::string body() const { return cut(line, end); }
  /// Where the pieces of its own entries begin.
  [[nodiscard]] std::size_t inside() const { return next_line(source->text, node->lead); }
};

/// An entry of a collection; nullopt where this source has none.
using Entry = std::optional<Piece>;

const Node* last_child(const Node& node) {
  if (node.kind == Kind::map && !node.fields.empty()) {
    return &node.fields.back().second;
  }
  return node.kind == Kind::sequence && !node.items.empty() ? &node.items.back() : nullptr;
}

/// Behind the last line of an entry.
std::size_t end_of_lines(const Source& source, const Node& node) {
  return next_line(source.text, std::max(node.end, node.lead));
}

/// A block collection whose entries have lines of their own, below its key.
bool has_pieces(const Entry& entry) {
  if (!entry) {
    return false;
  }
  const Node& node = *entry->node;
  const Node* const child = last_child(node);
  if (child == nullptr || node.flow) {
    return false;
  }
  const Node& first = node.kind == Kind::map ? node.fields.front().second : node.items.front();
  return first.entry >= entry->inside();
}

/// The children of a collection, whose pieces begin at `begin`.
class Children {
 public:
  Children(const Entry& parent, std::string_view list) {
    if (!parent) {
      return;
    }
    std::size_t begin = parent->inside();
    add_all(*parent->source, *parent->node, list, begin);
  }
  Children(const Source* source, std::string_view list) {
    if (source != nullptr) {
      add_all(*source, source->root, list, 0);
    }
  }

  [[nodiscard]] Entry find(const std::string& name) const {
    const auto found = std::find_if(pieces_.begin(), pieces_.end(),
                                    [&](const auto& piece) { return piece.first == name; });
    return found == pieces_.end() ? Entry() : Entry(found->second);
  }
  [[nodiscard]] std::size_t end() const { return pieces_.empty() ? 0 : pieces_.back().second.end; }

 private:
  void add_all(const Source& source, const Node& node, std::string_view list, std::size_t begin) {
    for (const auto& [key, value] : node.fields) {
      begin = add(key, source, value, begin);
    }
    for (const Node& item : node.items) {
      begin = add(identity_of(list, item).value_or(""), source, item, begin);
    }
  }

  std::size_t add(std::string name, const Source& source, const Node& node, std::size_t begin) {
    const std::size_t end = end_of_lines(source, node);
    const std::size_t line = std::max(begin, line_begin(source.text, node.entry));
    pieces_.emplace_back(std::move(name), Piece{&source, &node, begin, line, end});
    return end;
  }

  std::vector<std::pair<std::string, Piece>> pieces_;
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size(); at = next_line(text, at)) {
    lines.push_back(text.substr(at, next_line(text, at) - at));
  }
  return lines;
}

std::string without(const std::string& text, const std::string& known) {
  const std::vector<std::string> old = lines_of(known);
  std::string rest;
  for (const std::string& line : lines_of(text)) {
    rest += std::count(old.begin(), old.end(), line) == 0 ? line : "";
  }
  return rest;
}

/// Comments that both sides changed: what both left stands first, then what either added.
std::string united(const std::string& base, const std::string& ours, const std::string& theirs) {
  const std::string removed = without(base, ours) + without(base, theirs);
  const std::string left = without(ours, base);
  const std::string right = without(theirs, base);
  const std::string& first = std::min(left, right);
  const std::string& second = std::max(left, right);
  return without(base, removed) + first + without(second, first);
}

/// nullptr where both sides changed it differently.
const std::string* one_sided(const std::string* base, const std::string& ours,
                             const std::string& theirs) {
  if (ours == theirs || (base != nullptr && theirs == *base)) {
    return &ours;
  }
  return base != nullptr && ours == *base ? &theirs : nullptr;
}

std::string merge_comments(const std::string& base, const std::string& ours,
                           const std::string& theirs) {
  const std::string* const simple = one_sided(&base, ours, theirs);
  return simple != nullptr ? *simple : united(base, ours, theirs);
}

std::string greater_of(const std::string* base, const std::string& ours,
                       const std::string& theirs) {
  const std::string* const simple = one_sided(base, ours, theirs);
  return simple != nullptr ? *simple : std::max(ours, theirs);
}

/// The three versions of something.
template <class T>
struct Versions {
  T base;
  T ours;
  T theirs;
};

std::string compose(const Versions<Children>& from, const Node& merged, std::string_view list);

std::string compose_pieces(const Versions<Entry>& entry, const Node& merged, std::string_view key) {
  const bool has_base = has_pieces(entry.base) && entry.base->node->kind == merged.kind;
  const auto head = [](const Entry& one) { return one->cut(one->line, one->inside()); };
  const std::string old = has_base ? head(entry.base) : "";
  return greater_of(has_base ? &old : nullptr, head(entry.ours), head(entry.theirs)) +
         compose({Children(has_base ? entry.base : Entry(), key), Children(entry.ours, key),
                  Children(entry.theirs, key)},
                 merged, key);
}

/// The lines of an entry; none where neither side has it.
std::string compose_entry(const Versions<Entry>& entry, const Node& merged, std::string_view key) {
  if (!entry.ours || !entry.theirs) {
    const Entry& there = entry.ours ? entry.ours : entry.theirs;
    return there ? there->whole() : "";
  }
  const std::string old = entry.base ? entry.base->whole() : "";
  const std::string ours = entry.ours->whole();
  const std::string theirs = entry.theirs->whole();
  if (const std::string* simple = one_sided(entry.base ? &old : nullptr, ours, theirs)) {
    return *simple;
  }
  const std::string lead = merge_comments(entry.base ? entry.base->lead() : "", entry.ours->lead(),
                                          entry.theirs->lead());
  const Node& left = *entry.ours->node;
  const Node& right = *entry.theirs->node;
  const bool keyed = merged.kind == Kind::map || is_keyed(key, merged);
  if (has_pieces(entry.ours) && has_pieces(entry.theirs) && left.kind == right.kind &&
      left.kind == merged.kind && keyed) {
    return lead + compose_pieces(entry, merged, key);
  }
  if ((left == merged) != (right == merged)) {
    return lead + (left == merged ? entry.ours : entry.theirs)->body();
  }
  const std::string body = entry.base ? entry.base->body() : "";
  return lead + greater_of(entry.base ? &body : nullptr, entry.ours->body(), entry.theirs->body());
}

std::string compose(const Versions<Children>& from, const Node& merged, std::string_view list) {
  std::string text;
  const auto add = [&](const std::string& name, const Node& value, std::string_view key) {
    text += compose_entry({from.base.find(name), from.ours.find(name), from.theirs.find(name)},
                          value, key);
  };
  for (const auto& [key, value] : merged.fields) {
    add(key, value, key);
  }
  for (const Node& item : merged.items) {
    add(identity_of(list, item).value_or(""), item, "");
  }
  return text;
}

std::string tail_of(const Source* source, const Children& children) {
  return source == nullptr ? "" : source->text.substr(children.end());
}

std::string compose_file(const Source* base, const Source& ours, const Source& theirs,
                         const Node& merged) {
  const Versions<Children> children = {Children(base, ""), Children(&ours, ""),
                                       Children(&theirs, "")};
  return compose(children, merged, "") + merge_comments(tail_of(base, children.base),
                                                        tail_of(&ours, children.ours),
                                                        tail_of(&theirs, children.theirs));
}

std::optional<std::string> edited(const std::string& text, const Node& merged,
                                  std::string_view path) {
  try {
    return edit_yaml(text, parse_yaml(text, path), merged, path);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

Source source_of(std::string_view text, std::string_view path) {
  std::string plain = with_plain_breaks(text);
  Node root = parse_yaml(plain, path);
  return {std::move(plain), std::move(root), has_crlf(text)};
}

std::string merge_texts(const Source* base, const Source& ours, const Source& theirs,
                        const Node& merged, std::string_view path) {
  const bool crlf =
      base != nullptr && ours.crlf != theirs.crlf ? !base->crlf : ours.crlf && theirs.crlf;
  const std::string composed = compose_file(base, ours, theirs, merged);
  for (const std::string& text : {composed, std::max(ours.text, theirs.text)}) {
    if (auto result = edited(text, merged, path)) {
      return with_breaks(*std::move(result), crlf);
    }
  }
  return with_breaks(emit_yaml(merged), crlf);
}

}  // namespace tkt
