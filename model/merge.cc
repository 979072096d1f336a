// SPDX-License-Identifier: MIT
//
// Events `merge`
// ==============
//
// A value that lost is written down in the ticket: {did: merge, field, kept, lost, of}. Three
// clones may meet in any order, and then the tickets must not differ by how they met. So such an
// event is not a report of one meeting but a statement about the ticket: "of `field`, the value
// `lost` by `of` does not hold; `kept` does". At each merge the statements that either side has
// since their base are taken together with the new ones, those whose value holds after all are
// dropped, and the rest are written anew, with the value that holds now.
//
// An example: the priority is low. A sets high at 10:00, B critical at 10:05, C medium at 10:10.
//
//   A and B, first   critical   {kept: critical, lost: high, of: A}
//   ... then C       medium     {kept: medium, lost: high, of: A}
//                               {kept: medium, lost: critical, of: B}
//
//   A and C, first   medium     {kept: medium, lost: high, of: A}
//   ... then B       medium     the same two as above
#include "model/merge.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/core.h>

#include "model/ids.h"
#include "model/life.h"
#include "model/merge_clocks.h"
#include "model/sla.h"

namespace tkt {
namespace {

/// True where the event names both the field and its value.
bool gives(const Event& event, std::string_view field, std::string_view value) {
  if (event.did == "set") {
    return event.detail("field") == field && event.detail("new") == value;
  }
  if (event.did == "assign" && field == "assigned") {
    return event.detail("to") == value;
  }
  return event.did == "escalate" && field == "escalation" && event.detail("step") == value;
}

bool edits(const Event& event, std::string_view field) {
  if (event.did != "edit") {
    return false;
  }
  const std::string fields = fmt::format(", {}, ", event.detail("fields"));
  const auto names = [&](std::string_view name) {
    return fields.find(fmt::format(", {}, ", name)) != std::string::npos;
  };
  return names(field.substr(0, field.find('.'))) || names("all");
}

std::optional<Writing> last_of(const Ticket& ticket, auto counts) {
  std::optional<Writing> last;
  for (const Event& event : ticket.events) {
    if (event.did != "merge" && event.by != "sla" && counts(event)) {
      last = std::max(last, std::optional(Writing{written_at(event), event.id, event.by}));
    }
  }
  return last;
}

bool has_event(const Ticket* ticket, const std::string& id) {
  return ticket != nullptr && std::any_of(ticket->events.begin(), ticket->events.end(),
                                          [&](const Event& event) { return event.id == id; });
}

// Messages.

const Message* message_of(const Ticket& ticket, const Message& like) {
  const auto found =
      std::find_if(ticket.messages.begin(), ticket.messages.end(), [&](const Message& one) {
        return one.event == like.event && one.channel == like.channel && one.to == like.to;
      });
  return found == ticket.messages.end() ? nullptr : &*found;
}

/// Sent beats given up, which beats owed; the first time counts.
void settle_messages(Ticket& ticket, const TicketSides& sides) {
  for (Message& message : ticket.messages) {
    const Message* const ours = message_of(sides.ours, message);
    const Message* const theirs = message_of(sides.theirs, message);
    if (ours != nullptr && theirs != nullptr) {
      message.sent = earliest(ours->sent, theirs->sent);
      message.given_up = message.sent ? std::nullopt : earliest(ours->given_up, theirs->given_up);
    }
  }
}

// Status.

/// Where a hand edit hides how the status came about.
Status later_status(const TicketSides& sides) {
  const Status ours = sides.ours.status;
  const Status theirs = sides.theirs.status;
  if (ours == theirs || (sides.base != nullptr && theirs == sides.base->status)) {
    return ours;
  }
  if (sides.base != nullptr && ours == sides.base->status) {
    return theirs;
  }
  const auto rank = [&](const Ticket& ticket) {
    return std::tuple(ticket.status == Status::invoiced,
                      writing_of(ticket, sides.base, "status", to_string(ticket.status)),
                      ticket.status);
  };
  return rank(sides.ours) < rank(sides.theirs) ? theirs : ours;
}

std::vector<Event> new_events(const Ticket& ticket, const Ticket* base) {
  std::vector<Event> events;
  std::copy_if(ticket.events.begin(), ticket.events.end(), std::back_inserter(events),
               [&](const Event& event) { return !has_event(base, event.id); });
  return events;
}

std::vector<LostValue> settle_status(Ticket& ticket, const TicketSides& sides) {
  auto replayed = replay(Ticket(), ticket.events);
  if (!replayed && sides.base != nullptr) {
    replayed = replay(*sides.base, new_events(ticket, sides.base));
  }
  std::vector<LostValue> lost;
  if (replayed) {
    ticket.status = replayed->status;
    for (const auto& overtaken : replayed->overtaken) {
      if (has_event(sides.base, overtaken.event.id)) {
        continue;
      }
      lost.push_back({"status", std::string(to_string(overtaken.lost)), overtaken.event.by});
    }
    return lost;
  }
  ticket.status = later_status(sides);
  for (const Ticket* side : {&sides.ours, &sides.theirs}) {
    const bool changed = sides.base == nullptr || side->status != sides.base->status;
    if (changed && side->status != ticket.status) {
      const auto writing = writing_of(*side, sides.base, "status", to_string(side->status));
      lost.push_back({"status", std::string(to_string(side->status)), writing ? writing->by : ""});
    }
  }
  return lost;
}

// Events `merge`.

Event merge_event(const Ticket& ticket, const LostValue& lost, const std::string& kept) {
  const auto winner = writing_of(ticket, nullptr, lost.field, kept);
  Event event;
  event.id = entry_id_from(fmt::format("merge|{}|{}|{}", ticket.id, lost.field, lost.lost));
  event.at = winner ? winner->when : ticket.opened;
  event.by = winner ? winner->by : "merge";
  event.did = "merge";
  event.details = {{"field", lost.field}, {"kept", kept}, {"lost", lost.lost}, {"of", lost.of}};
  std::erase_if(event.details, [](const auto& detail) { return detail.second.empty(); });
  return event;
}

/// What the events `merge` of a side tell since the base.
void add_told(const Ticket& side, const Ticket* base, std::set<LostValue>& lost) {
  for (const Event& event : new_events(side, base)) {
    if (event.did == "merge" && event.detail("field") != "status") {
      lost.insert({std::string(event.detail("field")), std::string(event.detail("lost")),
                   std::string(event.detail("of"))});
    }
  }
}

/// One statement for each value of a field, whoever lost it: the last one who wrote it.
std::vector<LostValue> by_value(const Ticket& ticket, const std::set<LostValue>& lost) {
  std::map<std::pair<std::string, std::string>, std::string> writers;
  for (const LostValue& value : lost) {
    const auto named =
        last_of(ticket, [&](const Event& e) { return gives(e, value.field, value.lost); });
    std::string& of = writers[{value.field, value.lost}];
    of = named ? named->by : std::max(of, value.of);
  }
  std::vector<LostValue> values;
  for (const auto& [value, of] : writers) {
    values.push_back({value.first, value.second, of});
  }
  return values;
}

void tell_lost(Ticket& ticket, const TicketSides& sides, const std::set<LostValue>& lost,
               const ValueAt& value_at) {
  std::erase_if(ticket.events, [&](const Event& event) {
    return event.did == "merge" && !has_event(sides.base, event.id);
  });
  std::vector<Event> told;
  for (const LostValue& value : by_value(ticket, lost)) {
    const std::string kept =
        value.field == "status" ? std::string(to_string(ticket.status)) : value_at(value.field);
    if (kept != value.lost) {
      told.push_back(merge_event(ticket, value, kept));
    }
  }
  std::sort(told.begin(), told.end(), [](const Event& a, const Event& b) {
    return std::tie(a.at, a.id) < std::tie(b.at, b.id);
  });
  for (Event& event : told) {
    if (!has_event(&ticket, event.id)) {
      ticket.events.push_back(std::move(event));
    }
  }
}

}  // namespace

std::optional<Writing> promise_writing(const Ticket& ticket, bool agreed) {
  return last_of(ticket, [&](const Event& event) {
    const std::string_view field = event.detail("field");
    const bool due = event.did == "set" && field == "due";
    const bool other = event.did == "set" && (field == "priority" || field == "client");
    return due || edits(event, "sla") ||
           (!agreed && (other || event.did == "reopen" || event.did == "resume" ||
                        edits(event, "priority") || edits(event, "client")));
  });
}

std::optional<Writing> named_writing_of(const Ticket& ticket, std::string_view field,
                                        std::string_view value) {
  const auto given = last_of(ticket, [&](const Event& e) { return gives(e, field, value); });
  return given ? given : last_of(ticket, [&](const Event& e) { return edits(e, field); });
}

std::optional<Writing> writing_of(const Ticket& ticket, const Ticket* base, std::string_view field,
                                  std::string_view value) {
  const auto named = named_writing_of(ticket, field, value);
  return named ? named : last_of(ticket, [&](const Event& e) { return !has_event(base, e.id); });
}

Settled settle(Ticket merged, const TicketSides& sides, const std::vector<LostValue>& lost,
               const ValueAt& value_at, const Desk* desk) {
  std::vector<LostValue> of_status = settle_status(merged, sides);
  settle_clocks(merged, sides, desk);
  settle_messages(merged, sides);
  std::set<LostValue> all(lost.begin(), lost.end());
  add_told(sides.ours, sides.base, all);
  add_told(sides.theirs, sides.base, all);
  all.insert(of_status.begin(), of_status.end());
  tell_lost(merged, sides, all, value_at);
  if (desk != nullptr) {
    for (Event& event : withdrawals(merged, *desk)) {
      merged.events.push_back(std::move(event));
    }
  }
  of_status.insert(of_status.end(), lost.begin(), lost.end());
  return {std::move(merged), std::move(of_status)};
}

}  // namespace tkt
