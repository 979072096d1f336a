// SPDX-License-Identifier: MIT
#include "cmd/sla_sheet.h"

#include <algorithm>
#include <array>
#include <map>

namespace tkt {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

std::string_view weekday_name(Date date) {
  return kDays[std::chrono::weekday(std::chrono::local_days(date)).iso_encoding() - 1];
}

std::string hours_text(const std::vector<Hours>& hours) {
  std::string text;
  for (const Hours& part : hours) {
    text += (text.empty() ? "" : ", ") + format_hours(part);
  }
  return text;
}

/// A line to be, at its place in time.
struct Item {
  Instant at;
  int rank;  ///< of those at one instant: the request, the present, time that counts, due
  SheetRow row;
};

class Sheet {
 public:
  Sheet(const Ticket& ticket, const Clock& clock, const Desk& desk, Instant now)
      : zone_(desk.calendar_named(clock.calendar).zone),
        still_(still_since(ticket, clock)),
        start_(cycle_start(ticket, clock.cycle)),
        end_(std::min(clock.due, still_.value_or(clock.due))),
        cut_(clock.met.value_or(now)) {
    add_stretches(ticket, clock, desk);
    add_marks(clock, clock_state(ticket, clock, desk, desk.warn, now));
    std::stable_sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) {
      return std::pair(a.at, a.rank) < std::pair(b.at, b.rank);
    });
  }

  std::vector<SheetRow> rows() {
    std::map<Date, std::vector<SheetRow>> days;
    for (const Item& item : items_) {
      days[zone_.date(item.at)].push_back(item.row);
    }
    for (const auto& [date, why] : skipped_) {
      std::vector<SheetRow>& rows = days[date];
      if (rows.empty()) {
        rows.push_back({"", "", "", "", why, Style::dim});
      } else {
        rows.front().text += ", " + why;
      }
    }
    std::vector<SheetRow> all;
    for (auto& [date, rows] : days) {
      rows.front().day = day_text(date);
      all.insert(all.end(), rows.begin(), rows.end());
    }
    return all;
  }

 private:
  /// What counts, and between it the time in opening hours that does not.
  void add_stretches(const Ticket& ticket, const Clock& clock, const Desk& desk) {
    Clock unpaused = clock;
    unpaused.target = Target::respond;
    const Counted open = count_until(ticket, unpaused, desk, end_);
    const Counted counted = count_until(ticket, clock, desk, end_);
    for (const Sum::Skipped& day : counted.skipped) {
      skipped_[day.date] = day.why;
    }
    auto next = counted.intervals.begin();
    for (const Sum::Part& opening : open.intervals) {
      Instant from = opening.from;
      for (; next != counted.intervals.end() && next->to <= opening.to; ++next) {
        add_waiting(from, next->from);
        add_counted(next->from, next->to);
        from = next->to;
      }
      add_waiting(from, opening.to);
    }
  }

  void add_waiting(Instant from, Instant to) {
    if (from < to && skipped_.count(zone_.date(from)) == 0) {
      items_.push_back({from, 2, {"", span(from, to), "", "", "waiting", Style::dim}});
    }
  }

  void add_counted(Instant from, Instant to) {
    if (from < cut_ && cut_ < to) {
      add_counted(from, cut_);
      from = cut_;
    }
    total_ += to - from;
    items_.push_back({from,
                      2,
                      {"", span(from, to), format_duration(to - from), format_duration(total_), "",
                       Style::plain}});
  }

  void add_marks(const Clock& clock, SlaState state) {
    const bool broken = state == SlaState::breached || state == SlaState::missed;
    add_mark(start_, 0, "request", Style::bold);
    if (clock.met && cut_ <= end_) {
      add_mark(cut_, 1, clock.target == Target::respond ? "response" : "solution", Style::green);
    } else if (!clock.met && cut_ > start_ && cut_ < end_) {
      add_mark(cut_, 1, "now", Style::cyan);
    }
    if (still_ && *still_ <= clock.due) {
      add_mark(*still_, 3, "waiting, and the clock stands still", Style::yellow);
    } else {
      add_mark(clock.due, 3, "due", broken ? Style::red : Style::bold);
    }
  }

  void add_mark(Instant at, int rank, const std::string& text, Style style) {
    items_.push_back({at, rank, {"", wall_text(at, zone_), "", "", text, style}});
  }

  /// "16:30 - 17:00"; midnight as an end is the day's 24:00.
  [[nodiscard]] std::string span(Instant from, Instant to) const {
    const bool next_day = zone_.date(from) != zone_.date(to);
    return wall_text(from, zone_) + " - " + (next_day ? "24:00" : wall_text(to, zone_));
  }

  Zone zone_;
  std::optional<Instant> still_;
  Instant start_;
  Instant end_;
  Instant cut_;
  Seconds total_{};
  std::vector<Item> items_;
  std::map<Date, std::string> skipped_;
};

}  // namespace

std::vector<SheetRow> sheet(const Ticket& ticket, const Clock& clock, const Desk& desk,
                            Instant now) {
  return Sheet(ticket, clock, desk, now).rows();
}

std::string week_text(const Calendar& calendar) {
  if (calendar.name == "always") {
    return "around the clock";
  }
  std::string text;
  for (std::size_t first = 0; first < 7;) {
    std::size_t last = first;
    while (last + 1 < 7 && calendar.week[last + 1] == calendar.week[first]) {
      ++last;
    }
    if (!calendar.week[first].empty()) {
      text += (text.empty() ? "" : "; ") + std::string(kDays[first]) +
              (last > first ? "-" + std::string(kDays[last]) : "") + " " +
              hours_text(calendar.week[first]);
    }
    first = last + 1;
  }
  return text.empty() ? "no weekly hours" : text;
}

std::string day_text(Date date) {
  return std::string(weekday_name(date)) + " " + format_date(date);
}

std::string wall_text(Instant instant, const Zone& zone) {
  const std::string text = format_instant(instant, zone).substr(11, 8);
  return text.ends_with(":00") ? text.substr(0, 5) : text;
}

}  // namespace tkt
