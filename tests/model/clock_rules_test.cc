// SPDX-License-Identifier: MIT
//
// The rules of tkt-sla(7) by their numbers, each with its edges. Wall time of the zone named, or
// instants with their offset.
#include <string>
#include <vector>

#include "model/error.h"
#include "model/promise_rules.h"
#include "tests/model/sla_fixtures.h"

namespace tkt {
namespace {

using namespace std::chrono_literals;

struct Row {
  const char* start;
  int minutes;
  const char* due;
};

void check_rows(const Calendar& calendar, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(calendar.zone.name() << " " << row.start << " + " << row.minutes << "m");
    const auto offset = parse_instant(row.start);
    const Instant start = offset ? *offset : at(row.start, calendar.zone);
    const Instant due = add_working_time(calendar, start, std::chrono::minutes(row.minutes));
    const auto expected = parse_instant(row.due);
    CHECK(format_instant(due, calendar.zone) ==
          format_instant(expected ? *expected : at(row.due, calendar.zone), calendar.zone));
    CHECK(working_time(calendar, start, due) == std::chrono::minutes(row.minutes));
  }
}

TEST_CASE("rule 1: from the request, or from the next opening") {
  check_rows(office(), {
                           {"2026-11-23 08:00:00", 60, "2026-11-23 09:00"},  // at opening
                           {"2026-11-23 07:59:59", 60, "2026-11-23 09:00"},  // a second before
                           {"2026-11-23 08:00:01", 60, "2026-11-23 09:00:01"},
                           {"2026-11-21 22:00", 60, "2026-11-23 09:00"},  // Saturday night
                           {"2026-11-21 23:59:59", 480, "2026-11-23 16:00"},
                           {"2026-11-22 00:00", 480, "2026-11-23 16:00"},
                           // Two holidays in a row, and three with the weekend behind them.
                           {"2026-07-20 00:00", 60, "2026-07-22 09:00"},
                           {"2026-07-21 23:59:59", 60, "2026-07-22 09:00"},
                           {"2026-12-24 17:00", 60, "2026-12-29 09:00"},
                           // Over the end of a year, and of one that New Year's Day moves.
                           {"2026-12-31 16:00", 61, "2027-01-04 08:01"},
                           {"2022-12-30 16:30", 60, "2023-01-04 08:30"},
                           // 29 February, and a year that has none.
                           {"2028-02-28 16:30", 60, "2028-02-29 08:30"},
                           {"2028-02-29 16:30", 60, "2028-03-01 08:30"},
                           {"2027-02-26 16:30", 60, "2027-03-01 08:30"},
                       });
}

TEST_CASE("rule 2: closed at the closing instant, and due there") {
  check_rows(office(), {
                           {"2026-11-23 16:00:00", 60, "2026-11-23 17:00:00"},
                           {"2026-11-23 15:59:59", 60, "2026-11-23 16:59:59"},
                           {"2026-11-23 16:00:01", 60, "2026-11-24 08:00:01"},
                           {"2026-11-23 16:59:59", 60, "2026-11-24 08:59:59"},
                           {"2026-11-23 17:00:00", 60, "2026-11-24 09:00:00"},
                           {"2026-11-23 17:00:01", 60, "2026-11-24 09:00:00"},
                           {"2026-11-20 16:00:00", 60, "2026-11-20 17:00:00"},  // a Friday
                           {"2026-11-20 17:00:00", 540, "2026-11-23 17:00:00"},
                           {"2026-12-24 08:00", 540, "2026-12-24 17:00"},  // before Christmas
                           {"2026-12-31 08:00", 540, "2026-12-31 17:00"},
                           {"2028-02-29 08:00", 540, "2028-02-29 17:00"},
                       });
}

TEST_CASE("rule 3: broken a second after due, in whole seconds of universal time") {
  const Desk desk = guide_desk();
  for (const char* opening : {"2026-11-23 16:00", "2026-12-31 16:00", "2028-02-29 16:00"}) {
    const Ticket ticket = opened(opening, "critical", desk);
    const Clock& clock = ticket.sla[0];
    INFO(opening);
    CHECK(clock_state(ticket, clock, desk, 75, clock.due - 1s) == SlaState::warning);
    CHECK(clock_state(ticket, clock, desk, 75, clock.due) == SlaState::warning);
    CHECK(clock_state(ticket, clock, desk, 75, clock.due + 1s) == SlaState::breached);
    for (const Seconds late : {-1s, 0s, 1s}) {
      const Ticket met = meet(ticket, Target::respond, clock.due + late);
      CHECK(clock_state(met, met.sla[0], desk, 75, clock.due + 24h) ==
            (late > 0s ? SlaState::missed : SlaState::met));
    }
  }
  // Both nights on which the clocks change: a shift of a wall-clock hour more or less.
  const Calendar berlin = every_day("Europe/Berlin", {"00:00-06:00", "22:00-24:00"});
  check_rows(berlin, {
                         {"2026-03-29T01:30:00+01:00", 60, "2026-03-29T03:30:00+02:00"},
                         {"2026-10-25T01:30:00+02:00", 60, "2026-10-25T02:30:00+02:00"},
                         {"2026-10-25T02:30:00+02:00", 60, "2026-10-25T02:30:00+01:00"},
                         {"2026-03-28T22:00:00+01:00", 420, "2026-03-29T06:00:00+02:00"},
                         {"2026-10-24T22:00:00+02:00", 540, "2026-10-25T06:00:00+01:00"},
                     });
  // Half an hour from Greenwich, with and without summer time.
  check_rows(weekdays("Asia/Kolkata", {"09:30-18:00"}),
             {{"2026-11-23T17:30:00+05:30", 60, "2026-11-24T10:00:00+05:30"},
              {"2026-11-23T04:00:00Z", 30, "2026-11-23T10:00:00+05:30"}});
  check_rows(every_day("Australia/Lord_Howe", {"01:00-04:00"}),
             {{"2026-10-04T01:00:00+10:30", 150, "2026-10-04T04:00:00+11:00"},
              {"2026-04-05T01:00:00+11:00", 210, "2026-04-05T04:00:00+10:30"}});
}

TEST_CASE("rule 4: a callout runs over weekend, holiday and year's end") {
  const Desk desk = guide_desk();
  const struct {
    const char* opening;
    const char* priority;
    const char* due;
  } rows[] = {
      {"2026-11-20 17:00", "critical", "2026-11-20 18:00"},
      {"2026-11-20 23:30", "critical", "2026-11-21 00:30"},
      {"2026-11-22 20:00", "low", "2026-11-23 04:00"},  // Sunday night to Monday
      {"2026-11-21 16:30", "high", "2026-11-21 18:30"},
      {"2026-12-26 23:00", "medium", "2026-12-27 03:00"},
      {"2026-12-31 23:30", "critical", "2027-01-01 00:30"},
      {"2028-02-28 23:30", "critical", "2028-02-29 00:30"},
  };
  for (const auto& row : rows) {
    INFO(row.opening);
    Ticket ticket = opened(row.opening, row.priority, desk);
    ticket.callout = true;
    ticket.sla = start_clocks(ticket, contract_client(), desk);
    REQUIRE(ticket.sla.size() == 1);
    CHECK(ticket.sla[0].calendar == "always");
    CHECK(in_gaborone(ticket.sla[0].due) == row.due);
  }
  const struct {
    const char* when;
    const char* channel;
    bool given;
  } requests[] = {
      {"2026-11-23 07:59:59", "phone", true},     {"2026-11-23 08:00:00", "phone", false},
      {"2026-11-23 16:59:59", "whatsapp", false}, {"2026-11-23 17:00:00", "whatsapp", true},
      {"2026-11-21 10:00", "email", false},       {"2026-12-25 10:00", "phone", true},
  };
  for (const auto& row : requests) {
    INFO(row.when << " " << row.channel);
    if (row.given) {
      CHECK_NOTHROW(check_callout(contract_client(), row.channel, desk, gaborone(row.when)));
    } else {
      CHECK_THROWS_AS(check_callout(contract_client(), row.channel, desk, gaborone(row.when)),
                      Error);
    }
  }
}

TEST_CASE("rule 5: waiting extends a solution by its working time, and no response") {
  const Desk desk = solving_desk();
  const struct {
    const char* from;
    const char* to;
    const char* due;  ///< opened Friday 13:00, a solution within 4 h: Friday 17:00
  } rows[] = {
      {"2026-11-20 14:00", "2026-11-20 14:00:01", "2026-11-23 08:00:01"},
      {"2026-11-20 14:00", "2026-11-20 15:00", "2026-11-23 09:00"},
      {"2026-11-20 17:00", "2026-11-23 08:00", "2026-11-20 17:00"},  // begins at due: too late
      {"2026-11-20 16:59:59", "2026-11-23 08:00", "2026-11-23 08:00:01"},
      {"2026-11-20 16:00", "2026-11-23 08:00", "2026-11-23 09:00"},
      {"2026-11-20 12:00", "2026-11-20 13:00", "2026-11-20 17:00"},  // before the request
      {"2026-11-20 12:30", "2026-11-20 13:30", "2026-11-23 08:30"},
  };
  for (const auto& row : rows) {
    INFO(row.from << " to " << row.to);
    Ticket ticket = opened("2026-11-20 13:00", "critical", desk);
    ticket.events.push_back(happened("wait", row.from));
    ticket.events.push_back(happened("resume", row.to));
    CHECK(in_gaborone(compute_due(ticket, ticket.sla[0], desk)) == "2026-11-20 14:00");
    CHECK(in_gaborone(compute_due(ticket, ticket.sla[1], desk)) == row.due);
  }
}

TEST_CASE("rule 6: a changed priority counts from the start of the cycle") {
  const Desk desk = guide_desk();
  const struct {
    const char* opening;
    const char* was;
    const char* is;
    const char* due;
  } rows[] = {
      {"2026-11-23 16:00", "low", "critical", "2026-11-23 17:00"},
      {"2026-11-23 16:00", "critical", "low", "2026-11-24 15:00"},
      {"2026-11-20 17:00", "medium", "high", "2026-11-23 10:00"},
      {"2026-12-31 16:30", "high", "critical", "2027-01-04 08:30"},
  };
  for (const auto& row : rows) {
    INFO(row.opening << " " << row.was << " to " << row.is);
    Ticket ticket = opened(row.opening, row.was, desk);
    ticket.priority = row.is;
    const Ticket after = restart_clocks(ticket, contract_client(), desk);
    REQUIRE(after.sla.size() == 1);
    CHECK(in_gaborone(after.sla[0].due) == row.due);
    Ticket kept = meet(ticket, Target::respond, ticket.sla[0].due);
    CHECK(restart_clocks(kept, contract_client(), desk).sla == kept.sla);
    Ticket agreed = ticket;
    agreed.sla[0].agreed = true;
    CHECK(restart_clocks(agreed, contract_client(), desk).sla == agreed.sla);
  }
}

TEST_CASE("rule 7: a breach is written down once, and withdrawn by a response in time") {
  const Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-23 16:00", "critical", desk);
  const Instant due = ticket.sla[0].due;
  CHECK(unrecorded(ticket, desk, due).empty());
  const auto events = unrecorded(ticket, desk, due + 1s);
  REQUIRE(events.size() == 1);
  CHECK(events[0].at == due);
  CHECK(unrecorded(ticket, desk, due + 9000h) == events);
  ticket.events.push_back(events[0]);
  CHECK(unrecorded(ticket, desk, due + 9000h).empty());
  for (const Seconds late : {-1s, 0s, 1s}) {
    const Ticket met = meet(ticket, Target::respond, due + late);
    CHECK(withdrawals(met, desk).size() == (late > 0s ? 0 : 1));
  }
}

TEST_CASE("rule 8: a changed calendar moves no promise") {
  Desk desk = guide_desk();
  const Ticket ticket = opened("2026-11-20 16:30", "critical", desk);
  CHECK(in_gaborone(ticket.sla[0].due) == "2026-11-23 08:30");
  desk.calendars["office"].days[on("2026-11-23")] = {{}, "Proclaimed"};
  CHECK(in_gaborone(ticket.sla[0].due) == "2026-11-23 08:30");
  CHECK(ticket_state(ticket, desk, gaborone("2026-11-23 08:30:01")) == SlaState::breached);
  CHECK(check_promises(ticket, desk).differs);
  CHECK(check_promises(ticket, desk).violations.empty());
  // What is promised from now on follows it, and so does what is computed on demand.
  CHECK(in_gaborone(opened("2026-11-20 16:30", "critical", desk).sla[0].due) == "2026-11-24 08:30");
  CHECK(in_gaborone(compute_due(ticket, ticket.sla[0], desk)) == "2026-11-24 08:30");
}

TEST_CASE("rule 9: the check lists unmet clocks of live tickets") {
  const Desk desk = guide_desk();
  const Ticket ticket = opened("2026-11-23 16:00", "critical", desk);
  const Instant due = ticket.sla[0].due;
  CHECK(alarms(ticket, desk, std::nullopt, due).empty());
  CHECK(alarms(ticket, desk, 75, due).size() == 1);
  CHECK(alarms(ticket, desk, std::nullopt, due + 1s).size() == 1);
  CHECK(alarms(meet(ticket, Target::respond, due + 1s), desk, 75, due + 2s).empty());
  for (const Status status : {Status::resolved, Status::invoiced, Status::cancelled}) {
    Ticket finished = ticket;
    finished.status = status;
    CHECK(alarms(finished, desk, 75, due + 2s).empty());
  }
}

TEST_CASE("rule 10: the sum names what counted and what was skipped") {
  Desk desk = guide_desk();
  desk.calendars["office"].days[on("2026-12-29")] = {hours({"08:00-12:00"}), "Half day"};
  const Ticket ticket = opened("2026-12-24 16:30", "low", desk);
  CHECK(in_gaborone(ticket.sla[0].due) == "2026-12-30 11:30");
  const Sum sum = explain(ticket, ticket.sla[0], desk, ticket.sla[0].due);
  CHECK(sum.elapsed == 480min);
  CHECK(sum.remaining == 0s);
  REQUIRE(sum.intervals.size() == 3);
  CHECK(sum.intervals[0].length == 30min);
  CHECK(sum.intervals[1].length == 240min);
  CHECK(sum.intervals[2].length == 210min);
  std::string skipped;
  for (const Sum::Skipped& day : sum.skipped) {
    skipped += format_date(day.date) + " " + day.why + "\n";
  }
  CHECK(skipped ==
        "2026-12-25 Christmas Day\n2026-12-26 Boxing Day\n2026-12-27 weekend\n"
        "2026-12-28 Boxing Day (in lieu)\n");
}

}  // namespace
}  // namespace tkt
