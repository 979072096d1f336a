// SPDX-License-Identifier: MIT
#include "cmd/verify_place.h"

#include <algorithm>

#include "store/paths.h"

namespace tkt {
namespace {

/// The day of opening as the file spells it: in the zone that the desk had then.
std::string written_day(const Record<Ticket>& record) {
  const Node root = parse_yaml(record.text, record.path);
  const Node* const opened = root.find("opened");
  return opened == nullptr ? "" : opened->scalar.substr(0, 10);
}

}  // namespace

int line_of(const std::string& text, const std::string& path, const Problem& problem) {
  const Node root = parse_yaml(text, path);
  const Node* node = root.find(problem.key);
  if (node == nullptr) {
    return 0;
  }
  const auto item = static_cast<std::size_t>(problem.item);
  if (problem.item >= 0 && item < node->items.size()) {
    node = &node->items[item];
  }
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(node->entry);
  return 1 + static_cast<int>(std::count(text.begin(), end, '\n'));
}

bool is_in_place(const Record<Ticket>& record, const Zone& zone) {
  const Ticket& ticket = record.value;
  if (record.path == ticket_path(ticket.id, zone.date(ticket.opened))) {
    return true;
  }
  const auto day = parse_date(written_day(record));
  return day && record.path == ticket_path(ticket.id, *day);
}

}  // namespace tkt
