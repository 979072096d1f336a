// SPDX-License-Identifier: MIT
//
// A report as people and programs read it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cmd/io.h"
#include "model/report.h"

namespace tkt {

/// Tables, with small bars on a terminal.
void print_report_text(Output& out, const Report& report, const std::string& title, bool tickets);
/// A line for the total and each group; with `tickets` instead one for each ticket of each figure.
void print_report_csv(Output& out, const Report& report, bool tickets);
void print_report_json(Output& out, const Report& report, const Zone& zone, bool tickets);

/// Every figure of a group that counts tickets, by its name, in the order of the output:
/// "respond_kept", "open_under_1_day", "worked".
struct Figure {
  std::string name;
  const std::vector<TicketId>* tickets;
};
[[nodiscard]] std::vector<Figure> figures_of(const ReportGroup& group);

/// Up to ten cells: "████████▌".
[[nodiscard]] std::string bar_text(std::size_t part, std::size_t whole);

}  // namespace tkt
