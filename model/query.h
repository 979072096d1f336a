// SPDX-License-Identifier: MIT
//
// What lists, filters, the queue and the SLA check need to know of a ticket, and the questions
// asked of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/desk.h"
#include "model/sla.h"
#include "model/ticket.h"

namespace tkt {

/// When somebody was assigned a ticket, the last time.
struct Assigned {
  std::string to;
  Instant at;
  bool operator==(const Assigned&) const = default;
};

/// A ticket in short. It does not depend on the time of asking.
struct Summary {
  TicketId id;
  std::string path;
  std::string subject;
  Status status = Status::open;
  std::string priority;
  std::string client;
  std::string contact;
  std::string assigned;
  std::vector<std::string> tags;
  Instant opened;
  int escalation = 0;
  int unbilled_minutes = 0;
  int owed_messages = 0;
  int given_up_messages = 0;
  std::optional<Clock> clock;             ///< the leading one (`leading_clock`)
  Instant clock_start;                    ///< of its cycle; meaningless without a clock
  Instant warning_from;                   ///< by the desk's `warn`; meaningless without a clock
  std::optional<Instant> still_since;     ///< of that clock
  std::vector<Assigned> assigned_before;  ///< everybody who had it and who has it, by name
  bool operator==(const Summary&) const = default;
};
[[nodiscard]] Summary summarise(const Ticket& ticket, std::string path, const Desk& desk);
[[nodiscard]] SlaState state_of(const Summary& summary, Instant now);

enum class SortKey { queue, opened, due, priority, client, id };
[[nodiscard]] std::optional<SortKey> parse_sort_key(std::string_view text);

/// Every given field must hold; within a field any of the values.
struct TicketQuery {
  std::vector<std::string>
      words;  ///< each in ID, subject, client, contact or a tag; case does not matter
  std::vector<Status> status;  ///< empty and not `all`: unfinished
  std::vector<std::string> client;
  std::vector<std::string> assigned;  ///< "nobody" for unassigned
  std::vector<std::string> priority;
  std::vector<std::string> tag;
  std::optional<Instant> since;  ///< opened at or after
  bool all = false;
  bool owed = false;    ///< only tickets that owe a message
  bool unsent = false;  ///< only tickets that owe a message, or have one that was given up
  SortKey sort = SortKey::queue;
  std::optional<int> limit;
  bool operator==(const TicketQuery&) const = default;
};
[[nodiscard]] bool matches(const TicketQuery& query, const Summary& summary);

/// Queue order: breached first, then by due; then tickets without a running clock by priority, then
/// by opening; ID last.
[[nodiscard]] std::vector<Summary> sorted(std::vector<Summary> summaries, SortKey key,
                                          const Desk& desk, Instant now);

}  // namespace tkt
