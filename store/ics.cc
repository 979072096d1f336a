// SPDX-License-Identifier: MIT
#include "store/ics.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include <libical/ical.h>

#include "model/error.h"

namespace tkt {
namespace {

using std::chrono::days;
using std::chrono::local_days;

constexpr std::size_t kMostBytes = 4 * 1024 * 1024;
/// More than a daily event has had since 1900: whatever recurs more often is no holiday.
constexpr int kMostOccurrences = 50'000;
constexpr int kLongestEvent = 366;  // days

struct Free {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
  void operator()(icalrecur_iterator* iterator) const { icalrecur_iterator_free(iterator); }
};

std::optional<local_days> day_of(const icaltimetype& time) {
  const Date date{std::chrono::year(time.year),
                  std::chrono::month(static_cast<unsigned>(time.month)),
                  std::chrono::day(static_cast<unsigned>(time.day))};
  return date.ok() && time.year >= 1900 && time.year <= 2200 ? std::optional(local_days(date))
                                                             : std::nullopt;
}

std::string text_of(const char* text) {
  return text == nullptr ? "" : text;
}

/// One event: its master, or one occurrence that was changed.
class EventDays {
 public:
  EventDays(icalcomponent* event, local_days from, local_days to)
      : event_(event), from_(from), to_(to) {}

  /// Its first days, changed occurrences taken out. Throws Error{refused} where a rule is none.
  std::set<local_days> starts(const std::set<local_days>& changed) {
    const icaltimetype begin = icalcomponent_get_dtstart(event_);
    std::set<local_days> starts;
    if (const auto first = day_of(begin)) {
      starts.insert(*first);
    }
    for (auto* rule = first_of(ICAL_RRULE_PROPERTY); rule != nullptr;
         rule = next_of(ICAL_RRULE_PROPERTY)) {
      add_recurring(icalproperty_get_rrule(rule), begin, starts);
    }
    for (auto* more = first_of(ICAL_RDATE_PROPERTY); more != nullptr;
         more = next_of(ICAL_RDATE_PROPERTY)) {
      const icaldatetimeperiodtype when = icalproperty_get_rdate(more);
      if (const auto day =
              day_of(icaltime_is_null_time(when.time) != 0 ? when.period.start : when.time)) {
        starts.insert(*day);
      }
    }
    for (auto* less = first_of(ICAL_EXDATE_PROPERTY); less != nullptr;
         less = next_of(ICAL_EXDATE_PROPERTY)) {
      if (const auto day = day_of(icalproperty_get_exdate(less))) {
        starts.erase(*day);
      }
    }
    for (const local_days day : changed) {
      starts.erase(day);
    }
    return starts;
  }

  /// How many days it lasts; its end is the day after.
  [[nodiscard]] int length() const {
    const auto begin = day_of(icalcomponent_get_dtstart(event_));
    const auto end = day_of(icalcomponent_get_dtend(event_));
    if (!begin || !end || *end <= *begin) {
      return 1;
    }
    return std::min(kLongestEvent, static_cast<int>((*end - *begin).count()));
  }

 private:
  icalproperty* first_of(icalproperty_kind kind) {
    return icalcomponent_get_first_property(event_, kind);
  }
  icalproperty* next_of(icalproperty_kind kind) {
    return icalcomponent_get_next_property(event_, kind);
  }

  void add_recurring(const icalrecurrencetype& rule, const icaltimetype& begin,
                     std::set<local_days>& starts) const {
    const std::unique_ptr<icalrecur_iterator, Free> iterator(icalrecur_iterator_new(rule, begin));
    if (iterator == nullptr) {
      throw Error(ErrorKind::refused, "it recurs by a rule that is not understood");
    }
    for (int count = 0; count < kMostOccurrences; ++count) {
      const icaltimetype next = icalrecur_iterator_next(iterator.get());
      const auto day = icaltime_is_null_time(next) != 0 ? std::nullopt : day_of(next);
      if (!day || *day > to_) {
        return;
      }
      if (*day >= from_ - days(kLongestEvent)) {
        starts.insert(*day);
      }
    }
    throw Error(ErrorKind::refused, "it recurs too often");
  }

