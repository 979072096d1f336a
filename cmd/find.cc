// SPDX-License-Identifier: MIT
#include "cmd/find.h"

#include <algorithm>
#include <map>
#include <set>

#include "model/error.h"
#include "model/text.h"
#include "store/paths.h"

namespace tkt {
namespace {

std::string in_quotes(std::string_view text) {
  return "'" + std::string(text) + "'";
}

/// "did you mean a, b?", else "it has: ...".
std::string offer(std::string_view typed, const std::vector<std::string>& known,
                  std::string_view otherwise) {
  const auto near = nearest(typed, known);
  if (!near.empty()) {
    return "did you mean " + joined(near) + "?";
  }
  return known.empty() ? "" : std::string(otherwise) + joined(known);
}

[[noreturn]] void refuse(const std::string& message, const std::string& hint) {
  throw Error(ErrorKind::refused, message, hint);
}

/// The desk's IDs that one slip leads to, else those that look like it.
std::string nearby_tickets(Context& context, const Snapshot& snapshot, std::string_view id) {
  std::vector<std::string> slips;
  const auto ids = context.store().ticket_ids(snapshot);
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(slips),
               [&](const TicketId& known) { return one_slip_apart(id, known); });
  slips = slips.empty() ? nearest(id, ids) : slips;
  return slips.empty() ? "'tkt list' shows the tickets of this desk"
                       : "did you mean " + joined(slips) + "?";
}

/// A whole ID's own ticket, else those of these characters behind any prefix: the desk may have had
/// another one.
std::vector<std::string> paths_of(Context& context, const Snapshot& snapshot, const TypedId& id) {
  const Store& store = context.store();
  if (id.kind == TypedId::Kind::whole) {
    auto own = store.ticket_paths(snapshot, id.text);
    if (!own.empty()) {
      return own;
    }
  }
  std::set<std::string> paths;
  for (const TicketId& known : store.ticket_ids(snapshot)) {
    if (id_characters(known).starts_with(id_characters(id.text))) {
      const auto found = store.ticket_paths(snapshot, known);
      paths.insert(found.begin(), found.end());
    }
  }
  return {paths.begin(), paths.end()};
}

/// "ITW-4F7K24 (VPN down), ITW-4F7M0Q (Printer on fire)" of at most eight.
std::string told(const Snapshot& snapshot, const std::vector<std::string>& paths) {
  std::vector<std::string> names;
  for (const std::string& path : paths) {
    if (names.size() == 8) {
      names.emplace_back("...");
      break;
    }
    try {
      names.push_back(name_of(path) + " (" + snapshot.ticket_at(path).value.subject + ")");
    } catch (const Error&) {
      names.push_back(name_of(path) + " (broken)");
    }
  }
  return joined(names);
}

/// Of several files for one ticket, the broken ones, such as a copy at another day, hide no other.
std::vector<std::string> with_the_right_ones(std::vector<std::string> paths,
                                             const Snapshot& snapshot) {
  std::map<TicketId, int> files;
  for (const std::string& path : paths) {
    ++files[name_of(path)];
  }
  const auto is_broken = [&](const std::string& path) {
    try {
      static_cast<void>(snapshot.ticket_at(path));
      return false;
    } catch (const Error&) {
      return true;
    }
  };
  std::erase_if(paths, [&](const std::string& path) {
    int& count = files[name_of(path)];
    return count > 1 && is_broken(path) && --count > 0;
  });
  return paths;
}

template <class T>
std::vector<std::string> names_of(const std::vector<Record<T>>& records) {
  std::vector<std::string> names;
  for (const auto& record : records) {
    names.push_back(name_of(record.path));
  }
  return names;
}

template <class Rules>
std::vector<std::string> rule_names(const Rules& rules) {
  std::vector<std::string> names;
  for (const auto& rule : rules) {
    names.push_back(rule.name);
  }
  return names;
}

}  // namespace

std::string find_ticket_path(Context& context, const Snapshot& snapshot, std::string_view typed) {
  const TypedId id = read_ticket_id(typed, snapshot.desk().value.prefix);
  if (id.kind == TypedId::Kind::not_an_id) {
    refuse(in_quotes(typed) + " is no ticket ID",
           "one looks like " + snapshot.desk().value.prefix + "-4F7K24; 'tkt list' shows yours");
  }
  if (id.kind == TypedId::Kind::wrong_check) {
    refuse(in_quotes(id.text) + " is no ticket ID: its last character does not match the others",
           nearby_tickets(context, snapshot, id.text));
  }
  const auto paths = with_the_right_ones(paths_of(context, snapshot, id), snapshot);
  if (paths.empty()) {
    refuse("there is no ticket " + in_quotes(id.text) + " on this desk",
           nearby_tickets(context, snapshot, id.text));
  }
  if (paths.size() > 1) {
    refuse(in_quotes(id.text) + " may be any of " + std::to_string(paths.size()) + " tickets",
           "type more of it: " + told(snapshot, paths));
  }
  return paths.front();
}

Record<Ticket> find_ticket(Context& context, const Snapshot& snapshot, std::string_view typed) {
  return snapshot.ticket_at(find_ticket_path(context, snapshot, typed));
}

Record<Client> find_client(const Snapshot& snapshot, std::string_view typed) {
  if (is_short_name(typed)) {
    if (auto record = snapshot.client(typed)) {
      return *record;
    }
  }
  std::vector<BrokenFile> broken;
  const auto known = names_of(snapshot.clients(&broken));
  refuse("there is no client " + in_quotes(typed) + " on this desk",
         known.empty() ? "tkt client add NAME --category contract|non-contract"
                       : offer(typed, known, "it has: "));
}

Record<Staff> find_staff(const Snapshot& snapshot, std::string_view typed) {
  if (is_short_name(typed)) {
    if (auto record = snapshot.staff_member(typed)) {
      return *record;
    }
  }
  std::vector<BrokenFile> broken;
  refuse("there is nobody called " + in_quotes(typed) + " on this desk's staff",
         offer(typed, names_of(snapshot.staff(&broken)), "it has: "));
}

Record<Invoice> find_invoice(const Snapshot& snapshot, std::string_view typed) {
  std::string number(typed);
  std::transform(number.begin(), number.end(), number.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (parse_invoice_number(number)) {
    if (auto record = snapshot.invoice(number)) {
      return *record;
    }
  }
  refuse("there is no invoice " + in_quotes(typed) + " on this desk",
         offer(number, snapshot.invoice_numbers(), "'tkt invoices' shows: "));
}

void check_priority(const Desk& desk, std::string_view typed) {
  if (desk.priority(typed) == nullptr) {
    const auto known = rule_names(desk.priorities);
    const auto near = nearest(typed, known);
    refuse("there is no priority " + in_quotes(typed),
           (near.empty() ? "" : "did you mean " + near.front() + "? ") +
               std::string("the desk has: ") + joined(known));
  }
}

const std::vector<std::string>& logged_channels() {
  static const std::vector<std::string> channels = {"phone", "email", "whatsapp"};
  return channels;
}

void check_channel(std::string_view typed) {
  const auto& known = logged_channels();
  if (std::find(known.begin(), known.end(), typed) == known.end()) {
    refuse("there is no channel " + in_quotes(typed), "requests come by " + joined(known));
  }
}

void check_category(const Desk& desk, std::string_view typed) {
  if (desk.category(typed) == nullptr) {
    refuse("there is no category " + in_quotes(typed),
           "the desk has: " + joined(rule_names(desk.categories)));
  }
}

}  // namespace tkt
