// SPDX-License-Identifier: MIT
#include "cmd/clock_text.h"

#include <catch2/catch.hpp>

#include "tests/model/sla_fixtures.h"

namespace tkt {
namespace {

struct Reading {
  Clock clock;
  SlaState state = SlaState::running;
  std::string now = "2026-11-23 08:40";
  std::optional<Instant> still = std::nullopt;

  [[nodiscard]] std::string text() const {
    return clock_text(clock, state, still, Zone("Africa/Gaborone"), gaborone(now));
  }
};

Clock due_at(const std::string& reading) {
  Clock clock;
  clock.calendar = "office";
  clock.due = gaborone(reading);
  return clock;
}

TEST_CASE("a clock has a name") {
  Clock clock;
  CHECK(clock_name(clock) == "response");
  clock.target = Target::resolve;
  CHECK(clock_name(clock) == "solution");
  clock.cycle = 2;
  CHECK(clock_name(clock) == "solution 2");
}

TEST_CASE("how a promise stands") {
  const Clock clock = due_at("2026-11-23 09:15");
  Clock kept = clock;
  kept.met = gaborone("2026-11-23 08:31");
  Clock late = clock;
  late.met = gaborone("2026-11-23 10:30");
  CHECK(Reading{clock}.text() == "due 2026-11-23 09:15, in 35m");
  CHECK(Reading{clock, SlaState::warning, "2026-11-23 09:15"}.text() ==
        "due 2026-11-23 09:15, now");
  CHECK(Reading{clock, SlaState::breached, "2026-11-23 11:15"}.text() ==
        "due 2026-11-23 09:15, 2h late");
  CHECK(Reading{kept, SlaState::met}.text() == "met 2026-11-23 08:31, due 2026-11-23 09:15");
  CHECK(Reading{late, SlaState::missed}.text() ==
        "missed, due 2026-11-23 09:15, met 2026-11-23 10:30, 75m late");
  CHECK(Reading{clock, SlaState::missed}.text() == "missed, due 2026-11-23 09:15");
  CHECK(Reading{clock, SlaState::none}.text() == "due 2026-11-23 09:15, no longer counted");
}

TEST_CASE("a clock that stands still") {
  const Clock clock = due_at("2026-11-23 12:15");
  const Instant still = gaborone("2026-11-23 11:45");
  CHECK(Reading{clock, SlaState::running, "2026-11-23 15:00", still}.text() ==
        "30m left when the waiting ends");
  CHECK(Reading{due_at("2026-11-23 11:00"), SlaState::breached, "2026-11-23 15:00", still}.text() ==
        "due 2026-11-23 11:00, 45m late");
}

TEST_CASE("what is special about a promise") {
  Clock clock = due_at("2026-11-23 09:15");
  clock.agreed = true;
  CHECK(Reading{clock}.text() == "due 2026-11-23 09:15, in 35m (agreed by hand)");
  clock.calendar = "always";
  CHECK(Reading{clock}.text() ==
        "due 2026-11-23 09:15, in 35m (agreed by hand) (around the clock)");
}

}  // namespace
}  // namespace tkt
