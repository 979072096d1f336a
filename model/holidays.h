// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/instant.h"

namespace tkt {

struct Holiday {
  Date date;
  std::string name;
  bool operator==(const Holiday&) const = default;
};

/// The names of the shipped rule sets: "botswana".
[[nodiscard]] std::vector<std::string> holiday_rule_sets();

/// The holidays that a rule set gives for a year, by date. Throws Error{refused} for an unknown
/// rule set.
///
/// botswana: Public Holidays Act (Cap. 03:07): 1 and 2 January, Good Friday to Easter Monday,
/// Labour Day, Ascension, Sir Seretse Khama Day, President's Day (third Monday of July) and the day
/// after, Botswana Day and the day after, Christmas and Boxing Day. A holiday on a Sunday is kept
/// on the next day that is not one itself; Labour Day and Boxing Day on a Saturday also on the
/// Monday after (since 2016). Days proclaimed for one year belong into the calendar's `days`.
[[nodiscard]] std::vector<Holiday> holidays_in(std::string_view rule_set, int year);

}  // namespace tkt
