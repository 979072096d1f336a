// SPDX-License-Identifier: MIT
//
// The editor. It walks three trees at once: `old`, which the text spells out; `before`, what the
// program understood of it; and `after`. Where `before` and `after` agree, nothing is looked at, so
// that odd spellings stay. Where they differ, the text changes at the places that the reader noted
// in `old`, and the walk returns the tree that the new text must have. In the end the new text is
// read and compared with that tree: a file that came out wrong is never written.
//
// Example: in `a: 1  # one\nlist:\n- x\n`, before {a: 1, list: [x]}, after {a: 2, list: [x, y]}.
// The scalar at [3, 4) becomes `2`; the list's last item ends at 20, and behind its line goes
// `- y\n`, with the dash in the column of the other dashes.
#include <algorithm>

#include <fmt/format.h>

#include "model/error.h"
#include "store/yaml.h"
#include "store/yaml_align.h"
#include "store/yaml_emit.h"
#include "store/yaml_rewrite.h"
#include "store/yaml_text.h"

namespace tkt {

namespace {

using Kind = Node::Kind;
using Field = std::pair<std::string, Node>;

class Editor {
 public:
  explicit Editor(std::string_view text) : rewriter_(text) {}

  /// Returns the tree that the new text must have.
  Node change(const Node& old, const Node& before, const Node& after, const Place& place);

  [[nodiscard]] std::string result() const { return rewriter_.result(); }

 private:
  Node change_map(const Node& old, const Node& before, const Node& after, const Place& place);
  Node change_sequence(const Node& old, const Node& before, const Node& after, const Place& place);

