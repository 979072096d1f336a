// SPDX-License-Identifier: MIT
#include "store/ics.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include <dlfcn.h>
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

/// libical, loaded when it is first asked for: it brings ICU with it, and no other command should
/// wait for that.
class Libical {
 public:
  Libical() : handle_(::dlopen(TKT_LIBICAL, RTLD_NOW | RTLD_LOCAL)) {
    if (handle_ == nullptr) {
      throw Error(ErrorKind::refused, "the library that reads iCalendar files is not installed",
                  "install the package libical3");
    }
    load(icalcomponent_free, "icalcomponent_free");
    load(icalcomponent_get_dtend, "icalcomponent_get_dtend");
    load(icalcomponent_get_dtstart, "icalcomponent_get_dtstart");
    load(icalcomponent_get_first_component, "icalcomponent_get_first_component");
    load(icalcomponent_get_first_property, "icalcomponent_get_first_property");
    load(icalcomponent_get_next_component, "icalcomponent_get_next_component");
    load(icalcomponent_get_next_property, "icalcomponent_get_next_property");
    load(icalcomponent_get_recurrenceid, "icalcomponent_get_recurrenceid");
    load(icalcomponent_get_status, "icalcomponent_get_status");
    load(icalcomponent_get_summary, "icalcomponent_get_summary");
    load(icalcomponent_get_uid, "icalcomponent_get_uid");
    load(icalcomponent_isa, "icalcomponent_isa");
    load(icalerror_set_errors_are_fatal, "icalerror_set_errors_are_fatal");
    load(icalparser_parse_string, "icalparser_parse_string");
    load(icalproperty_get_exdate, "icalproperty_get_exdate");
    load(icalproperty_get_rdate, "icalproperty_get_rdate");
    load(icalproperty_get_rrule, "icalproperty_get_rrule");
    load(icalrecur_iterator_free, "icalrecur_iterator_free");
    load(icalrecur_iterator_new, "icalrecur_iterator_new");
    load(icalrecur_iterator_next, "icalrecur_iterator_next");
    load(icaltime_is_null_time, "icaltime_is_null_time");
  }

  decltype(&::icalcomponent_free) icalcomponent_free = nullptr;
  decltype(&::icalcomponent_get_dtend) icalcomponent_get_dtend = nullptr;
  decltype(&::icalcomponent_get_dtstart) icalcomponent_get_dtstart = nullptr;
  decltype(&::icalcomponent_get_first_component) icalcomponent_get_first_component = nullptr;
  decltype(&::icalcomponent_get_first_property) icalcomponent_get_first_property = nullptr;
  decltype(&::icalcomponent_get_next_component) icalcomponent_get_next_component = nullptr;
  decltype(&::icalcomponent_get_next_property) icalcomponent_get_next_property = nullptr;
  decltype(&::icalcomponent_get_recurrenceid) icalcomponent_get_recurrenceid = nullptr;
  decltype(&::icalcomponent_get_status) icalcomponent_get_status = nullptr;
  decltype(&::icalcomponent_get_summary) icalcomponent_get_summary = nullptr;
  decltype(&::icalcomponent_get_uid) icalcomponent_get_uid = nullptr;
  decltype(&::icalcomponent_isa) icalcomponent_isa = nullptr;
  decltype(&::icalerror_set_errors_are_fatal) icalerror_set_errors_are_fatal = nullptr;
  decltype(&::icalparser_parse_string) icalparser_parse_string = nullptr;
  decltype(&::icalproperty_get_exdate) icalproperty_get_exdate = nullptr;
  decltype(&::icalproperty_get_rdate) icalproperty_get_rdate = nullptr;
  decltype(&::icalproperty_get_rrule) icalproperty_get_rrule = nullptr;
  decltype(&::icalrecur_iterator_free) icalrecur_iterator_free = nullptr;
  decltype(&::icalrecur_iterator_new) icalrecur_iterator_new = nullptr;
  decltype(&::icalrecur_iterator_next) icalrecur_iterator_next = nullptr;
  decltype(&::icaltime_is_null_time) icaltime_is_null_time = nullptr;

 private:
  template <class Function>
  void load(Function& function, const char* name) {
    function = reinterpret_cast<Function>(::dlsym(handle_, name));
    if (function == nullptr) {
      throw Error(ErrorKind::refused, std::string("libical has no function '") + name + "'",
                  "install the package libical3");
    }
  }

  void* handle_;
};

const Libical& ical() {
  static const Libical library;
  return library;
}

