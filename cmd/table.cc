// SPDX-License-Identifier: MIT
#include "cmd/table.h"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

namespace tkt {
namespace {

constexpr int kGap = 2;        // columns between columns
constexpr int kNarrowest = 8;  // a column is not cut below this width
constexpr int kReadable = 24;  // what the elastic column gets before spare ones are shown

/// A column as it is shown on a terminal.
struct Column {
  std::size_t number = 0;  ///< in the rows
  int width = 0;
};

int total(const std::vector<Column>& columns) {
  int sum = -kGap;
  for (const Column& column : columns) {
    sum += column.width + kGap;
  }
  return sum;
}

std::vector<Column>::iterator find_column(std::vector<Column>& columns, std::size_t number) {
  return std::find_if(columns.begin(), columns.end(),
                      [&](const Column& column) { return column.number == number; });
}

void shrink(int& width, int excess, int narrowest) {
  width = std::max(width - std::max(excess, 0), std::min(width, narrowest));
}

/// How much too wide the columns are even where each but the first is cut as far as it may be.
int hopeless(std::vector<Column> columns, int available) {
  for (auto column = columns.begin() + 1; column != columns.end(); ++column) {
    column->width = std::min(column->width, kNarrowest);
  }
  return total(columns) - available;
}

/// The last column but the first and the elastic one; end() where there is no other.
std::vector<Column>::iterator least(std::vector<Column>& columns, std::size_t elastic) {
  auto column = columns.end();
  while (--column != columns.begin()) {
    if (column->number != elastic) {
      return column;
    }
  }
  return columns.end();
}

/// Leaves out spare columns, then cuts the elastic column, then the widest of the others, but never
/// the first one: an ID that is cut is none. On a very narrow terminal more columns are left out,
/// from the right.
std::vector<Column> fitted(std::vector<Column> columns, std::size_t elastic,
                           const std::vector<std::size_t>& spare, int available) {
  const auto excess = [&] { return total(columns) - available; };
  const int wanted = find_column(columns, elastic)->width;
  shrink(find_column(columns, elastic)->width, excess(), kReadable);
  for (auto number = spare.begin(); number != spare.end() && excess() > 0; ++number) {
    columns.erase(find_column(columns, *number));
  }
  while (hopeless(columns, available) > 0 && least(columns, elastic) != columns.end()) {
    columns.erase(least(columns, elastic));
  }
  // A column left out may have given more room than was missing.
  Column& cut = *find_column(columns, elastic);
  cut.width = std::min(wanted, std::max(cut.width, cut.width - excess()));
  shrink(cut.width, excess(), kNarrowest);
  while (excess() > 0) {
    const auto widest =
        std::max_element(columns.begin() + 1, columns.end(),
                         [](const Column& a, const Column& b) { return a.width < b.width; });
    if (widest == columns.end() || widest->width <= kNarrowest) {
      break;
    }
    --widest->width;
  }
  return columns;
}

void print_columns(const std::vector<Cell>& cells, const std::vector<Column>& columns,
                   Output& out) {
  for (const Column& column : columns) {
    const Cell& cell = cells[column.number];
    const std::string text = truncated(printable_line(cell.text), column.width);
    out.text(cell.style, text);
    if (&column != &columns.back()) {
      const int padding = column.width - display_width(text) + kGap;
      out.text(std::string(static_cast<std::size_t>(padding), ' '));
    }
  }
  out.line();
}

void print_tabbed(const std::vector<Cell>& cells, Output& out) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += (i == 0 ? "" : "\t") + printable_line(cells[i].text);
  }
  out.raw(line + '\n');  // all of it is printable by now
}

}  // namespace

Table::Table(std::vector<std::string> headings, std::size_t elastic)
    : headings_(std::move(headings)), elastic_(elastic) {}

void Table::spare(std::size_t column) {
  spare_.push_back(column);
}

void Table::row(std::vector<Cell> cells) {
  cells.resize(headings_.size());
  rows_.push_back(std::move(cells));
}

void Table::print(Output& out) const {
  if (!out.terminal()) {
    for (const std::vector<Cell>& cells : rows_) {
      print_tabbed(cells, out);
    }
    return;
  }
  if (rows_.empty()) {
    return;
  }
  std::vector<Cell> headings;
  std::vector<Column> columns;
  for (std::size_t i = 0; i < headings_.size(); ++i) {
    headings.push_back({headings_[i], Style::bold});
    columns.push_back({i, display_width(headings_[i])});
    for (const std::vector<Cell>& cells : rows_) {
      columns[i].width = std::max(columns[i].width, display_width(printable_line(cells[i].text)));
    }
  }
  columns = fitted(std::move(columns), elastic_, spare_, out.width());
  print_columns(headings, columns, out);
  for (const std::vector<Cell>& cells : rows_) {
    print_columns(cells, columns, out);
  }
}

void print_field(Output& out, std::string_view name, std::string_view value) {
  if (!value.empty()) {
    out.text(Style::dim, fmt::format("{:<11}", name));
    out.line(printable_line(value));
  }
}

}  // namespace tkt