  Rewriter rewriter_;
};

/// Keys that the program does not know stay, also in a map that it wants to be rid of.
bool holds_unknown_keys(const Node& old, const Node& before) {
  return old.kind == Kind::map &&
         std::any_of(old.fields.begin(), old.fields.end(),
                     [&](const Field& field) { return before.find(field.first) == nullptr; });
}

Node Editor::change_map(const Node& old, const Node& before, const Node& after,
                        const Place& place) {
  EntryChanges changes;
  Node result = old;
  result.fields.clear();
  const bool flow = place.flow || old.flow;
  const Place inner{flow || old.fields.empty() ? 0 : rewriter_.column(old.fields[0].second.entry),
                    rewriter_.dash_of(old, place.dash), flow, false};
  for (const auto& [key, value] : old.fields) {
    const Node* understood = before.find(key);
    const bool drop = understood != nullptr && after.find(key) == nullptr;
    const bool strip = drop && holds_unknown_keys(value, *understood);
    const bool empty =
        drop && !flow && value.kind == Kind::sequence && rewriter_.holds_comments(value);
    changes.old.push_back(&value);
    changes.gone.push_back(drop && !strip && !empty);
    if (empty) {
      rewriter_.empty_list(value);
      result.fields.emplace_back(key, Node::list({}, true));
    } else if (strip) {
      result.fields.emplace_back(key, change(value, *understood, Node::record({}, false), inner));
    } else if (!drop && after.find(key) == nullptr) {
      result.fields.emplace_back(key, value);
    }
  }
  if (changes.all_gone()) {
    rewriter_.replace(old, after, place);
    return after;
  }
  const Node* anchor = nullptr;
  for (const auto& [key, value] : after.fields) {
    const Node* spelled = old.find(key);
    const Node* understood = before.find(key);
    if (spelled != nullptr) {
      result.fields.emplace_back(key,
                                 change(*spelled, understood ? *understood : Node(), value, inner));
      anchor = spelled;
    } else if (understood == nullptr || !(*understood == value)) {
      changes.added.push_back({anchor, flow ? key_text(key) + ": " + inline_text(value, true)
                                            : field_lines(key, value, {inner.column, inner.dash})});
      result.fields.emplace_back(key, value);
    }
  }
  rewriter_.change_entries(old, changes);
  return result;
}

Node Editor::change_sequence(const Node& old, const Node& before, const Node& after,
                             const Place& place) {
  EntryChanges changes;
  Node result = old;
  result.items.clear();
  const bool flow = place.flow || old.flow;
  const Place inner{flow ? 0 : rewriter_.column(old.items[0].entry), place.dash, flow, true};
  changes.gone.assign(old.items.size(), true);
  for (const Node& item : old.items) {
    changes.old.push_back(&item);
  }
  const auto pairs = align_items(before.items, after.items);
  const Node* anchor = nullptr;
  for (std::size_t j = 0; j < after.items.size(); ++j) {
    if (pairs[j]) {
      const std::size_t i = *pairs[j];
      changes.gone[i] = false;
      anchor = &old.items[i];
      result.items.push_back(change(*anchor, before.items[i], after.items[j], inner));
      continue;
    }
    Node item = after.items[j];
    const Node& sample = anchor != nullptr ? *anchor : old.items[0];
    item.flow = item.kind == sample.kind ? sample.flow : item.flow;
    changes.added.push_back(
        {anchor, flow ? inline_text(item, true)
                      : item_lines(item, {inner.column, inner.dash}, rewriter_.gap_of(sample))});
    result.items.push_back(std::move(item));
  }
  if (changes.all_gone()) {
    rewriter_.replace(old, after, place);
    return after;
  }
  rewriter_.change_entries(old, changes);
  return result;
}

Node Editor::change(const Node& old, const Node& before, const Node& after, const Place& place) {
  if (before == after || old == after) {
    return old;
  }
  if (old.kind == Kind::map && after.kind == Kind::map && !old.fields.empty()) {
    return change_map(old, before, after, place);
  }
  if (old.kind == Kind::sequence && after.kind == Kind::sequence && !old.items.empty() &&
      old.items.size() == before.items.size()) {
    return change_sequence(old, before, after, place);
  }
  rewriter_.replace(old, after, place);
  return after;
}

[[noreturn]] void edit_failed(std::string_view path, const std::string& why) {
  throw Error(ErrorKind::storage,
              fmt::format("{}: this change cannot be written into it: {}", path, why),
              "change the file in an editor, then run 'tkt commit'");
}

/// For a file that had no line break at its end: the new text without one too, unless a block
/// scalar came to stand there, whose value the break belongs to.
std::string without_last_break(std::string text, std::string_view old_text, const Node& expected,
                               std::string_view path) {
  const std::string_view whole = text;
  const std::string_view shorter =
      whole.substr(0, line_end(whole, line_begin(whole, whole.size() - 1)));
  const bool same_end = shorter.substr(line_begin(shorter, shorter.size())) ==
                        old_text.substr(line_begin(old_text, old_text.size()));
  if (same_end || parse_yaml(shorter, path) == expected) {
    text.resize(shorter.size());
  }
  return text;
}

/// Reads the new text back: it must say exactly what it was meant to.
void check_result(std::string_view text, const Node& expected, std::string_view path) {
  try {
    if (parse_yaml(text, path) == expected) {
      return;
    }
  } catch (const Error& error) {
    edit_failed(path, error.what());
  }
  edit_failed(path, "it would say something else");
}

}  // namespace

std::string edit_yaml(std::string_view text, const Node& before, const Node& after,
                      std::string_view path) {
  if (before == after) {
    return std::string(text);
  }
  // Lines are edited whole; a last one without its break gets one for the while.
  const bool open_end = text.empty() || text.back() != '\n';
  const std::string_view line_break = has_crlf(text) ? "\r\n" : "\n";
  const std::string whole = std::string(text) + std::string(open_end ? line_break : "");
  const Node old = parse_yaml(whole, path);
  Editor editor(whole);
  const Node expected = editor.change(old, before, after, Place());
  std::string result = editor.result();
  check_result(result, expected, path);
  return open_end ? without_last_break(result, text, expected, path) : result;
}

}  // namespace tkt
