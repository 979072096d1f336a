// SPDX-License-Identifier: MIT
#include "model/delivery.h"

#include <catch2/catch.hpp>

namespace tkt {
namespace {

const Zone& gaborone() {
  static const Zone zone("Africa/Gaborone");
  return zone;
}

Instant at(std::string_view text) {
  return parse_instant(text).value();
}

const Instant kMorning = at("2026-11-23T09:00:00+02:00");
const Instant kNight = at("2026-11-23T23:30:00+02:00");

OutgoingMessage sms(std::string address = "+26771234567") {
  return {"sms", std::move(address), false, {}, ""};
}

DeliveryPlan plan(const std::vector<OutgoingMessage>& candidates,
                  const std::vector<Departure>& departures, Instant now,
                  const MessageRules& rules = {}) {
  return plan_deliveries(candidates, departures, rules, gaborone(), now);
}

std::vector<std::size_t> sizes(const DeliveryPlan& plan) {
  std::vector<std::size_t> result;
  for (const Parcel& parcel : plan.parcels) {
    result.push_back(parcel.messages.size());
  }
  return result;
}

}  // namespace

TEST_CASE("what an hour has room for leaves one by one, more leaves as one") {
  CHECK(sizes(plan(std::vector<OutgoingMessage>(6, sms()), {}, kMorning)) ==
        std::vector<std::size_t>(6, 1));
  CHECK(sizes(plan(std::vector<OutgoingMessage>(7, sms()), {}, kMorning)) ==
        std::vector<std::size_t>{7});
  CHECK(sizes(plan(std::vector<OutgoingMessage>(1000, sms()), {}, kMorning)) ==
        std::vector<std::size_t>{1000});
  // Two recipients do not share a room.
  CHECK(sizes(plan({sms(), sms("+26772000000")}, {}, kMorning)) == std::vector<std::size_t>{1, 1});
}

TEST_CASE("an hour without room holds everything up until the first of it is an hour old") {
  std::vector<Departure> left;
  for (int minute = 0; minute < 6; ++minute) {
    left.push_back({"sms", "+26771234567", kMorning - std::chrono::minutes(10 + minute)});
  }
  const DeliveryPlan full = plan({sms()}, left, kMorning);
  CHECK(full.parcels.empty());
  REQUIRE(full.held.size() == 1);
  CHECK(full.held[0].until == kMorning + std::chrono::minutes(45));
  CHECK(sizes(plan({sms()}, left, kMorning + std::chrono::minutes(45))) ==
        std::vector<std::size_t>{1});
  left.resize(5);
  CHECK(sizes(plan({sms(), sms()}, left, kMorning)) == std::vector<std::size_t>{2});
}

TEST_CASE("the brake for all holds up other recipients, too") {
  MessageRules rules;
  rules.most = 2;
  const std::vector<Departure> left = {{"email", "a@b", kMorning}, {"email", "c@d", kMorning}};
  CHECK(plan({sms()}, left, kMorning + std::chrono::minutes(1), rules).parcels.empty());
  CHECK(sizes(plan({sms("+26771000001"), sms("+26771000002"), sms("+26771000003")}, {}, kMorning,
                   rules)) == std::vector<std::size_t>{1, 1});
}

TEST_CASE("SMS wait for the end of the night, but for what is urgent") {
  OutgoingMessage urgent = sms();
  urgent.urgent = true;
  const DeliveryPlan night = plan({sms(), urgent, {"email", "a@b", false, {}, ""}}, {}, kNight);
  REQUIRE(night.held.size() == 1);
  CHECK(night.held[0].message == 0);
  CHECK(night.held[0].until == at("2026-11-24T06:00:00+02:00"));
  CHECK(night.parcels.size() == 2);
}

TEST_CASE("quiet hours begin and end on the second") {
  const QuietHours hours;
  const auto until = [&](std::string_view now) { return quiet_until(hours, gaborone(), at(now)); };
  CHECK_FALSE(until("2026-11-23T21:59:59+02:00"));
  CHECK(until("2026-11-23T22:00:00+02:00") == at("2026-11-24T06:00:00+02:00"));
  CHECK(until("2026-11-24T05:59:59+02:00") == at("2026-11-24T06:00:00+02:00"));
  CHECK_FALSE(until("2026-11-24T06:00:00+02:00"));
  const QuietHours noon{std::chrono::hours(12), std::chrono::hours(13)};
  CHECK(quiet_until(noon, gaborone(), at("2026-11-23T12:30:00+02:00")) ==
        at("2026-11-23T13:00:00+02:00"));
  CHECK_FALSE(quiet_until({Seconds(0), Seconds(0)}, gaborone(), kNight));
}

TEST_CASE("what failed waits for its time, and what was interrupted leaves as it was leaving") {
  OutgoingMessage failed = sms();
  failed.not_before = kMorning + std::chrono::minutes(1);
  CHECK(plan({failed}, {}, kMorning).parcels.empty());
  CHECK(sizes(plan({failed}, {}, *failed.not_before)) == std::vector<std::size_t>{1});
  OutgoingMessage interrupted = sms();
  interrupted.batch = "digest.x";
  CHECK(sizes(plan({interrupted, sms(), interrupted}, {}, kMorning)) ==
        std::vector<std::size_t>{2, 1});
}

TEST_CASE("tries become rarer, up to two hours, and do not come in step") {
  CHECK(back_off(1, 0) == Seconds(45));
  CHECK(back_off(1, 512) == Seconds(60));
  CHECK(back_off(1, 1023) == Seconds(74));
  CHECK(back_off(2, 512) == Seconds(120));
  CHECK(back_off(7, 512) == Seconds(3840));
  CHECK(back_off(8, 512) == Seconds(7200));
  CHECK(back_off(1000, 512) == Seconds(7200));
}

}  // namespace tkt
