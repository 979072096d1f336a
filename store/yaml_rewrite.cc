// SPDX-License-Identifier: MIT
#include "store/yaml_rewrite.h"

#include "store/yaml_emit.h"
#include "store/yaml_text.h"

namespace tkt {

namespace {

using Kind = Node::Kind;

bool is_block_collection(const Node& node) {
  return (node.kind == Kind::map || node.kind == Kind::sequence) && !node.flow;
}

/// A null of which nothing is written.
bool is_missing(const Node& node) {
  return node.kind == Kind::null && node.begin == node.end;
}

}  // namespace

Rewriter::Rewriter(std::string_view text) : text_(text), crlf_(has_crlf(text)) {}

// Reading the text.

bool Rewriter::on_lead_line(const Node& old) const {
  return next_line(text_, old.lead) > old.begin;
}

bool Rewriter::is_block_scalar(const Node& old) const {
  return old.kind == Kind::scalar && (text_[old.begin] == '|' || text_[old.begin] == '>');
}

/// The comment on the first line of a block scalar, with the space before it.
std::string Rewriter::header_comment(const Node& old) const {
  if (!is_block_scalar(old)) {
    return "";
  }
  const std::string_view header = text_.substr(old.begin, line_end(text_, old.begin) - old.begin);
  const std::size_t end = header.find_first_of(" \t");
  return end == std::string_view::npos ? "" : std::string(header.substr(end));
}

/// The end of an entry of a flow collection, with the comma that may follow it.
std::size_t Rewriter::behind_comma(const Node& entry) const {
  const std::size_t next = skip_blank(text_, entry.end);
  return text_[next] == ',' ? next + 1 : entry.end;
}

bool Rewriter::starts_line(std::size_t at) const {
  return text_.find_first_not_of(' ', line_begin(text_, at)) == at;
}

bool Rewriter::ends_line(std::size_t at) const {
  const std::size_t next = skip_spaces(text_, at);
  return next >= line_end(text_, at) || text_[next] == '#';
}

std::size_t Rewriter::dash_of(const Node& map, std::size_t otherwise) const {
  for (const auto& [key, value] : map.fields) {
    if (value.kind == Kind::sequence && is_block_collection(value) && !map.flow) {
      return column_of(text_, value.items[0].entry) - column_of(text_, value.entry);
    }
  }
  return otherwise;
}

std::size_t Rewriter::gap_of(const Node& item) const {
  return on_lead_line(item) && !is_missing(item) ? item.begin - item.entry : 2;
}

std::size_t Rewriter::column(std::size_t at) const {
  return column_of(text_, at);
}

// Writing lines.

void Rewriter::insert_lines(std::size_t at, std::string lines) {
  if (lines.find('|') != std::string::npos) {
    strip_blank_lines(at);
  }
  if (crlf_) {
    for (std::size_t feed = 0; (feed = lines.find('\n', feed)) != std::string::npos; feed += 2) {
      lines.insert(feed, 1, '\r');
    }
  }
  patch_.insert(at, std::move(lines));
}

/// Takes the spaces out of the blank lines from `at` on: a block scalar that comes to stand before
/// them would swallow them.
void Rewriter::strip_blank_lines(std::size_t at) {
  while (at < text_.size() && skip_spaces(text_, at) == line_end(text_, at)) {
    patch_.remove(at, line_end(text_, at));
    at = next_line(text_, at);
  }
}

// Entries of collections.

void Rewriter::change_entries(const Node& old, const EntryChanges& changes) {
  if (old.flow) {
    change_flow_entries(old, changes);
  } else {
    change_block_entries(changes);
  }
}

/// Entries that fill lines go with their lines; others with the comma before or behind them.
void Rewriter::remove_flow_run(const EntryChanges& changes, std::size_t first, std::size_t end) {
  const Node& last = *changes.old[end - 1];
  const std::size_t from = changes.old[first]->entry;
  const std::size_t behind = behind_comma(last);
  if (starts_line(from) && ends_line(behind)) {
    patch_.remove(line_begin(text_, from), next_line(text_, behind));
  } else if (end < changes.old.size()) {
    patch_.remove(from, changes.old[end]->entry);
  } else {
    patch_.remove(changes.old[first - 1]->end, last.end);
  }
}

/// New entries behind one that fills a line: each on a line of its own, like it. The comma goes
/// before the comment that may end the line.
void Rewriter::add_flow_lines(const EntryChanges::New* from, const EntryChanges::New* to) {
  const Node& anchor = *from->anchor;
  const std::size_t behind = behind_comma(anchor);
  const bool comma = behind > anchor.end;
  if (!comma) {
    patch_.insert(anchor.end, ",");
  }
  const std::string indent(column_of(text_, anchor.entry), ' ');
  for (const auto* added = from; added != to; ++added) {
    const bool last = added + 1 == to;
    insert_lines(next_line(text_, behind),
                 indent + added->text + (comma || !last ? "," : "") + '\n');
  }
}

void Rewriter::change_flow_entries(const Node& old, const EntryChanges& changes) {
  for (std::size_t i = 0; i < changes.old.size(); ++i) {
    if (changes.gone[i]) {
      remove_flow_run(changes, i, changes.run_end(i));
      i = changes.run_end(i);
    }
  }
  const EntryChanges::New* added = changes.added.data();
  const EntryChanges::New* const end = added + changes.added.size();
  while (added != end) {
    const Node* anchor = added->anchor;
    const auto* next = std::find_if(added, end, [&](const auto& n) { return n.anchor != anchor; });
    const bool own_lines = anchor != nullptr && !changes.any_gone() && starts_line(anchor->entry) &&
                           line_begin(text_, anchor->entry) > old.begin &&
                           ends_line(behind_comma(*anchor));
    if (own_lines) {
      add_flow_lines(added, next);
      added = next;
    }
    for (; added != next; ++added) {
      if (anchor == nullptr) {
        patch_.insert(changes.old[0]->entry, added->text + ", ");
      } else {
        patch_.insert(anchor->end, ", " + added->text);
      }
    }
  }
}

/// Entries go with their lines. The first may share its line with the dash that leads to it; then
/// the next one moves up there.
void Rewriter::remove_block_run(const EntryChanges& changes, std::size_t first, std::size_t end) {
  const std::size_t from = changes.old[first]->entry;
  if (starts_line(from)) {
    for (std::size_t i = first; i < end; ++i) {
      const Node& entry = *changes.old[i];
      patch_.remove(line_begin(text_, entry.entry), next_line(text_, entry.end));
      strip_blank_lines(next_line(text_, entry.end));
    }
  } else {
    patch_.remove(from, changes.old[end]->entry);
  }
}

void Rewriter::change_block_entries(const EntryChanges& changes) {
  for (std::size_t i = 0; i < changes.old.size(); ++i) {
    if (changes.gone[i]) {
      remove_block_run(changes, i, changes.run_end(i));
      i = changes.run_end(i);
    }
  }
  const std::size_t first = changes.old[0]->entry;
  for (const auto& [anchor, lines] : changes.added) {
    if (anchor != nullptr) {
      insert_lines(next_line(text_, anchor->end), lines);
    } else if (starts_line(first)) {
      insert_lines(line_begin(text_, first), lines);
    } else {
      const std::size_t column = column_of(text_, first);
      insert_lines(first, lines.substr(column) + std::string(column, ' '));
    }
  }
}

// Values.

void Rewriter::replace_inline(const Node& old, const std::string& text) {
  if (is_missing(old)) {
    patch_.insert(old.lead, ' ' + text);
  } else if (is_block_collection(old) && !on_lead_line(old)) {
    patch_.insert(old.lead, ' ' + text);
    patch_.remove(next_line(text_, old.lead), next_line(text_, old.end));
  } else {
    const bool adjacent = old.begin == old.lead && old.begin > 0 && text_[old.begin - 1] == ':';
    patch_.replace(old.begin, old.end, (adjacent ? " " : "") + text + header_comment(old));
  }
}

bool Rewriter::holds_comments(const Node& list) const {
  std::size_t from = list.lead;
  for (const Node& item : list.items) {
    if (text_.substr(from, item.entry - from).find('#') != std::string_view::npos) {
      return true;
    }
    from = item.end;
  }
  return text_.substr(from, line_end(text_, list.end) - from).find('#') != std::string_view::npos;
}

void Rewriter::empty_list(const Node& old) {
  if (old.flow || on_lead_line(old)) {
    replace_inline(old, "[]");
    return;
  }
  patch_.insert(old.lead, " []");
  for (const Node& item : old.items) {
    const std::size_t behind = skip_spaces(text_, item.end);
    const bool comment = behind < line_end(text_, item.end);
    patch_.remove(comment ? item.entry : line_begin(text_, item.entry),
                  comment ? behind : next_line(text_, item.end));
  }
}

/// A value that takes lines of its own: `head` stays on the line of the key, `lines` go below.
void Rewriter::replace_lines(const Node& old, const std::string& head, const std::string& lines) {
  if (is_missing(old)) {
    patch_.insert(old.lead, head);
  } else if (on_lead_line(old)) {
    patch_.replace(old.lead, old.end, head + header_comment(old));
  } else {
    patch_.insert(old.lead, head);
    patch_.remove(next_line(text_, old.lead), next_line(text_, old.end));
  }
  insert_lines(next_line(text_, old.end), lines);
}

void Rewriter::replace_literal(const Node& old, const std::string& value, const Place& place) {
  std::size_t indent = place.column + 2;
  if (is_block_scalar(old)) {
    const std::size_t first = text_.find_first_not_of(" \t\r\n", line_end(text_, old.begin));
    const std::size_t column = first < old.end ? column_of(text_, first) : 0;
    indent = column > place.column && column < place.column + 10 ? column : indent;
  }
  const LiteralBlock block = literal_block(value, place.column, indent);
  replace_lines(old, ' ' + block.header, block.lines);
  strip_blank_lines(next_line(text_, old.end));
}

void Rewriter::replace_collection(const Node& old, const Node& after, const Place& place) {
  const std::size_t step = after.kind == Kind::sequence ? place.dash : 2;
  const bool below = is_block_collection(old);
  const std::size_t column =
      below && old.kind == after.kind ? column_of(text_, old.begin) : place.column + step;
  const std::string lines = block_lines(after, {column, place.dash});
  if (below && old.lead == old.begin) {
    // Nothing leads to the root.
    patch_.remove(line_begin(text_, old.begin), next_line(text_, old.end));
    insert_lines(next_line(text_, old.end), lines);
  } else {
    replace_lines(old, "", lines);
  }
}

void Rewriter::replace(const Node& old, const Node& after, const Place& place) {
  if (place.flow || is_inline(after) || (place.item && after.kind != Kind::scalar)) {
    replace_inline(old, inline_text(after, place.flow));
  } else if (after.kind == Kind::scalar) {
    replace_literal(old, after.scalar, place);
  } else {
    replace_collection(old, after, place);
  }
}

}  // namespace tkt
