// SPDX-License-Identifier: MIT
//
// The record of a desk: which promises were kept, how long it took, what is open, what was worked.
// See tkt-sla(7) for what counts in which period.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/desk.h"
#include "model/facts.h"

namespace tkt {

enum class Grouping { none, month, client, staff, priority };
/// "month", "client", ...; nullopt for another word.
[[nodiscard]] std::optional<Grouping> parse_grouping(std::string_view text);
[[nodiscard]] std::string_view to_string(Grouping grouping);

struct ReportQuery {
  Instant from;  ///< what counts lies in [from, to)
  Instant to;
  Grouping by = Grouping::none;
  std::string client;  ///< only that one's tickets; empty: all
};

/// Promises by what became of them: the ticket of each.
struct PromiseCount {
  std::vector<TicketId> kept;
  std::vector<TicketId> missed;     ///< answered too late, or broken and not answered yet
  std::vector<TicketId> withdrawn;  ///< of those kept: a breach was recorded and taken back
  std::vector<TicketId> running;
  std::vector<TicketId> ended;  ///< cancelled before due: neither kept nor missed

  /// Kept and missed.
  [[nodiscard]] std::size_t judged() const { return kept.size() + missed.size(); }
  /// Kept of those judged, in tenths of a percent, rounded half up; nullopt of none.
  [[nodiscard]] std::optional<int> permille() const;
};

struct Spread {
  Seconds median{};  ///< of an even number: the mean of the two in the middle
  Seconds p90{};     ///< the smallest that at least 90 % do not exceed
  Seconds mean{};
  bool operator==(const Spread&) const = default;
};
/// Of no lengths: zeros.
[[nodiscard]] Spread spread_of(std::vector<Seconds> lengths);

/// How long something took.
struct Lengths {
  std::vector<TicketId> tickets;
  Spread working;
  Spread wall;
};

/// Open tickets by age: under a day, three days, a week, four weeks, and older.
inline constexpr std::size_t kAgeGroups = 5;
[[nodiscard]] std::string_view age_name(std::size_t age);

struct ReportGroup {
  std::string name;  ///< "2026-11", a short name, a priority, "nobody"; "all" of the total
  std::array<PromiseCount, 2> promises;  ///< by target
  Lengths response;
  Lengths solution;
  std::array<std::vector<TicketId>, kAgeGroups> open;
  std::vector<TicketId> resolved;  ///< one for each solution
  std::vector<TicketId> reopened;  ///< one for each reopening
  std::vector<TicketId> worked;    ///< each once
  int minutes = 0;
  int billable_minutes = 0;
};

struct Report {
  ReportQuery query;
  Instant now;
  ReportGroup total;
  std::vector<ReportGroup> groups;  ///< months in order, priorities by urgency, the rest by name
};

/// Promises count in the period of their start, first responses in that of the opening, solutions
/// and reopenings when they happened, work when it began, and open tickets always. `calendars` has
/// the calendar of each client that has its own.
[[nodiscard]] Report make_report(const std::vector<TicketFacts>& tickets, const ReportQuery& query,
                                 const Desk& desk,
                                 const std::map<std::string, std::string>& calendars, Instant now);

}  // namespace tkt
