// SPDX-License-Identifier: MIT
//
// A solution's clock, and the waiting that pauses it.
#include <random>
#include <string>
#include <vector>

#include "model/meter.h"
#include "model/query.h"
#include "tests/model/sla_fixtures.h"

namespace tkt {
namespace {

using namespace std::chrono_literals;

struct Pause {
  const char* from;
  const char* to;
};

/// Opened then, critical (a solution within 4 h), and waiting in these stretches.
Ticket waited(const char* opening, const std::vector<Pause>& pauses,
              const std::string& end = "resume") {
  Ticket ticket = opened(opening, "critical", solving_desk());
  for (const Pause& pause : pauses) {
    ticket.events.push_back(happened("wait", pause.from));
    ticket.events.push_back(happened(end, pause.to));
  }
  return ticket;
}

std::string due(const Ticket& ticket) {
  return in_gaborone(compute_due(ticket, ticket.sla.at(1), solving_desk()));
}

TEST_CASE("a solution has a clock of its own beside the response's") {
  const Ticket ticket = opened("2026-11-23 08:00", "critical", solving_desk());
  REQUIRE(ticket.sla.size() == 2);
  CHECK(ticket.sla[0].target == Target::respond);
  CHECK(in_gaborone(ticket.sla[0].due) == "2026-11-23 09:00");
  CHECK(ticket.sla[1].target == Target::resolve);
  CHECK(in_gaborone(ticket.sla[1].due) == "2026-11-23 12:00");
  CHECK(ticket.sla[1].allowed == 4h);
  // The one due first speaks, until it is met.
  CHECK(leading_clock(ticket) == &ticket.sla[0]);
  const Ticket answered = meet(ticket, Target::respond, gaborone("2026-11-23 08:30"));
  CHECK(leading_clock(answered) == &answered.sla[1]);
  const Ticket solved = meet(answered, Target::resolve, gaborone("2026-11-23 11:00"));
  CHECK(leading_clock(solved) == &solved.sla[1]);
  CHECK(ticket_state(solved, solving_desk(), gaborone("2026-11-23 18:00")) == SlaState::met);
}

TEST_CASE("the essay's worked example") {
  CHECK(due(waited("2026-11-20 15:00", {})) == "2026-11-23 10:00");
  CHECK(due(waited("2026-11-20 15:00", {{"2026-11-20 16:00", "2026-11-23 09:30"}})) ==
        "2026-11-23 12:30");
}

TEST_CASE("only working time inside a pause extends the promise") {
  struct Row {
    const char* what;
    std::vector<Pause> pauses;
    const char* due;
  };
  const Row rows[] = {
      {"none", {}, "2026-11-23 12:00"},
      {"an hour", {{"2026-11-23 09:00", "2026-11-23 10:00"}}, "2026-11-23 13:00"},
      {"seconds", {{"2026-11-23 09:00:10", "2026-11-23 09:00:53"}}, "2026-11-23 12:00:43"},
      {"no time", {{"2026-11-23 09:00", "2026-11-23 09:00"}}, "2026-11-23 12:00"},
      {"a night", {{"2026-11-23 11:00", "2026-11-24 09:00"}}, "2026-11-24 10:00"},
      {"before the start", {{"2026-11-22 09:00", "2026-11-23 07:30"}}, "2026-11-23 12:00"},
      {"over the start", {{"2026-11-23 06:00", "2026-11-23 08:30"}}, "2026-11-23 12:30"},
      {"after due", {{"2026-11-23 12:30", "2026-11-23 13:30"}}, "2026-11-23 12:00"},
      {"from due on", {{"2026-11-23 12:00", "2026-11-23 13:30"}}, "2026-11-23 12:00"},
      {"over due", {{"2026-11-23 11:59", "2026-11-23 13:59"}}, "2026-11-23 14:00"},
      {"two",
       {{"2026-11-23 09:00", "2026-11-23 10:00"}, {"2026-11-23 11:00", "2026-11-23 11:30"}},
       "2026-11-23 13:30"},
      {"two, the second only because of the first",
       {{"2026-11-23 09:00", "2026-11-23 10:00"}, {"2026-11-23 12:30", "2026-11-23 13:00"}},
       "2026-11-23 13:30"},
      {"two that touch",
       {{"2026-11-23 09:00", "2026-11-23 10:00"}, {"2026-11-23 10:00", "2026-11-23 11:00"}},
       "2026-11-23 14:00"},
      {"two that overlap",
       {{"2026-11-23 09:00", "2026-11-23 11:00"}, {"2026-11-23 10:00", "2026-11-23 12:00"}},
       "2026-11-23 15:00"},
      {"one inside the other",
       {{"2026-11-23 09:00", "2026-11-23 12:00"}, {"2026-11-23 10:00", "2026-11-23 11:00"}},
       "2026-11-23 15:00"},
      {"noted out of order",
       {{"2026-11-23 11:00", "2026-11-23 11:30"}, {"2026-11-23 09:00", "2026-11-23 10:00"}},
       "2026-11-23 13:30"},
      {"ended before it began", {{"2026-11-23 10:00", "2026-11-23 09:00"}}, "2026-11-23 12:00"},
      {"up to closing: due is the closing instant",
       {{"2026-11-23 08:00", "2026-11-23 13:00"}},
       "2026-11-23 17:00"},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    CHECK(due(waited("2026-11-23 08:00", row.pauses)) == row.due);
  }
}

TEST_CASE("the waiting ends with what the table of tkt(1) says") {
  const std::vector<Pause> hour = {{"2026-11-23 09:00", "2026-11-23 10:00"}};
  for (const char* end : {"resume", "respond", "remote", "resolve", "cancel", "reopen"}) {
    INFO(end);
    const Waiting waiting = waiting_of(waited("2026-11-23 08:00", hour, end));
    CHECK(waiting.over.size() == 1);
    CHECK_FALSE(waiting.since);
  }
  for (const char* other : {"work", "assign", "note", "escalate", "set", "breach", "invoice"}) {
    INFO(other);
    Ticket ticket = waited("2026-11-23 08:00", hour, other);
    ticket.status = Status::waiting;
    const Waiting waiting = waiting_of(ticket);
    CHECK(waiting.over.empty());
    CHECK(waiting.since == gaborone("2026-11-23 09:00"));
  }
}

TEST_CASE("a status that was set or merged begins and ends the waiting") {
  Ticket ticket = opened("2026-11-23 08:00", "critical", solving_desk());
  ticket.events.push_back(happened("set", "2026-11-23 09:00",
                                   {{"field", "status"}, {"old", "open"}, {"new", "waiting"}}));
  ticket.events.push_back(happened("merge", "2026-11-23 10:00",
                                   {{"field", "status"}, {"kept", "open"}, {"lost", "waiting"}}));
  CHECK(due(ticket) == "2026-11-23 13:00");
}

TEST_CASE("waiting that a hand edit ended lasts to the last event at most") {
  Ticket ticket = opened("2026-11-23 08:00", "critical", solving_desk());
  ticket.events.push_back(happened("wait", "2026-11-23 09:00"));
  ticket.events.push_back(happened("edit", "2026-11-23 09:30"));
  ticket.status = Status::assigned;
  CHECK(due(ticket) == "2026-11-23 12:30");
  CHECK_FALSE(still_since(ticket, ticket.sla[1]));
}

SlaState state(const Ticket& ticket, const char* now) {
  const SlaState result = ticket_state(ticket, solving_desk(), gaborone(now));
  CHECK(state_of(summarise(ticket, "", solving_desk()), gaborone(now)) == result);
  return result;
}

Ticket answered_and_waiting(const char* since) {
  Ticket ticket = opened("2026-11-23 08:00", "critical", solving_desk());
  ticket = meet(ticket, Target::respond, gaborone("2026-11-23 08:10"));
  return then(ticket, "wait", since, Status::waiting);
}

TEST_CASE("while the ticket waits the clock stands still") {
  const Ticket early = answered_and_waiting("2026-11-23 09:00");
  CHECK(still_since(early, early.sla[1]) == gaborone("2026-11-23 09:00"));
  CHECK_FALSE(still_since(early, early.sla[0]));
  CHECK(state(early, "2026-11-23 08:59") == SlaState::running);
  CHECK(state(early, "2026-11-23 11:30") == SlaState::running);
  CHECK(state(early, "2026-12-23 11:30") == SlaState::running);
  CHECK(alarms(early, solving_desk(), 75, gaborone("2026-12-23 11:30")).empty());

  const Ticket warned = answered_and_waiting("2026-11-23 11:30");
  CHECK(state(warned, "2026-12-23 11:30") == SlaState::warning);

  const Ticket late = answered_and_waiting("2026-11-23 12:01");
  CHECK(state(late, "2026-11-23 12:30") == SlaState::breached);
}

TEST_CASE("an agreed due does not move, whatever the waiting") {
  Ticket ticket = answered_and_waiting("2026-11-23 09:00");
  ticket.sla[1].agreed = true;
  CHECK_FALSE(still_since(ticket, ticket.sla[1]));
  CHECK(state(ticket, "2026-11-23 12:01") == SlaState::breached);
  ticket = then(ticket, "resume", "2026-11-23 10:00", Status::in_progress);
  CHECK(compute_due(ticket, ticket.sla[1], solving_desk()) == ticket.sla[1].due);
}

TEST_CASE("a warning before a solution is due is extended by pauses too") {
  const Desk desk = solving_desk();
  const Ticket ticket = waited("2026-11-23 08:00", {{"2026-11-23 09:00", "2026-11-23 10:00"}});
  CHECK(in_gaborone(warning_from(ticket, ticket.sla[1], desk, 75)) == "2026-11-23 12:00");
}

TEST_CASE("the waiting of an earlier cycle is nothing to the next") {
  const Desk desk = solving_desk();
  Ticket ticket = waited("2026-11-20 08:00", {{"2026-11-20 09:00", "2026-11-20 10:00"}});
  ticket = then(ticket, "wait", "2026-11-20 11:00", Status::waiting);
  ticket = then(ticket, "resolve", "2026-11-20 12:00", Status::resolved);
  ticket = then(ticket, "reopen", "2026-11-23 08:00", Status::open);
  const auto clocks = start_clocks(ticket, contract_client(), desk);
  REQUIRE(clocks.size() == 2);
  CHECK(in_gaborone(clocks[1].due) == "2026-11-23 12:00");
}

constexpr std::size_t kMinutes = 60 * 24 * 20;

/// Pauses drawn at random, the same on every run, in pieces that overlap and touch.
struct Drawn {
  Ticket ticket;
  std::vector<bool> paused;  ///< by minute from the opening on
};

Drawn draw(std::mt19937& generator) {
  const auto number = [&generator](int most) {
    return static_cast<int>(generator() % static_cast<unsigned>(most + 1));
  };
  Drawn drawn{opened("2026-12-23 08:00", "critical", solving_desk()), std::vector<bool>(kMinutes)};
  const Instant start = drawn.ticket.opened;
  for (int count = number(6); count > 0; --count) {
    const int from = number(8000);
    const int to = from + number(900);
    for (int minute = from; minute < to; ++minute) {
      drawn.paused[static_cast<std::size_t>(minute)] = true;
    }
    Event wait = happened("wait", "2026-12-23 08:00");
    Event resume = happened("resume", "2026-12-23 08:00");
    wait.at = start + std::chrono::minutes(from);
    resume.at = start + std::chrono::minutes(to);
    drawn.ticket.events.push_back(wait);
    drawn.ticket.events.push_back(resume);
  }
  return drawn;
}

TEST_CASE("pauses agree with a walk by minutes") {
  std::mt19937 generator(20261123);
  const Calendar calendar = office();
  const Desk desk = solving_desk();
  std::vector<bool> open;
  for (Instant minute = gaborone("2026-12-23 08:00"); open.size() < kMinutes; minute += 1min) {
    open.push_back(is_open(calendar, minute));
  }
  for (int i = 0; i < 60; ++i) {
    const Drawn drawn = draw(generator);
    const Meter meter(drawn.ticket, drawn.ticket.sla[1], desk);
    std::size_t minute = 0;
    for (int counted = 0; counted < 240; ++minute) {
      counted += open[minute] && !drawn.paused[minute] ? 1 : 0;
    }
    const Instant start = drawn.ticket.opened;
    const Instant due = start + minute * 1min;
    REQUIRE(compute_due(drawn.ticket, drawn.ticket.sla[1], desk) == due);
    REQUIRE(meter.between(start, due) == 4h);
    // Whatever is said of a part of the time adds up to the whole.
    const Instant between = start + (due - start) / 3;
    REQUIRE(meter.between(start, between) + meter.between(between, due) == 4h);
  }
}

}  // namespace
}  // namespace tkt
