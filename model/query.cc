// SPDX-License-Identifier: MIT
#include "model/query.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "model/text.h"

namespace tkt {
namespace {

constexpr std::array<std::string_view, 6> kSortNames = {"queue",    "opened", "due",
                                                        "priority", "client", "id"};

/// The leading clock as it speaks for the ticket for ever after: nullopt where the ticket was
/// cancelled before the promise was due.
std::optional<Clock> speaking_clock(const Ticket& ticket, const Desk& desk) {
  const Clock* clock = leading_clock(ticket);
  if (clock == nullptr) {
    return std::nullopt;
  }
  const bool at_rest = is_finished(ticket.status);
  if (at_rest && ticket_state(ticket, desk, clock->due) == SlaState::none) {
    return std::nullopt;
  }
  return *clock;
}

/// Who has it without an event has it from the opening.
std::vector<Assigned> assignments(const Ticket& ticket) {
  std::map<std::string, Instant> last;
  for (const Event& event : ticket.events) {
    if (event.did == "assign" && !event.detail("to").empty()) {
      Instant& at = last.try_emplace(std::string(event.detail("to")), event.at).first->second;
      at = std::max(at, event.at);
    }
  }
  if (!ticket.assigned.empty()) {
    last.try_emplace(ticket.assigned, ticket.opened);
  }
  std::vector<Assigned> all;
  for (const auto& [to, at] : last) {
    all.push_back({to, at});
  }
  return all;
}

bool holds(const std::string& text, const std::string& folded_word) {
  return folded(text).find(folded_word) != std::string::npos;
}

bool has_word(const Summary& summary, const std::string& word) {
  const std::string wanted = folded(word);
  return holds(summary.id, wanted) || holds(summary.subject, wanted) ||
         holds(summary.client, wanted) || holds(summary.contact, wanted) ||
         std::any_of(summary.tags.begin(), summary.tags.end(),
                     [&](const std::string& tag) { return holds(tag, wanted); });
}

bool is_one_of(const std::string& value, const std::vector<std::string>& wanted) {
  return wanted.empty() || std::any_of(wanted.begin(), wanted.end(),
                                       [&](const std::string& w) { return same_name(w, value); });
}

bool has_status(const TicketQuery& query, Status status) {
  if (query.status.empty()) {
    return query.all || !is_finished(status);
  }
  return std::find(query.status.begin(), query.status.end(), status) != query.status.end();
}

bool has_assignee(const TicketQuery& query, const Summary& summary) {
  return is_one_of(summary.assigned.empty() ? "nobody" : summary.assigned, query.assigned);
}

bool has_tag(const TicketQuery& query, const Summary& summary) {
  return query.tag.empty() ||
         std::any_of(summary.tags.begin(), summary.tags.end(),
                     [&](const std::string& tag) { return is_one_of(tag, query.tag); });
}

/// What a summary is sorted by; compared from the first field to the last.
using Rank = std::tuple<int, Instant, int, std::string, Instant, std::string>;

bool is_running(const Summary& summary) {
  return summary.clock && !summary.clock->met && !is_finished(summary.status);
}

/// 0 breached, 1 running, 2 without a running clock.
int haste(const Summary& summary, Instant now) {
  if (!is_running(summary)) {
    return 2;
  }
  return state_of(summary, now) == SlaState::breached ? 0 : 1;
}

Rank rank(const Summary& summary, SortKey key, const Desk& desk, Instant now) {
  const int urgency = desk.urgency(summary.priority);
  const Instant due = is_running(summary) ? summary.clock->due : Instant{};
  const Instant end = summary.clock ? summary.clock->due : Instant::max();
  const int hurry = haste(summary, now);
  const Instant opened = summary.opened;
  switch (key) {
    case SortKey::queue: return {hurry, due, urgency, "", opened, summary.id};
    case SortKey::opened: return {0, opened, 0, "", {}, summary.id};
    case SortKey::due: return {0, end, urgency, "", opened, summary.id};
    case SortKey::priority: return {3 * urgency + hurry, due, 0, "", opened, summary.id};
    case SortKey::client: return {0, {}, 0, summary.client, opened, summary.id};
    case SortKey::id: return {0, {}, 0, "", {}, summary.id};
  }
  return {};
}

}  // namespace

Summary summarise(const Ticket& ticket, std::string path, const Desk& desk) {
  Summary summary;
  summary.id = ticket.id;
  summary.path = std::move(path);
  summary.subject = ticket.subject;
  summary.status = ticket.status;
  summary.priority = ticket.priority;
  summary.client = ticket.client;
  summary.contact = ticket.contact;
  summary.assigned = ticket.assigned;
  summary.tags = ticket.tags;
  summary.opened = ticket.opened;
  summary.escalation = ticket.escalation;
  summary.unbilled_minutes = ticket.unbilled_minutes();
  for (const Message& message : ticket.messages) {
    summary.owed_messages += message.is_owed() ? 1 : 0;
    summary.given_up_messages += !message.sent && message.given_up ? 1 : 0;
  }
  summary.assigned_before = assignments(ticket);
  summary.clock = speaking_clock(ticket, desk);
  if (summary.clock) {
    summary.clock_start = cycle_start(ticket, summary.clock->cycle);
    summary.warning_from = warning_from(ticket, *summary.clock, desk, desk.warn);
    summary.still_since = still_since(ticket, *summary.clock);
  }
  return summary;
}

SlaState state_of(const Summary& summary, Instant now) {
  if (!summary.clock) {
    return SlaState::none;
  }
  const Clock& clock = *summary.clock;
  if (clock.met) {
    return *clock.met > clock.due ? SlaState::missed : SlaState::met;
  }
  if (is_finished(summary.status)) {
    return SlaState::missed;
  }
  const Instant judged = std::min(now, summary.still_since.value_or(now));
  if (judged > clock.due) {
    return SlaState::breached;
  }
  return judged >= summary.warning_from ? SlaState::warning : SlaState::running;
}

std::optional<SortKey> parse_sort_key(std::string_view text) {
  const auto* const found = std::find(kSortNames.begin(), kSortNames.end(), text);
  if (found == kSortNames.end()) {
    return std::nullopt;
  }
  return static_cast<SortKey>(found - kSortNames.begin());
}

bool matches(const TicketQuery& query, const Summary& summary) {
  return has_status(query, summary.status) && is_one_of(summary.client, query.client) &&
         has_assignee(query, summary) && is_one_of(summary.priority, query.priority) &&
         has_tag(query, summary) && (!query.since || summary.opened >= *query.since) &&
         (!query.owed || summary.owed_messages > 0) &&
         (!query.unsent || summary.owed_messages + summary.given_up_messages > 0) &&
         std::all_of(query.words.begin(), query.words.end(),
                     [&](const std::string& word) { return has_word(summary, word); });
}

std::vector<Summary> sorted(std::vector<Summary> summaries, SortKey key, const Desk& desk,
                            Instant now) {
  std::vector<Rank> ranks;
  ranks.reserve(summaries.size());
  for (const Summary& summary : summaries) {
    ranks.push_back(rank(summary, key, desk, now));
  }
  std::vector<std::size_t> order(summaries.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(ranks[a], a) < std::tie(ranks[b], b);
  });
  std::vector<Summary> result;
  result.reserve(summaries.size());
  for (const std::size_t i : order) {
    result.push_back(std::move(summaries[i]));
  }
  return result;
}

}  // namespace tkt
