// SPDX-License-Identifier: MIT
#include "store/entries.h"

namespace tkt {

void add_text(Entries& entries, const char* key, const std::string& value, WriteText write) {
  if (!value.empty()) {
    entries.emplace_back(key, write(value));
  }
}

void add_texts(Entries& entries, const char* key, const std::vector<std::string>& values,
               WriteText write) {
  std::vector<Node> items;
  for (const std::string& value : values) {
    items.push_back(write(value));
  }
  if (!items.empty()) {
    entries.emplace_back(key, Node::list(std::move(items), true));
  }
}

void add_date(Entries& entries, const char* key, const std::optional<Date>& date) {
  if (date) {
    entries.emplace_back(key, date_node(*date));
  }
}

Node number_node(int number) {
  return Node::bare(std::to_string(number));
}

Node time_node(Instant instant, const Zone& zone) {
  return Node::bare(format_instant(instant, zone));
}

Node date_node(Date date) {
  return Node::bare(format_date(date));
}

}  // namespace tkt