  icalcomponent* event_;
  local_days from_;
  local_days to_;
};

/// The events of a file, and the days that they give.
class IcsFile {
 public:
  IcsFile(icalcomponent* root, local_days from, local_days to) : from_(from), to_(to) {
    add_events(root);
  }

  IcsDays days_of_all() {
    for (icalcomponent* const event : events_) {
      const std::string name = name_of(event);
      if (icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED) {
        continue;
      }
      if (icalcomponent_get_dtstart(event).is_date == 0) {
        skipped_.push_back(name + ": it has a time of day");
        continue;
      }
      try {
        take(event, name);
      } catch (const Error& error) {
        skipped_.push_back(name + ": " + error.what());
      }
    }
    IcsDays result{{}, std::move(skipped_)};
    for (auto& [day, name] : days_) {
      result.days.push_back({Date(day), std::move(name)});
    }
    return result;
  }

 private:
  void add_events(icalcomponent* parent) {
    if (icalcomponent_isa(parent) == ICAL_VEVENT_COMPONENT) {
      events_.push_back(parent);
      const icaltimetype changed = icalcomponent_get_recurrenceid(parent);
      if (const auto day = day_of(changed); icaltime_is_null_time(changed) == 0 && day) {
        changed_[text_of(icalcomponent_get_uid(parent))].insert(*day);
      }
      return;
    }
    for (icalcomponent* part = icalcomponent_get_first_component(parent, ICAL_ANY_COMPONENT);
         part != nullptr; part = icalcomponent_get_next_component(parent, ICAL_ANY_COMPONENT)) {
      add_events(part);
    }
  }

  static std::string name_of(icalcomponent* event) {
    std::string name = text_of(icalcomponent_get_summary(event));
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return name.empty() ? "Holiday" : name;
  }

  void take(icalcomponent* event, const std::string& name) {
    const bool master = icaltime_is_null_time(icalcomponent_get_recurrenceid(event)) != 0;
    EventDays event_days(event, from_, to_);
    const std::set<local_days> none;
    const auto& changed = master ? changed_[text_of(icalcomponent_get_uid(event))] : none;
    for (const local_days start : event_days.starts(changed)) {
      for (int i = 0; i < event_days.length(); ++i) {
        const local_days day = start + days(i);
        if (from_ <= day && day <= to_) {
          days_.try_emplace(day, name);
        }
      }
    }
  }

  local_days from_;
  local_days to_;
  std::vector<icalcomponent*> events_;
  std::map<std::string, std::set<local_days>> changed_;  ///< occurrences with an event of their own
  std::map<local_days, std::string> days_;
  std::vector<std::string> skipped_;
};

}  // namespace

IcsDays read_ics(const std::string& text, std::string_view path, Date from, Date to) {
  const std::string hint = "an iCalendar file begins with BEGIN:VCALENDAR";
  if (text.size() > kMostBytes || text.find('\0') != std::string::npos) {
    throw Error(ErrorKind::refused, std::string(path) + " is too large, or no text", hint);
  }
  icalerror_set_errors_are_fatal(0);
  const std::unique_ptr<icalcomponent, Free> root(icalparser_parse_string(text.c_str()));
  const auto kind = root == nullptr ? ICAL_NO_COMPONENT : icalcomponent_isa(root.get());
  if (kind != ICAL_VCALENDAR_COMPONENT && kind != ICAL_XROOT_COMPONENT) {
    throw Error(ErrorKind::refused, std::string(path) + " is no calendar", hint);
  }
  return IcsFile(root.get(), local_days(from), local_days(to)).days_of_all();
}

}  // namespace tkt
