// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt holiday import FILE.ics`: the whole days of an iCalendar file become closed days.
struct HolidayImportOptions {
  std::string file;      ///< "-" for standard input
  std::string calendar;  ///< empty: the desk's own
  std::string to;        ///< last year; empty: two years after this one
  bool yes = false;      ///< without a question
  bool operator==(const HolidayImportOptions&) const = default;
};

/// Shows what it would change, then asks, then writes desk.yaml in one commit. Days that the
/// calendar has already, as a holiday or a day of its own, stay as they are. Throws Error{refused}
/// for a file that is none, for whoever is no Helpdesk Manager, and where there is nobody to ask.
Exit run(const HolidayImportOptions& options, Context& context);

}  // namespace tkt
