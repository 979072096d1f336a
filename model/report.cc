// SPDX-License-Identifier: MIT
#include "model/report.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace tkt {
namespace {

using std::chrono::days;

constexpr std::array<std::string_view, 5> kGroupings = {"", "month", "client", "staff", "priority"};
constexpr std::array<std::string_view, kAgeGroups> kAgeNames = {
    "under 1 day", "under 3 days", "under 1 week", "under 4 weeks", "4 weeks and more"};
constexpr std::array<Seconds, kAgeGroups - 1> kAgeEnds = {days(1), days(3), days(7), days(28)};

std::size_t age_of(Seconds length) {
  std::size_t age = 0;
  while (age < kAgeEnds.size() && length >= kAgeEnds[age]) {
    ++age;
  }
  return age;
}

/// A group while it is filled.
struct Filling {
  ReportGroup group;
  std::vector<Seconds> response_working;
  std::vector<Seconds> response_wall;
  std::vector<Seconds> solution_working;
  std::vector<Seconds> solution_wall;

  ReportGroup finish() {
    group.response.working = spread_of(std::move(response_working));
    group.response.wall = spread_of(std::move(response_wall));
    group.solution.working = spread_of(std::move(solution_working));
    group.solution.wall = spread_of(std::move(solution_wall));
    return std::move(group);
  }
};

class Reporter {
 public:
  Reporter(const ReportQuery& query, const Desk& desk,
           const std::map<std::string, std::string>& calendars, Instant now)
      : query_(query), desk_(desk), of_client_(calendars), now_(now) {}

  void take(const TicketFacts& ticket) {
    count_promises(ticket);
    measure(ticket);
    count_open(ticket);
    count_ends(ticket);
    count_work(ticket);
  }

  Report finish() {
    Report report{query_, now_, {}, {}};
    total_.group.name = "all";
    report.total = total_.finish();
    for (auto& [rank, tally] : groups_) {
      report.groups.push_back(tally.finish());
    }
    return report;
  }

 private:
  [[nodiscard]] bool in_period(Instant at) const { return query_.from <= at && at < query_.to; }

  /// The total, and the group in which something that happened then belongs.
  template <class Add>
  void add(const TicketFacts& ticket, Instant at, const std::string& staff, Add add_to) {
    add_to(total_);
    if (query_.by != Grouping::none) {
      std::string name = name_of(ticket, at, staff);
      const int rank = query_.by == Grouping::priority ? desk_.urgency(name) : 0;
      Filling& tally = groups_[{rank, name}];
      tally.group.name = std::move(name);
      add_to(tally);
    }
  }

  [[nodiscard]] std::string name_of(const TicketFacts& ticket, Instant at,
                                    const std::string& staff) const {
    switch (query_.by) {
      case Grouping::month: return format_date(desk_.zone().date(at)).substr(0, 7);
      case Grouping::client: return ticket.client;
      case Grouping::staff: return staff.empty() ? "nobody" : staff;
      case Grouping::priority: return ticket.priority;
      case Grouping::none: break;
    }
    return "";
  }

  void count_promises(const TicketFacts& ticket) {
    for (const PromiseFacts& promise : ticket.promises) {
      if (in_period(promise.start)) {
        add(ticket, promise.start, ticket.assigned, [&](Filling& tally) {
          count(tally.group.promises[static_cast<std::size_t>(promise.target)], ticket.id, promise);
        });
      }
    }
  }

  void count(PromiseCount& counts, const TicketId& id, const PromiseFacts& promise) const {
    switch (state_of(promise, now_)) {
      case SlaState::met:
        counts.kept.push_back(id);
        if (promise.withdrawn) {
          counts.withdrawn.push_back(id);
        }
        return;
      case SlaState::missed:
      case SlaState::breached: counts.missed.push_back(id); return;
      case SlaState::running:
      case SlaState::warning: counts.running.push_back(id); return;
      case SlaState::none: break;
    }
    counts.ended.push_back(id);
  }

  void measure(const TicketFacts& ticket) {
    if (ticket.answered && in_period(ticket.opened)) {
      const Seconds working = working_length(ticket, *ticket.answered);
      add(ticket, ticket.opened, ticket.assigned, [&](Filling& tally) {
        tally.group.response.tickets.push_back(ticket.id);
        tally.response_working.push_back(working);
        tally.response_wall.push_back(*ticket.answered - ticket.opened);
      });
    }
    if (ticket.solved && in_period(*ticket.solved)) {
      const Seconds working = working_length(ticket, *ticket.solved);
      add(ticket, *ticket.solved, ticket.assigned, [&](Filling& tally) {
        tally.group.solution.tickets.push_back(ticket.id);
        tally.solution_working.push_back(working);
        tally.solution_wall.push_back(*ticket.solved - ticket.opened);
      });
    }
  }

