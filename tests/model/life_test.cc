// SPDX-License-Identifier: MIT
#include "model/life.h"

#include <map>
#include <sstream>

#include <catch2/catch.hpp>

#include "model/error.h"

namespace tkt {
namespace {

// Rows are the steps, columns the statuses a ticket is in before them. `.` is refused, `=` leaves
// the status, `back` is what it was before the waiting, `again` is assigned or open.
constexpr const char* kTable = R"(
          open        assigned    in-progress waiting     resolved invoiced cancelled
assign    assigned    =           =           =           .        .        .
respond   in-progress in-progress =           in-progress .        .        .
remote    in-progress in-progress =           in-progress .        .        .
work      in-progress in-progress =           =           =        =        .
note      =           =           =           =           =        =        =
set       =           =           =           =           =        =        =
wait      waiting     waiting     waiting     .           .        .        .
resume    .           .           .           back        .        .        .
escalate  =           =           =           =           .        .        .
resolve   resolved    resolved    resolved    resolved    .        .        .
reopen    .           .           .           .           again    again    again
cancel    cancelled   cancelled   cancelled   cancelled   .        .        .
invoice   .           .           .           .           invoiced =        .
credit    .           .           .           .           .        resolved .
)";

struct TableCell {
  Step step;
  Status before;
  std::string after;
};

std::vector<TableCell> table() {
  std::istringstream lines(kTable);
  std::vector<Status> columns;
  std::vector<TableCell> cells;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string word;
    if (columns.empty()) {
      while (words >> word) {
        columns.push_back(parse_status(word).value());
      }
      continue;
    }
    words >> word;
    const Step step = parse_step(word).value();
    for (const Status before : columns) {
      words >> word;
      cells.push_back({step, before, word});
    }
  }
  return cells;
}

Event event(std::string did, std::vector<std::pair<std::string, std::string>> details = {}) {
  return {"0000000000", Instant{}, std::nullopt, "letla", std::move(did), std::move(details)};
}

Ticket ticket_in(Status status, std::string assigned, Status was = Status::open) {
  Ticket ticket;
  ticket.id = "ITW-4F7K24";
  ticket.status = status;
  ticket.assigned = std::move(assigned);
  if (status == Status::waiting) {
    ticket.events.push_back(event("wait", {{"was", std::string(to_string(was))}}));
  }
  return ticket;
}

/// The word of a cell, spelled out for a ticket with or without an assignee.
Status expected(const TableCell& cell, bool has_assignee) {
  if (cell.after == "=") {
    return cell.before;
  }
  if (cell.after == "again" || cell.after == "back") {
    return has_assignee ? Status::assigned : Status::open;
  }
  return parse_status(cell.after).value();
}

TEST_CASE("every cell of the table of steps and statuses") {
  const std::vector<TableCell> cells = table();
  REQUIRE(cells.size() == kStepCount * kStatusCount);
  for (const TableCell& cell : cells) {
    for (const bool has_assignee : {false, true}) {
      INFO(to_string(cell.step) << " on " << to_string(cell.before) << " is " << cell.after);
      const Ticket ticket = ticket_in(cell.before, has_assignee ? "letla" : "",
                                      has_assignee ? Status::assigned : Status::open);
      CHECK(is_possible(cell.step, cell.before) == (cell.after != "."));
      if (cell.after == ".") {
        CHECK_THROWS_AS(status_after(cell.step, ticket), Error);
      } else {
        CHECK(status_after(cell.step, ticket) == expected(cell, has_assignee));
      }
    }
  }
}

TEST_CASE("steps are spelled as the commands") {
  for (int i = 0; i < kStepCount; ++i) {
    const auto step = static_cast<Step>(i);
    CHECK(parse_step(to_string(step)) == step);
  }
  CHECK_FALSE(parse_step("open"));
  CHECK_FALSE(parse_step("Assign"));
  CHECK_FALSE(parse_step(""));
}

