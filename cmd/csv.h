// SPDX-License-Identifier: MIT
//
// Comma-separated values as RFC 4180 has them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tkt {

/// A cell, quoted where it must be. One that a spreadsheet would take for a formula (=, +, -, @,
/// tab, carriage return first) gets an apostrophe in front, unless it is a number or a telephone
/// number; control characters are made visible.
[[nodiscard]] std::string csv_cell(std::string_view text);

/// The cells with commas between them, and the end of the line.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& cells);

/// A line of a file: its number, counted from 1, and its cells.
struct CsvRow {
  int line = 0;
  std::vector<std::string> cells;
};

/// The rows of a file, blank lines left out. Throws Error{refused}, with `path` and line, for a
/// quote that does not end, and for text behind one.
[[nodiscard]] std::vector<CsvRow> parse_csv(std::string_view text, std::string_view path);

}  // namespace tkt
