// SPDX-License-Identifier: MIT
#include "cmd/report_text.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

namespace tkt {
namespace {

std::string number(std::size_t value) {
  return std::to_string(value);
}

/// "97.3"; empty for no share at all.
std::string percent_text(std::optional<int> permille) {
  return permille ? fmt::format("{}.{}", *permille / 10, *permille % 10) : "";
}

std::optional<int> permille_of(std::size_t part, std::size_t whole) {
  return whole == 0 ? std::nullopt
                    : std::optional(static_cast<int>((2000 * part + whole) / (2 * whole)));
}

/// In whole minutes from the first minute on.
std::string length_text(Seconds length) {
  return format_duration(
      length < std::chrono::minutes(1) ? length : std::chrono::floor<std::chrono::minutes>(length));
}

/// A table whose first column is text and whose others are figures; a line may end in a bar.
class Grid {
 public:
  explicit Grid(std::vector<std::string> headings) { rows_.push_back({std::move(headings), ""}); }

  void row(std::vector<std::string> cells, std::string bar = "") {
    rows_.push_back({std::move(cells), std::move(bar)});
  }

  void print(Output& out) const {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const auto& [cells, bar] = rows_[i];
      std::string line = padded(cells[0], width(0), false);
      for (std::size_t column = 1; column < cells.size(); ++column) {
        line += "  " + padded(cells[column], width(column), true);
      }
      if (out.terminal() && !bar.empty()) {
        line += "  " + bar;
      }
      line.erase(line.find_last_not_of(' ') + 1);
      out.line(i == 0 ? Style::dim : Style::plain, line);
    }
  }

 private:
  [[nodiscard]] int width(std::size_t column) const {
    int widest = 0;
    for (const auto& row : rows_) {
      widest = std::max(widest, display_width(printable_line(row.cells[column])));
    }
    return widest;
  }

  static std::string padded(const std::string& text, int width, bool right) {
    const std::string shown = printable_line(text);
    const std::string space(static_cast<std::size_t>(width - display_width(shown)), ' ');
    return right ? space + shown : shown + space;
  }

  struct Row {
    std::vector<std::string> cells;
    std::string bar;
  };
  std::vector<Row> rows_;
};

std::size_t all_of(const PromiseCount& count) {
  return count.judged() + count.running.size() + count.ended.size();
}

std::vector<std::string> with_name(const ReportGroup& group, std::vector<std::string> cells) {
  cells.insert(cells.begin(), group.name);
  return cells;
}

std::vector<std::string> spread_cells(const Spread& spread) {
  return {length_text(spread.median), length_text(spread.p90), length_text(spread.mean)};
}

class TextReport {
 public:
  TextReport(Output& out, const Report& report) : out_(out) {
    groups_.push_back(&report.total);
    for (const ReportGroup& group : report.groups) {
      groups_.push_back(&group);
    }
  }

  void promises(Target target) {
    if (target == Target::resolve &&
        all_of(groups_[0]->promises[static_cast<std::size_t>(target)]) == 0) {
      return;
    }
    heading(target == Target::respond ? "Promised responses" : "Promised solutions");
    Grid grid({"", "kept", "missed", "withdrawn", "running", "ended", "%", "n"});
    for (const ReportGroup* group : groups_) {
      const PromiseCount& c = group->promises[static_cast<std::size_t>(target)];
      grid.row(with_name(*group,
                         {number(c.kept.size()), number(c.missed.size()),
                          number(c.withdrawn.size()), number(c.running.size()),
                          number(c.ended.size()), percent_text(c.permille()), number(c.judged())}),
               c.judged() == 0 ? "" : bar_text(c.kept.size(), c.judged()));
    }
    grid.print(out_);
  }

  void lengths(const std::string& title, const Lengths ReportGroup::*which) {
    heading(title);
    Grid grid({"", "n", "median", "p90", "mean", "wall median", "wall p90", "wall mean"});
    for (const ReportGroup* group : groups_) {
      const Lengths& lengths = group->*which;
      std::vector<std::string> cells = {number(lengths.tickets.size())};
      for (const Spread* spread : {&lengths.working, &lengths.wall}) {
        const auto more =
            lengths.tickets.empty() ? std::vector<std::string>(3) : spread_cells(*spread);
        cells.insert(cells.end(), more.begin(), more.end());
      }
      grid.row(with_name(*group, std::move(cells)));
    }
    grid.print(out_);
  }

  void open() {
    heading("Open tickets by age");
    std::size_t most = 0;
    for (const auto& tickets : groups_[0]->open) {
      most = std::max(most, tickets.size());
    }
    std::vector<std::string> headings = {""};
    for (const ReportGroup* group : groups_) {
      headings.push_back(group->name);
    }
    Grid grid(std::move(headings));
    for (std::size_t age = 0; age < kAgeGroups; ++age) {
      std::vector<std::string> cells = {std::string(age_name(age))};
      for (const ReportGroup* group : groups_) {
        cells.push_back(number(group->open[age].size()));
      }
      grid.row(std::move(cells), most == 0 ? "" : bar_text(groups_[0]->open[age].size(), most));
    }
    grid.print(out_);
  }

  void rest() {
    heading("Reopened, and hours worked");
    Grid grid({"", "resolved", "reopened", "%", "tickets worked", "hours", "billable"});
    for (const ReportGroup* group : groups_) {
      grid.row(with_name(
          *group,
          {number(group->resolved.size()), number(group->reopened.size()),
           percent_text(permille_of(group->reopened.size(), group->resolved.size())),
           number(group->worked.size()), format_duration(std::chrono::minutes(group->minutes)),
           format_duration(std::chrono::minutes(group->billable_minutes))}));
    }
    grid.print(out_);
  }

  void tickets() {
    heading("Tickets");
    for (const ReportGroup* group : groups_) {
      for (const Figure& figure : figures_of(*group)) {
        std::string ids;
        for (const TicketId& id : *figure.tickets) {
          ids += " " + id;
        }
        if (!ids.empty()) {
          out_.line(group->name + " " + figure.name + ":" + ids);
        }
      }
    }
  }

 private:
  void heading(const std::string& text) {
    out_.line();
    out_.line(Style::bold, text);
  }

  Output& out_;
  std::vector<const ReportGroup*> groups_;
};

}  // namespace

std::string bar_text(std::size_t part, std::size_t whole) {
  constexpr std::array<const char*, 8> kEighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  constexpr std::size_t kCells = 10;
  const std::size_t eighths = whole == 0 ? 0 : (8 * kCells * part + whole / 2) / whole;
  std::string bar;
  for (std::size_t cell = 0; cell < eighths / 8; ++cell) {
    bar += "█";
  }
  return bar + kEighths[eighths % 8];
}

void print_report_text(Output& out, const Report& report, const std::string& title, bool tickets) {
  out.line(Style::bold, title);
  TextReport text(out, report);
  text.promises(Target::respond);
  text.promises(Target::resolve);
  text.lengths("First response, in working time and by the clock on the wall",
               &ReportGroup::response);
  text.lengths("Resolution, in working time and by the clock on the wall", &ReportGroup::solution);
  text.open();
  text.rest();
  if (tickets) {
    text.tickets();
  }
}

}  // namespace tkt
