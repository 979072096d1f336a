// SPDX-License-Identifier: MIT
#include "model/holidays.h"

#include <algorithm>

#include "model/error.h"

namespace tkt {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::Monday;
using std::chrono::Saturday;
using std::chrono::Sunday;
using std::chrono::weekday;
using std::chrono::year;

/// Easter Sunday of the Gregorian calendar, by the rule of the church: the Sunday after the
/// (tabular) full moon on or after 21 March.
local_days easter(year y) {
  const int number = static_cast<int>(y);
  const int century = number / 100;
  const int golden = number % 19;
  const int skipped_leap_years = century - century / 4;
  const int moon_correction = (8 * century + 13) / 25;
  // Days from 21 March to the full moon; the last two of a cycle of 30 are pulled in by one, so
  // that no date comes twice in 19 years.
  int moon = (19 * golden + 15 + skipped_leap_years - moon_correction) % 30;
  if (moon == 29 || (moon == 28 && golden > 10)) {
    --moon;
  }
  const local_days full_moon = local_days(y / 3 / 21) + days(moon);
  const days to_sunday = Sunday - weekday(full_moon);
  return full_moon + (to_sunday == days(0) ? days(7) : to_sunday);
}

class Botswana {
 public:
  explicit Botswana(int year_number) : year_(year_number) {}

  std::vector<Holiday> list() {
    add_fixed();
    add_easter();
    add_presidents_day();
    add_shifted();
    std::stable_sort(list_.begin(), list_.end(),
                     [](const Holiday& a, const Holiday& b) { return a.date < b.date; });
    return list_;
  }

 private:
  void add(local_days day, std::string name) { list_.push_back({Date(day), std::move(name)}); }
  void add(int month, int day, std::string name) {
    add(local_days(year_ / month / day), std::move(name));
  }

  void add_fixed() {
    add(1, 1, "New Year's Day");
    add(1, 2, "New Year Holiday");
    add(5, 1, "Labour Day");
    add(7, 1, "Sir Seretse Khama Day");
    add(9, 30, "Botswana Day");
    add(10, 1, "Botswana Day Holiday");
    add(12, 25, "Christmas Day");
    add(12, 26, "Boxing Day");
  }

  void add_easter() {
    const local_days sunday = easter(year_);
    add(sunday - days(2), "Good Friday");
    add(sunday - days(1), "Holy Saturday");
    add(sunday + days(1), "Easter Monday");
    add(sunday + days(39), "Ascension Day");
  }

  void add_presidents_day() {
    const local_days monday(year_ / 7 / Monday[3]);
    add(monday, "President's Day");
    add(monday + days(1), "President's Day Holiday");
  }

  [[nodiscard]] bool is_holiday(local_days day) const {
    return std::any_of(list_.begin(), list_.end(),
                       [day](const Holiday& holiday) { return holiday.date == Date(day); });
  }

  /// Days in lieu. A Sunday's holiday moves past holidays, one on Saturday to Monday only.
  void add_shifted() {
    const std::vector<Holiday> kept = list_;
    for (const Holiday& holiday : kept) {
      const local_days day(holiday.date);
      const bool moves_from_saturday =
          year_ >= year(2016) && (holiday.name == "Labour Day" || holiday.name == "Boxing Day");
      if (weekday(day) == Sunday) {
        local_days instead = day + days(1);
        while (is_holiday(instead)) {
          instead += days(1);
        }
        add(instead, holiday.name + " (in lieu)");
      } else if (weekday(day) == Saturday && moves_from_saturday) {
        add(day + days(2), holiday.name + " (in lieu)");
      }
    }
  }

  year year_;
  std::vector<Holiday> list_;
};

}  // namespace

std::vector<std::string> holiday_rule_sets() {
  return {"botswana"};
}

std::vector<Holiday> holidays_in(std::string_view rule_set, int year) {
  if (rule_set != "botswana") {
    throw Error(ErrorKind::refused, "no holidays named '" + std::string(rule_set) + "'",
                "shipped are: botswana; other days belong into the calendar's 'days'");
  }
  return Botswana(year).list();
}

}  // namespace tkt
