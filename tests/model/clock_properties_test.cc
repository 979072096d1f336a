// SPDX-License-Identifier: MIT
//
// What holds for every clock: pauses of a solution, and a due that is computed again.
#include <string>

#include "model/meter.h"
#include "tests/model/draw.h"
#include "tests/model/sla_fixtures.h"

namespace tkt {
namespace {

using namespace std::chrono_literals;

/// A desk with that calendar, and a ticket opened then that is owed a solution within the amount.
struct Case {
  Desk desk;
  Ticket ticket;

  Case(const Calendar& calendar, Instant start, Seconds amount) {
    desk.calendar = calendar.name;
    desk.calendars[calendar.name] = calendar;
    desk.priorities = {{"critical", amount, amount, {}}, {"high", 2 * amount, 2 * amount, {}}};
    desk.categories = {{"contract", true, true, InvoicePolicy::zero}};
    ticket.id = "ITW-4F7K24";
    ticket.priority = "critical";
    ticket.opened = start;
    ticket.events.push_back({"OPEN000000", start, std::nullopt, "letla", "open", {}});
    ticket.sla = start_clocks(ticket, contract_client(), desk);
  }

  Case& pause(Instant from, Instant to) {
    ticket.events.push_back({"WAIT000000", from, std::nullopt, "letla", "wait", {}});
    ticket.events.push_back({"RESUME0000", to, std::nullopt, "letla", "resume", {}});
    return *this;
  }

  [[nodiscard]] Instant due() const { return compute_due(ticket, ticket.sla.at(1), desk); }
};

TEST_CASE("a pause outside of hours changes nothing") {
  for_all([](const Calendar& calendar, Instant start, Seconds amount, Draw& draw) {
    // From any closing to the opening after it.
    const Instant later = start + Seconds(draw.number(0, 200'000));
    Instant closing = next_open(calendar, later);
    closing = add_working_time(calendar, closing, Seconds(draw.number(1, 40'000)));
    while (is_open(calendar, closing)) {
      closing += 15min - closing.time_since_epoch() % 15min;
    }
    const Instant opening = next_open(calendar, closing);
    const Case plain(calendar, start, amount);
    Case paused = plain;
    paused.pause(closing, opening);
    REQUIRE(paused.due() == plain.due());
    REQUIRE(warning_from(paused.ticket, paused.ticket.sla[1], paused.desk, 75) ==
            warning_from(plain.ticket, plain.ticket.sla[1], plain.desk, 75));
  });
}

TEST_CASE("two pauses that touch are one") {
  for_all([](const Calendar& calendar, Instant start, Seconds amount, Draw& draw) {
    const Instant from = start + Seconds(draw.number(0, 100'000));
    const Instant middle = from + Seconds(draw.number(0, 100'000));
    const Instant to = middle + Seconds(draw.number(0, 100'000));
    const Case plain(calendar, start, amount);
    Case one = plain;
    Case two = plain;
    one.pause(from, to);
    two.pause(from, middle).pause(middle, to);
    REQUIRE(two.due() == one.due());
    // And one that lies within another is part of it.
    Case nested = plain;
    nested.pause(from, to).pause(middle, to);
    REQUIRE(nested.due() == one.due());
  });
}

TEST_CASE("a pause never shortens a promise, and costs its working time at most") {
  for_all([](const Calendar& calendar, Instant start, Seconds amount, Draw& draw) {
    const Instant from = start + Seconds(draw.number(0, 300'000));
    const Instant to = from + Seconds(draw.number(0, 100'000));
    const Case plain(calendar, start, amount);
    Case paused = plain;
    paused.pause(from, to);
    REQUIRE(paused.due() >= plain.due());
    const Seconds lost = working_time(calendar, from, to);
    REQUIRE(paused.due() <= add_working_time(calendar, start, amount + lost));
    // A response does not pause.
    REQUIRE(compute_due(paused.ticket, paused.ticket.sla[0], paused.desk) ==
            plain.ticket.sla[0].due);
  });
}

TEST_CASE("computed twice is computed once") {
  for_all([](const Calendar& calendar, Instant start, Seconds amount, Draw& draw) {
    Case one(calendar, start, amount);
    one.pause(start + Seconds(draw.number(0, 50'000)),
              start + Seconds(draw.number(50'000, 99'999)));
    one.ticket.priority = draw.number(0, 1) == 0 ? "high" : "critical";
    const Ticket once = restart_clocks(one.ticket, contract_client(), one.desk);
    REQUIRE(restart_clocks(once, contract_client(), one.desk) == once);
    for (const Clock& clock : once.sla) {
      REQUIRE(compute_due(once, clock, one.desk) == clock.due);
    }
  });
}

}  // namespace
}  // namespace tkt
