// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cmd/io.h"

namespace tkt {

struct Cell {
  std::string text;
  Style style = Style::plain;
};

/// Columns for people on a terminal, tab-separated lines without a heading in a pipe.
class Table {
 public:
  /// The column of that number (from 0) is cut first where the terminal is too narrow.
  Table(std::vector<std::string> headings, std::size_t elastic);
  /// Leaves the column out on a terminal where the elastic one would get less than 24 columns; of
  /// several, the one named first goes first.
  void spare(std::size_t column);
  void row(std::vector<Cell> cells);
  void print(Output& out) const;

 private:
  std::vector<std::string> headings_;
  std::size_t elastic_;
  std::vector<std::size_t> spare_;
  std::vector<std::vector<Cell>> rows_;
};

/// A line of a page about one thing; none where the value is empty.
void print_field(Output& out, std::string_view name, std::string_view value);

}  // namespace tkt