TEST_CASE("possible steps are the row's cells without a dot") {
  CHECK(possible_steps(Status::cancelled) ==
        std::vector<Step>{Step::note, Step::set, Step::reopen});
  CHECK(possible_steps(Status::invoiced) == std::vector<Step>{Step::work, Step::note, Step::set,
                                                              Step::reopen, Step::invoice,
                                                              Step::credit});
  for (int i = 0; i < kStatusCount; ++i) {
    const auto status = static_cast<Status>(i);
    for (const Step step : possible_steps(status)) {
      CHECK(is_possible(step, status));
    }
  }
}

TEST_CASE("resume goes back to what it was before the waiting") {
  CHECK(status_after(Step::resume, ticket_in(Status::waiting, "letla", Status::in_progress)) ==
        Status::in_progress);
  CHECK(status_after(Step::resume, ticket_in(Status::waiting, "", Status::in_progress)) ==
        Status::in_progress);
  CHECK(status_after(Step::resume, ticket_in(Status::waiting, "letla", Status::assigned)) ==
        Status::assigned);
  CHECK(status_after(Step::resume, ticket_in(Status::waiting, "", Status::open)) == Status::open);
}

TEST_CASE("resume follows an assignment made during the waiting") {
  CHECK(status_after(Step::resume, ticket_in(Status::waiting, "letla", Status::open)) ==
        Status::assigned);
  CHECK(status_after(Step::resume, ticket_in(Status::waiting, "", Status::assigned)) ==
        Status::open);
}

TEST_CASE("resume looks at the last waiting, and bears a hand-made one") {
  Ticket ticket = ticket_in(Status::waiting, "letla", Status::in_progress);
  ticket.events.push_back(event("resume"));
  ticket.events.push_back(event("wait", {{"was", "assigned"}}));
  CHECK(status_after(Step::resume, ticket) == Status::assigned);
  ticket.events = {event("wait", {{"was", "rubbish"}})};
  CHECK(status_after(Step::resume, ticket) == Status::assigned);
  ticket.events = {};
  CHECK(status_after(Step::resume, ticket) == Status::assigned);
}

TEST_CASE("a refusal names the ticket, its status, and what is possible") {
  try {
    (void)status_after(Step::respond, ticket_in(Status::cancelled, ""));
    FAIL("not refused");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::refused);
    CHECK(error.what() == std::string("cannot respond to 'ITW-4F7K24': it is cancelled"));
    CHECK(error.hint() == "possible now: note, set, reopen");
  }
}

TEST_CASE("a step moves the status and writes an event") {
  const Instant now{std::chrono::hours(100)};
  const Ticket before = ticket_in(Status::assigned, "letla");
  const Ticket after = take_step(before, Step::respond, {"A31F6ZJ5C2", "letla", now, now},
                                 {{"note", "Called Neo"}, {"reason", ""}});
  CHECK(after.status == Status::in_progress);
  REQUIRE(after.events.size() == 1);
  CHECK(after.events[0] ==
        Event{"A31F6ZJ5C2", now, std::nullopt, "letla", "respond", {{"note", "Called Neo"}}});
  CHECK(before.events.empty());
}

TEST_CASE("what is noted down later says when") {
  const Instant at{std::chrono::hours(100)};
  const Instant now = at + Seconds(1);
  const Ticket after = take_step(ticket_in(Status::open, ""), Step::note, {"X", "letla", at, now},
                                 {{"note", "Called"}});
  CHECK(after.events.back().at == at);
  CHECK(after.events.back().noted == now);
}

TEST_CASE("waiting remembers the status for resume") {
  for (const Status was : {Status::open, Status::assigned, Status::in_progress}) {
    const std::string assignee = was == Status::open ? "" : "letla";
    Ticket ticket = take_step(ticket_in(was, assignee), Step::wait, {"X", "letla", {}, {}},
                              {{"note", "for a key"}});
    CHECK(ticket.status == Status::waiting);
    CHECK(ticket.events.back().details ==
          std::vector<std::pair<std::string, std::string>>{{"note", "for a key"},
                                                           {"was", std::string(to_string(was))}});
    const Ticket told = take_step(ticket_in(was, assignee), Step::wait, {"X", "letla", {}, {}},
                                  {{"was", std::string(to_string(was))}, {"note", "for a key"}});
    CHECK(told.events.back().details.size() == 2);
    ticket = take_step(std::move(ticket), Step::resume, {"Y", "letla", {}, {}}, {});
    CHECK(ticket.status == was);
  }
}

