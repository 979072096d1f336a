// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "cmd/csv.h"
#include "cmd/json.h"
#include "cmd/report_text.h"

namespace tkt {
namespace {

std::string count_cell(std::size_t value) {
  return std::to_string(value);
}

/// "97.3"; empty for no share at all.
std::string percent_cell(std::optional<int> permille) {
  return permille ? fmt::format("{}.{}", *permille / 10, *permille % 10) : "";
}

Json json_of(const Spread& spread) {
  return {{"median", spread.median.count()},
          {"p90", spread.p90.count()},
          {"mean", spread.mean.count()}};
}

Json json_of(const Lengths& lengths) {
  const bool none = lengths.tickets.empty();
  return {{"n", lengths.tickets.size()},
          {"working_seconds", none ? Json() : json_of(lengths.working)},
          {"wall_seconds", none ? Json() : json_of(lengths.wall)}};
}

Json percent_json(std::optional<int> permille) {
  return permille ? Json(*permille / 10.0) : Json();
}

Json json_of(const PromiseCount& count) {
  return {{"kept", count.kept.size()},
          {"missed", count.missed.size()},
          {"withdrawn", count.withdrawn.size()},
          {"running", count.running.size()},
          {"ended", count.ended.size()},
          {"percent", percent_json(count.permille())},
          {"n", count.judged()}};
}

Json json_of(const ReportGroup& group, bool tickets) {
  Json json = {{"name", group.name},
               {"respond", json_of(group.promises[0])},
               {"resolve", json_of(group.promises[1])},
               {"response", json_of(group.response)},
               {"resolution", json_of(group.solution)}};
  Json open = Json::array();
  for (std::size_t age = 0; age < kAgeGroups; ++age) {
    open.push_back({{"age", age_name(age)}, {"count", group.open[age].size()}});
  }
  json["open"] = std::move(open);
  json["resolved"] = group.resolved.size();
  json["reopened"] = group.reopened.size();
  json["worked"] = {{"tickets", group.worked.size()},
                    {"minutes", group.minutes},
                    {"billable_minutes", group.billable_minutes}};
  if (tickets) {
    Json named = Json::object();
    for (const Figure& figure : figures_of(group)) {
      named[figure.name] = *figure.tickets;
    }
    json["tickets"] = std::move(named);
  }
  return json;
}

void add_promise_columns(std::vector<std::string>& cells, const PromiseCount& c) {
  for (const auto* tickets : {&c.kept, &c.missed, &c.withdrawn, &c.running, &c.ended}) {
    cells.push_back(count_cell(tickets->size()));
  }
  cells.push_back(percent_cell(c.permille()));
  cells.push_back(count_cell(c.judged()));
}

void add_length_columns(std::vector<std::string>& cells, const Lengths& lengths) {
  cells.push_back(count_cell(lengths.tickets.size()));
  for (const Spread* spread : {&lengths.working, &lengths.wall}) {
    for (const Seconds length : {spread->median, spread->p90, spread->mean}) {
      cells.push_back(lengths.tickets.empty() ? "" : std::to_string(length.count()));
    }
  }
}

std::vector<std::string> csv_headings() {
  std::vector<std::string> headings = {"group"};
  for (const char* target : {"respond", "resolve"}) {
    for (const char* what : {"kept", "missed", "withdrawn", "running", "ended", "percent", "n"}) {
      headings.push_back(fmt::format("{}_{}", target, what));
    }
  }
  for (const char* what : {"response", "resolution"}) {
    headings.push_back(fmt::format("{}_n", what));
    for (const char* time : {"working", "wall"}) {
      for (const char* figure : {"median", "p90", "mean"}) {
        headings.push_back(fmt::format("{}_{}_{}_seconds", what, time, figure));
      }
    }
  }
  for (std::size_t age = 0; age < kAgeGroups; ++age) {
    headings.push_back(figures_of({})[12 + age].name);
  }
  for (const char* what : {"resolved", "reopened", "worked", "minutes", "billable_minutes"}) {
    headings.emplace_back(what);
  }
  return headings;
}

void print_csv_line(Output& out, const ReportGroup& group) {
  std::vector<std::string> cells = {group.name};
  add_promise_columns(cells, group.promises[0]);
  add_promise_columns(cells, group.promises[1]);
  add_length_columns(cells, group.response);
  add_length_columns(cells, group.solution);
  for (const auto& tickets : group.open) {
    cells.push_back(count_cell(tickets.size()));
  }
  for (const auto* tickets : {&group.resolved, &group.reopened, &group.worked}) {
    cells.push_back(count_cell(tickets->size()));
  }
  cells.push_back(std::to_string(group.minutes));
  cells.push_back(std::to_string(group.billable_minutes));
  out.raw(csv_line(cells));
}

void print_csv_tickets(Output& out, const ReportGroup& group) {
  for (const Figure& figure : figures_of(group)) {
    for (const TicketId& id : *figure.tickets) {
      out.raw(csv_line({group.name, figure.name, id}));
    }
  }
}

}  // namespace

std::vector<Figure> figures_of(const ReportGroup& group) {
  std::vector<Figure> figures;
  for (const Target target : {Target::respond, Target::resolve}) {
    const PromiseCount& c = group.promises[static_cast<std::size_t>(target)];
    const std::string lead = std::string(to_string(target)) + "_";
    figures.push_back({lead + "kept", &c.kept});
    figures.push_back({lead + "missed", &c.missed});
    figures.push_back({lead + "withdrawn", &c.withdrawn});
    figures.push_back({lead + "running", &c.running});
    figures.push_back({lead + "ended", &c.ended});
  }
  figures.push_back({"response", &group.response.tickets});
  figures.push_back({"resolution", &group.solution.tickets});
  for (std::size_t age = 0; age < kAgeGroups; ++age) {
    std::string name = "open_" + std::string(age_name(age));
    std::replace(name.begin(), name.end(), ' ', '_');
    figures.push_back({std::move(name), &group.open[age]});
  }
  figures.push_back({"resolved", &group.resolved});
  figures.push_back({"reopened", &group.reopened});
  figures.push_back({"worked", &group.worked});
  return figures;
}

void print_report_csv(Output& out, const Report& report, bool tickets) {
  out.raw(
      csv_line(tickets ? std::vector<std::string>{"group", "figure", "ticket"} : csv_headings()));
  const auto print = tickets ? print_csv_tickets : print_csv_line;
  print(out, report.total);
  for (const ReportGroup& group : report.groups) {
    print(out, group);
  }
}

void print_report_json(Output& out, const Report& report, const Zone& zone, bool tickets) {
  Json groups = Json::array();
  for (const ReportGroup& group : report.groups) {
    groups.push_back(json_of(group, tickets));
  }
  const bool grouped = report.query.by != Grouping::none;
  out.raw(dump({{"from", format_instant(report.query.from, zone)},
                {"to", format_instant(report.query.to, zone)},
                {"as_of", format_instant(report.now, zone)},
                {"by", grouped ? Json(to_string(report.query.by)) : Json()},
                {"total", json_of(report.total, tickets)},
                {"groups", std::move(groups)}}));
}

}  // namespace tkt
