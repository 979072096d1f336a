// SPDX-License-Identifier: MIT
//
// Whole days out of an iCalendar file (RFC 5545).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/instant.h"

namespace tkt {

struct IcsDay {
  Date date;
  std::string name;
  bool operator==(const IcsDay&) const = default;
};

struct IcsDays {
  std::vector<IcsDay> days;          ///< by date, each once
  std::vector<std::string> skipped;  ///< "Staff party: it has a time of day"
};

/// The days of all events from `from` to `to`, both inclusive: an event of several days on each of
/// them, one that recurs as often as it does, without its exceptions and what was cancelled. Throws
/// Error{refused}, with `path`, for what is no iCalendar file.
[[nodiscard]] IcsDays read_ics(const std::string& text, std::string_view path, Date from, Date to);

}  // namespace tkt
