// SPDX-License-Identifier: MIT
#include "cmd/when.h"

#include <catch2/catch.hpp>

namespace tkt {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

TEST_CASE("lengths in one unit") {
  CHECK(rough_length(Seconds(0)) == "0s");
  CHECK(rough_length(Seconds(59)) == "59s");
  CHECK(rough_length(minutes(1)) == "1m");
  CHECK(rough_length(Seconds(119)) == "1m");
  CHECK(rough_length(minutes(119)) == "119m");
  CHECK(rough_length(minutes(120)) == "2h");
  CHECK(rough_length(hours(47)) == "47h");
  CHECK(rough_length(hours(48)) == "2d");
  CHECK(rough_length(hours(24 * 13)) == "13d");
  CHECK(rough_length(hours(24 * 14)) == "2w");
  CHECK(rough_length(hours(24 * 365)) == "52w");
  CHECK(rough_length(-minutes(35)) == "35m");
}

TEST_CASE("times from now") {
  const Instant now{hours(1000)};
  CHECK(relative_time(now, now) == "now");
  CHECK(relative_time(now + Seconds(1), now) == "in 1s");
  CHECK(relative_time(now + minutes(35), now) == "in 35m");
  CHECK(relative_time(now - hours(2), now) == "2h ago");
}

}  // namespace
}  // namespace tkt