struct Free {
  void operator()(icalcomponent* component) const { ical().icalcomponent_free(component); }
  void operator()(icalrecur_iterator* iterator) const { ical().icalrecur_iterator_free(iterator); }
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
    const icaltimetype begin = ical().icalcomponent_get_dtstart(event_);
    std::set<local_days> starts;
    if (const auto first = day_of(begin)) {
      starts.insert(*first);
    }
    for (auto* rule = first_of(ICAL_RRULE_PROPERTY); rule != nullptr;
         rule = next_of(ICAL_RRULE_PROPERTY)) {
      add_recurring(ical().icalproperty_get_rrule(rule), begin, starts);
    }
    for (auto* more = first_of(ICAL_RDATE_PROPERTY); more != nullptr;
         more = next_of(ICAL_RDATE_PROPERTY)) {
      const icaldatetimeperiodtype when = ical().icalproperty_get_rdate(more);
      if (const auto day = day_of(ical().icaltime_is_null_time(when.time) != 0 ? when.period.start
                                                                               : when.time)) {
        starts.insert(*day);
      }
    }
    for (auto* less = first_of(ICAL_EXDATE_PROPERTY); less != nullptr;
         less = next_of(ICAL_EXDATE_PROPERTY)) {
      if (const auto day = day_of(ical().icalproperty_get_exdate(less))) {
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
    const auto begin = day_of(ical().icalcomponent_get_dtstart(event_));
    const auto end = day_of(ical().icalcomponent_get_dtend(event_));
    if (!begin || !end || *end <= *begin) {
      return 1;
    }
    return std::min(kLongestEvent, static_cast<int>((*end - *begin).count()));
  }

 private:
  icalproperty* first_of(icalproperty_kind kind) {
    return ical().icalcomponent_get_first_property(event_, kind);
  }
  icalproperty* next_of(icalproperty_kind kind) {
    return ical().icalcomponent_get_next_property(event_, kind);
  }

  void add_recurring(const icalrecurrencetype& rule, const icaltimetype& begin,
                     std::set<local_days>& starts) const {
    const std::unique_ptr<icalrecur_iterator, Free> iterator(
        ical().icalrecur_iterator_new(rule, begin));
    if (iterator == nullptr) {
      throw Error(ErrorKind::refused, "it recurs by a rule that is not understood");
    }
    for (int count = 0; count < kMostOccurrences; ++count) {
      const icaltimetype next = ical().icalrecur_iterator_next(iterator.get());
      const auto day = ical().icaltime_is_null_time(next) != 0 ? std::nullopt : day_of(next);
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
      if (ical().icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED) {
        continue;
      }
      if (ical().icalcomponent_get_dtstart(event).is_date == 0) {
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
    if (ical().icalcomponent_isa(parent) == ICAL_VEVENT_COMPONENT) {
      events_.push_back(parent);
      const icaltimetype changed = ical().icalcomponent_get_recurrenceid(parent);
      if (const auto day = day_of(changed); ical().icaltime_is_null_time(changed) == 0 && day) {
        changed_[text_of(ical().icalcomponent_get_uid(parent))].insert(*day);
      }
      return;
    }
    for (icalcomponent* part = ical().icalcomponent_get_first_component(parent, ICAL_ANY_COMPONENT);
         part != nullptr;
         part = ical().icalcomponent_get_next_component(parent, ICAL_ANY_COMPONENT)) {
      add_events(part);
    }
  }

  static std::string name_of(icalcomponent* event) {
    std::string name = text_of(ical().icalcomponent_get_summary(event));
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return name.empty() ? "Holiday" : name;
  }

  void take(icalcomponent* event, const std::string& name) {
    const bool master =
        ical().icaltime_is_null_time(ical().icalcomponent_get_recurrenceid(event)) != 0;
    EventDays event_days(event, from_, to_);
    const std::set<local_days> none;
    const auto& changed = master ? changed_[text_of(ical().icalcomponent_get_uid(event))] : none;
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

/// False where something ends that did not begin: libical would complain on standard error.
bool is_balanced(std::string_view text) {
  int depth = 0;
  for (std::size_t at = 0; at < text.size() && depth >= 0; at = text.find('\n', at) + 1) {
    std::string word(text.substr(at, 6));
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    depth += word == "BEGIN:" ? 1 : 0;
    depth -= word.rfind("END:", 0) == 0 ? 1 : 0;
    if (text.find('\n', at) == std::string_view::npos) {
      break;
    }
  }
  return depth >= 0;
}

}  // namespace

IcsDays read_ics(const std::string& text, std::string_view path, Date from, Date to) {
  const std::string hint = "an iCalendar file begins with BEGIN:VCALENDAR";
  if (text.size() > kMostBytes || text.find('\0') != std::string::npos) {
    throw Error(ErrorKind::refused, std::string(path) + " is too large, or no text", hint);
  }
  if (!is_balanced(text)) {
    throw Error(ErrorKind::refused, std::string(path) + " is damaged: an END has no BEGIN", hint);
  }
  ical().icalerror_set_errors_are_fatal(0);
  const std::unique_ptr<icalcomponent, Free> root(ical().icalparser_parse_string(text.c_str()));
  const auto kind = root == nullptr ? ICAL_NO_COMPONENT : ical().icalcomponent_isa(root.get());
  if (kind != ICAL_VCALENDAR_COMPONENT && kind != ICAL_XROOT_COMPONENT) {
    throw Error(ErrorKind::refused, std::string(path) + " is no calendar", hint);
  }
  return IcsFile(root.get(), local_days(from), local_days(to)).days_of_all();
}

}  // namespace tkt