TEST_CASE("a refused step changes nothing") {
  const Ticket ticket = ticket_in(Status::resolved, "letla");
  CHECK_THROWS_AS(take_step(ticket, Step::wait, {"X", "letla", {}, {}}, {}), Error);
}

std::optional<Status> replayed(std::vector<Event> events) {
  Ticket ticket;
  ticket.events = std::move(events);
  return replayed_status(ticket);
}

TEST_CASE("the events alone lead to the status") {
  CHECK(replayed({}) == Status::open);
  CHECK(replayed({event("open")}) == Status::open);
  CHECK(replayed({event("open"), event("assign", {{"to", "letla"}})}) == Status::assigned);
  CHECK(replayed({event("open"), event("work"), event("resolve"), event("invoice"),
                  event("credit")}) == Status::resolved);
  CHECK(replayed({event("open"), event("resolve"), event("reopen")}) == Status::open);
  CHECK(replayed({event("open"), event("assign", {{"to", "letla"}}), event("resolve"),
                  event("reopen")}) == Status::assigned);
  CHECK(replayed({event("open"), event("set", {{"field", "assigned"}, {"new", "letla"}}),
                  event("cancel"), event("reopen")}) == Status::assigned);
}

TEST_CASE("events of the check and of remarks do not move") {
  const std::vector<Event> events = {event("open"),      event("breach"),
                                     event("withdrawn"), event("note"),
                                     event("respond"),   event("escalate"),
                                     event("breach"),    event("set", {{"field", "priority"}}),
                                     event("frobnicate")};
  CHECK(replayed(events) == Status::in_progress);
}

TEST_CASE("replay goes back after waiting, whatever happened meanwhile") {
  CHECK(replayed({event("respond"), event("wait"), event("note"), event("resume")}) ==
        Status::in_progress);
  CHECK(replayed({event("wait"), event("assign", {{"to", "letla"}}), event("resume")}) ==
        Status::assigned);
  CHECK(replayed({event("wait"), event("respond")}) == Status::in_progress);
}

TEST_CASE("an edit, a merge of the status and a set status leave it unknown") {
  CHECK_FALSE(replayed({event("open"), event("edit")}));
  CHECK_FALSE(replayed({event("open"), event("merge", {{"field", "status"}})}));
  CHECK(replayed({event("open"), event("merge", {{"field", "priority"}})}) == Status::open);
  CHECK_FALSE(replayed({event("open"), event("set", {{"field", "status"}, {"new", "open"}})}));
}

TEST_CASE("what two clones did at once: a refused step moves nothing, an invoice always does") {
  CHECK(replayed({event("resolve"), event("assign", {{"to", "letla"}})}) == Status::resolved);
  CHECK(replayed({event("wait"), event("wait"), event("resume")}) == Status::open);
  CHECK(replayed({event("resolve"), event("reopen"), event("invoice")}) == Status::invoiced);
  CHECK(replayed({event("cancel"), event("invoice")}) == Status::invoiced);
  CHECK(replayed({event("resolve"), event("invoice"), event("cancel")}) == Status::invoiced);
}

TEST_CASE("every walk by possible steps is replayed to where it led") {
  unsigned long long seed = 1;
  for (int walk = 0; walk < 200; ++walk) {
    Ticket ticket = ticket_in(Status::open, "");
    for (int length = 0; length < 30; ++length) {
      seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
      const std::vector<Step> steps = possible_steps(ticket.status);
      const Step step = steps[(seed >> 33U) % steps.size()];
      std::vector<std::pair<std::string, std::string>> details;
      if (step == Step::assign) {
        ticket.assigned = "letla";
        details = {{"to", "letla"}};
      }
      ticket = take_step(std::move(ticket), step, {"X", "letla", {}, {}}, details);
      REQUIRE(replayed_status(ticket) == ticket.status);
    }
  }
}

}  // namespace
}  // namespace tkt
