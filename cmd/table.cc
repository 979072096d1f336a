// SPDX-License-Identifier: MIT
#include "cmd/table.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace tkt {
namespace {

constexpr int kGap = 2;        // columns between columns
constexpr int kNarrowest = 8;  // a column is not cut below this width

int total(const std::vector<int>& widths) {
  const int gaps = kGap * (static_cast<int>(widths.size()) - 1);
  return std::accumulate(widths.begin(), widths.end(), gaps);
}

void shrink(int& width, int excess) {
  width = std::max(width - excess, std::min(width, kNarrowest));
}

/// Cuts the elastic column first, then the widest of the others, but never the first one: an ID
/// that is cut is none.
std::vector<int> fitted(std::vector<int> widths, std::size_t elastic, int available) {
  shrink(widths[elastic], std::max(total(widths) - available, 0));
  while (total(widths) > available) {
    const auto widest = std::max_element(widths.begin() + 1, widths.end());
    if (widest == widths.end() || *widest <= kNarrowest) {
      break;
    }
    --*widest;
  }
  return widths;
}

void print_columns(const std::vector<Cell>& cells, const std::vector<int>& widths, Output& out) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string text = truncated(printable_line(cells[i].text), widths[i]);
    out.text(cells[i].style, text);
    if (i + 1 < cells.size()) {
      const int padding = widths[i] - display_width(text) + kGap;
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
  out.line(line);
}

}  // namespace

Table::Table(std::vector<std::string> headings, std::size_t elastic)
    : headings_(std::move(headings)), elastic_(elastic) {}

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
  std::vector<int> widths;
  for (std::size_t i = 0; i < headings_.size(); ++i) {
    headings.push_back({headings_[i], Style::bold});
    widths.push_back(display_width(headings_[i]));
    for (const std::vector<Cell>& cells : rows_) {
      widths[i] = std::max(widths[i], display_width(printable_line(cells[i].text)));
    }
  }
  widths = fitted(std::move(widths), elastic_, out.width());
  print_columns(headings, widths, out);
  for (const std::vector<Cell>& cells : rows_) {
    print_columns(cells, widths, out);
  }
}

}  // namespace tkt
