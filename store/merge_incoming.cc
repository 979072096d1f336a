// SPDX-License-Identifier: MIT
#include "store/merge_incoming.h"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "model/error.h"
#include "model/merge.h"
#include "store/codec.h"
#include "store/merge_nodes.h"
#include "store/paths.h"

namespace tkt {
namespace {

std::vector<std::string> keys_of_both(const Node& before, const Node& after) {
  std::vector<std::string> keys;
  for (const Node* node : {&after, &before}) {
    for (const auto& [key, value] : node->fields) {
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
        keys.push_back(key);
      }
    }
  }
  return keys;
}

/// "note: Called Neo", "assign: letla".
std::string event_text(const Event& event) {
  for (const std::string_view key : {"note", "reason", "to", "new", "lost", "invoice"}) {
    if (const std::string_view value = event.detail(key); !value.empty()) {
      const std::string field(event.detail("field"));
      return fmt::format("{}: {}{}{}", event.did, field, field.empty() ? "" : " ", value);
    }
  }
  return event.did;
}

template <class Entry>
bool is_among(const std::vector<Entry>& entries, const std::string& id) {
  return std::any_of(entries.begin(), entries.end(),
                     [&](const Entry& one) { return one.id == id; });
}

class Differences {
 public:
  Differences(std::string path, const Bringer& by) : path_(std::move(path)), by_(by) {}

  void of_files(const Node& before, const Node& after) {
    for (const std::string& key : keys_of_both(before, after)) {
      add_field(before, after, key, [&](const std::string& value) { return by_(key, value); });
    }
  }

  void of_tickets(const ParsedTickets::One& old, const ParsedTickets::One& now) {
    const Ticket& before = old.ticket;
    const Ticket& after = now.ticket;
    ticket_ = after.id;
    const std::set<std::string> lists = {"sla", "work", "events", "messages"};
    for (const std::string& key : keys_of_both(old.root, now.root)) {
      if (lists.count(key) == 0) {
        add_field(old.root, now.root, key,
                  [&](const std::string& value) { return bringer(before, after, key, value); });
      }
    }
    for (const Event& event : after.events) {
      if (!is_among(before.events, event.id)) {
        found.push_back({path_, ticket_, "events", "", event_text(event), event.by});
      }
    }
    for (const Work& work : after.work) {
      if (!is_among(before.work, work.id)) {
        found.push_back(
            {path_, ticket_, "work", "",
             fmt::format("{}m{}{}", work.minutes, work.note.empty() ? "" : ": ", work.note),
             work.by});
      }
    }
    of_entries("sla", old, now);
    of_entries("work", old, now);
    of_entries("events", old, now);
  }

  std::vector<Incoming> found;

 private:
  /// Who gave a field of a ticket its value: by its events, else by the commits.
  [[nodiscard]] std::string bringer(const Ticket& before, const Ticket& after,
                                    const std::string& field, const std::string& value) const {
    const auto writing = writing_of(after, &before, field, value);
    return writing ? writing->by : by_(field, value);
  }

  /// Entries that were there before, and are not as they were.
  void of_entries(const std::string& list, const ParsedTickets::One& old,
                  const ParsedTickets::One& now) {
    const Node* const entries = old.root.find(list);
    if (entries == nullptr) {
      return;
    }
    for (const Node& entry : entries->items) {
      const std::string place = list + "." + identity_of(list, entry).value_or("");
      const Node* const did = entry.find("did");
      const Node* const after = node_at(now.root, place);
      if (did != nullptr && did->scalar == "merge") {
        continue;  // made anew at each merge
      }
      if (after == nullptr) {
        found.push_back({path_, ticket_, place, told_text(&entry), "", by_(place, "")});
        continue;
      }
      for (const std::string& key : keys_of_both(entry, *after)) {
        of_entry_field(entry.find(key), after->find(key), fmt::format("{}.{}", place, key),
                       old.ticket, now.ticket);
      }
    }
  }

  void of_entry_field(const Node* old, const Node* now, const std::string& field,
                      const Ticket& before, const Ticket& after) {
    // What is new beside a new event is what that tells: a response, an invoice.
    const bool known = old == nullptr && std::ranges::any_of(after.events, [&](const Event& event) {
                         return event.did != "merge" && !is_among(before.events, event.id);
                       });
    const std::string value = told_text(now);
    if (!known && told_text(old) != value) {
      found.push_back(
          {path_, ticket_, field, told_text(old), value, bringer(before, after, field, value)});
    }
  }

  template <class By>
  void add_field(const Node& before, const Node& after, const std::string& key, By by) {
    const Node* const old = before.find(key);
    const Node* const now = after.find(key);
    if ((old == nullptr) != (now == nullptr) || (old != nullptr && !(*old == *now))) {
      const std::string value = told_text(now);
      found.push_back({path_, ticket_, key, told_text(old), value, by(value)});
    }
  }

  std::string path_;
  const Bringer& by_;
  TicketId ticket_;
};

Incoming new_file(const std::string& path, const std::string& text, const Bringer& by,
                  ParsedTickets& tickets) {
  if (kind_of(path) == FileKind::ticket) {
    const Ticket& ticket = tickets.read(path, text).ticket;
    return {path, ticket.id,      "",
            "",   ticket.subject, ticket.events.empty() ? "" : ticket.events.front().by};
  }
  return {path, "", "", "", name_of(path), by("", text)};
}

bool is_yaml(FileKind kind) {
  return kind != FileKind::message_template && kind != FileKind::other;
}

}  // namespace

std::vector<Incoming> incoming_of(const std::string& path, const std::optional<std::string>& before,
                                  const std::optional<std::string>& after, const Bringer& by,
                                  ParsedTickets& tickets) {
  const auto changed = [&] {
    return std::vector<Incoming>{
        {path, "", "text", "", after ? "changed" : "removed", by("", after.value_or(""))}};
  };
  try {
    if (!before) {
      return {new_file(path, after.value_or(""), by, tickets)};
    }
    if (!after || !is_yaml(kind_of(path))) {
      return changed();
    }
    Differences differences(path, by);
    if (kind_of(path) == FileKind::ticket) {
      const ParsedTickets::One& old = tickets.read(path, *before);
      differences.of_tickets(old, tickets.read(path, *after));
    } else {
      differences.of_files(parse_yaml(*before, path), parse_yaml(*after, path));
    }
    return std::move(differences.found);
  } catch (const Error&) {
    return changed();  // one that was broken before
  }
}

}  // namespace tkt
