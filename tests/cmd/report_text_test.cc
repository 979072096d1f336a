// SPDX-License-Identifier: MIT
#include "cmd/report_text.h"

#include <sstream>

#include <catch2/catch.hpp>

namespace tkt {
namespace {

Report sample() {
  Report report;
  report.total.name = "all";
  report.total.promises[0].kept = {"ITW-4F7K24", "ITW-123458", "ITW-9QX0MK"};
  report.total.promises[0].missed = {"ITW-ZZZZZ5"};
  report.total.open[1] = {"ITW-ZZZZZ5"};
  ReportGroup group = report.total;
  group.name = "na\x1b[31mughty";
  report.query.by = Grouping::client;
  report.groups.push_back(group);
  return report;
}

std::string text_of(bool terminal, bool tickets) {
  std::ostringstream stream;
  Output out(stream, terminal, 100, false);
  print_report_text(out, sample(), "ITWorx", tickets);
  return stream.str();
}

TEST_CASE("a bar is as long as its share, in eighths of a cell") {
  CHECK(bar_text(0, 4) == "");
  CHECK(bar_text(4, 4) == "██████████");
  CHECK(bar_text(1, 2) == "█████");
  CHECK(bar_text(3, 4) == "███████▌");
  CHECK(bar_text(1, 80) == "▏");
  CHECK(bar_text(1, 0) == "");
}

TEST_CASE("a report has bars on a terminal, and none in a pipe") {
  CHECK(text_of(true, false).find("75.0  4  ███████▌\n") != std::string::npos);
  const std::string piped = text_of(false, false);
  CHECK(piped.find("75.0  4\n") != std::string::npos);
  CHECK(piped.find("█") == std::string::npos);
  // A desk without promised solutions has no table of them.
  CHECK(piped.find("Promised solutions") == std::string::npos);
}

TEST_CASE("a report names its tickets when asked, and commands no terminal") {
  const std::string text = text_of(true, true);
  CHECK(text.find("all respond_kept: ITW-4F7K24 ITW-123458 ITW-9QX0MK\n") != std::string::npos);
  CHECK(text.find("open_under_3_days: ITW-ZZZZZ5\n") != std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text_of(true, false).find("ITW-ZZZZZ5") == std::string::npos);
}

TEST_CASE("every figure of a group has a name of its own") {
  const Report report = sample();
  std::string names;
  for (const Figure& figure : figures_of(report.total)) {
    CHECK(names.find(" " + figure.name + " ") == std::string::npos);
    names += " " + figure.name + " ";
  }
  CHECK(names.find(" resolve_withdrawn ") != std::string::npos);
  CHECK(names.find(" open_4_weeks_and_more ") != std::string::npos);
}

}  // namespace
}  // namespace tkt
