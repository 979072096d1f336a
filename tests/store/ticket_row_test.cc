// SPDX-License-Identifier: MIT
#include "store/ticket_row.h"

#include <catch2/catch.hpp>

#include "store/facts_row.h"

namespace tkt {
namespace {

Instant at(long long seconds) {
  return Instant(Seconds(seconds));
}

Clock sample_clock() {
  return {2, Target::resolve, Seconds(3600), "office", at(1795421700), at(1795421000), true};
}

TicketRow sample_row() {
  TicketRow row;
  row.summary.id = "ITW-4F7K24";
  row.summary.path = "tickets/2026/11/23/ITW-4F7K24.yaml";
  row.summary.subject = "VPN down \xe2\x80\x93 whole office";
  row.summary.status = Status::waiting;
  row.summary.priority = "critical";
  row.summary.client = "kgalagadi-foods";
  row.summary.contact = "Neo Kgosi";
  row.summary.assigned = "letla";
  row.summary.tags = {"vpn", "", "network"};
  row.summary.opened = at(-5);
  row.summary.escalation = 2;
  row.summary.unbilled_minutes = 45;
  row.summary.owed_messages = 1;
  row.summary.clock = sample_clock();
  row.summary.clock_start = at(1);
  row.summary.warning_from = at(2);
  row.summary.given_up_messages = 2;
  row.summary.assigned_before = {{"letla", at(3)}, {"thato", at(-4)}};
  row.unmet.push_back({sample_clock(), at(4), at(5), std::nullopt, true, 5});
  row.unmet.push_back({Clock{}, at(6), at(7), at(8), false, 0});
  return row;
}

TicketFacts sample_facts() {
  TicketFacts facts;
  facts.id = "ITW-4F7K24";
  facts.client = "acme";
  facts.priority = "high";
  facts.assigned = "letla";
  facts.calendar = "office";
  facts.finished = true;
  facts.opened = at(1);
  facts.answered = at(2);
  facts.resolved = {at(3), at(4)};
  facts.reopened = {at(5)};
  facts.promises.push_back({2, Target::resolve, at(6), at(7), at(8), std::nullopt, at(9), true});
  facts.work.push_back({"letla", at(10), 45, false});
  return facts;
}

}  // namespace

TEST_CASE("packed facts are unpacked as they were, and damage is noticed") {
  CHECK(unpack_facts(pack(sample_facts())) == sample_facts());
  CHECK(unpack_facts(pack(TicketFacts())) == TicketFacts());
  const std::string sound = pack(sample_facts());
  for (std::size_t i = 0; i < sound.size(); ++i) {
    std::string damaged = sound;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    CHECK(!unpack_facts(damaged));
    CHECK(!unpack_facts(sound.substr(0, i)));
  }
  CHECK(!unpack_facts(sound + '\0'));
}

TEST_CASE("a packed row is unpacked as it was") {
  CHECK(unpack(pack(sample_row())) == sample_row());
  CHECK(unpack(pack(TicketRow())) == TicketRow());
}

TEST_CASE("every damaged byte of a packed row is noticed") {
  const std::string sound = pack(sample_row());
  for (std::size_t i = 0; i < sound.size(); ++i) {
    for (const char difference : {'\x01', '\x80', '\xff'}) {
      std::string damaged = sound;
      damaged[i] = static_cast<char>(damaged[i] ^ difference);
      CHECK(!unpack(damaged));
    }
  }
}

TEST_CASE("a packed row that is cut short or has a tail is noticed") {
  const std::string sound = pack(sample_row());
  for (std::size_t size = 0; size < sound.size(); ++size) {
    CHECK(!unpack(sound.substr(0, size)));
  }
  CHECK(!unpack(sound + '\0'));
  CHECK(!unpack(sound + sound));
}

TEST_CASE("the digest tells lengths and contents apart") {
  CHECK(digest("") != digest(std::string(1, '\0')));
  CHECK(digest("abcdefgh") != digest(std::string("abcdefgh\0", 9)));
  CHECK(digest("abcdefghi") != digest("abcdefghj"));
  CHECK(digest("abcdefgh12345678") != digest("12345678abcdefgh"));
}

}  // namespace tkt