  Seconds working_length(const TicketFacts& ticket, Instant end) {
    std::string name = ticket.calendar;
    if (const auto own = of_client_.find(ticket.client); name.empty() && own != of_client_.end()) {
      name = own->second;
    }
    return working_time(calendar(name), ticket.opened, end);
  }

  /// One that is gone from the desk gives way to the desk's own.
  const Calendar& calendar(const std::string& name) {
    const auto found = calendars_.find(name);
    if (found != calendars_.end()) {
      return found->second;
    }
    const bool known = name.empty() || name == "always" || desk_.calendars.count(name) != 0;
    return calendars_.emplace(name, desk_.calendar_named(known ? name : "")).first->second;
  }

  void count_open(const TicketFacts& ticket) {
    if (!ticket.finished && ticket.opened <= now_) {
      const std::size_t age = age_of(now_ - ticket.opened);
      add(ticket, ticket.opened, ticket.assigned,
          [&](Filling& tally) { tally.group.open[age].push_back(ticket.id); });
    }
  }

  void count_ends(const TicketFacts& ticket) {
    count_each(ticket, ticket.resolved, &ReportGroup::resolved);
    count_each(ticket, ticket.reopened, &ReportGroup::reopened);
  }

  void count_each(const TicketFacts& ticket, const std::vector<Instant>& instants,
                  std::vector<TicketId> ReportGroup::*figure) {
    for (const Instant at : instants) {
      if (in_period(at)) {
        add(ticket, at, ticket.assigned,
            [&](Filling& tally) { (tally.group.*figure).push_back(ticket.id); });
      }
    }
  }

  void count_work(const TicketFacts& ticket) {
    for (const WorkFacts& work : ticket.work) {
      if (in_period(work.started)) {
        add(ticket, work.started, work.by, [&](Filling& tally) {
          auto& worked = tally.group.worked;
          if (worked.empty() || worked.back() != ticket.id) {
            worked.push_back(ticket.id);
          }
          tally.group.minutes += work.minutes;
          tally.group.billable_minutes += work.billable ? work.minutes : 0;
        });
      }
    }
  }

  const ReportQuery& query_;
  const Desk& desk_;
  const std::map<std::string, std::string>& of_client_;
  Instant now_;
  Filling total_;
  std::map<std::pair<int, std::string>, Filling> groups_;
  std::map<std::string, Calendar> calendars_;
};

}  // namespace

std::optional<Grouping> parse_grouping(std::string_view text) {
  const auto* const found = std::find(kGroupings.begin() + 1, kGroupings.end(), text);
  if (found == kGroupings.end()) {
    return std::nullopt;
  }
  return static_cast<Grouping>(found - kGroupings.begin());
}

std::string_view to_string(Grouping grouping) {
  return kGroupings[static_cast<std::size_t>(grouping)];
}

std::string_view age_name(std::size_t age) {
  return kAgeNames[age];
}

std::optional<int> PromiseCount::permille() const {
  if (judged() == 0) {
    return std::nullopt;
  }
  return static_cast<int>((2000 * kept.size() + judged()) / (2 * judged()));
}

Spread spread_of(std::vector<Seconds> lengths) {
  if (lengths.empty()) {
    return {};
  }
  std::sort(lengths.begin(), lengths.end());
  const std::size_t count = lengths.size();
  Seconds sum{0};
  for (const Seconds length : lengths) {
    sum += length;
  }
  return {(lengths[(count - 1) / 2] + lengths[count / 2]) / 2, lengths[(9 * count + 9) / 10 - 1],
          sum / static_cast<std::int64_t>(count)};
}

Report make_report(const std::vector<TicketFacts>& tickets, const ReportQuery& query,
                   const Desk& desk, const std::map<std::string, std::string>& calendars,
                   Instant now) {
  Reporter reporter(query, desk, calendars, now);
  for (const TicketFacts& ticket : tickets) {
    if (query.client.empty() || ticket.client == query.client) {
      reporter.take(ticket);
    }
  }
  return reporter.finish();
}

}  // namespace tkt
