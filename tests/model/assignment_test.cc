// SPDX-License-Identifier: MIT
#include "model/assignment.h"

#include <algorithm>

#include <catch2/catch.hpp>

namespace tkt {
namespace {

constexpr Date kToday = Date(std::chrono::year(2026), std::chrono::month(11), std::chrono::day(23));

Staff technician(std::string id, std::vector<std::string> skills = {}) {
  Staff staff;
  staff.id = std::move(id);
  staff.roles = {"technician"};
  staff.skills = std::move(skills);
  return staff;
}

Staff with_role(std::string id, std::string role) {
  Staff staff = technician(std::move(id));
  staff.roles = {std::move(role)};
  return staff;
}

struct Situation {
  Ticket ticket;
  Client client;
  std::vector<Staff> staff;
  std::map<std::string, Load> loads;

  [[nodiscard]] std::vector<Candidate> ranked() const {
    return rank_technicians(ticket, client, staff, loads, kToday);
  }
  [[nodiscard]] std::string order() const {
    std::string names;
    for (const Candidate& candidate : ranked()) {
      names += (names.empty() ? "" : " ") + candidate.staff.id;
    }
    return names;
  }
};

Instant hour(int number) {
  return Instant{std::chrono::hours(number)};
}

TEST_CASE("weights of priorities") {
  CHECK(load_weight("critical") == 8);
  CHECK(load_weight("high") == 4);
  CHECK(load_weight("medium") == 2);
  CHECK(load_weight("low") == 1);
  CHECK(load_weight("queue") == 1);
  CHECK(load_weight("another") == 1);
}

TEST_CASE("each reason beats all that follow it") {
  Situation s;
  s.ticket.tags = {"vpn", "mail"};
  s.client.usual = "b";
  SECTION("more matching skills first") {
    s.staff = {technician("a"), technician("b", {"vpn"}), technician("c", {"mail", "vpn"})};
    s.loads["c"] = {20, hour(9)};
    CHECK(s.order() == "c b a");
  }
  SECTION("then the client's usual technician") {
    s.staff = {technician("a"), technician("b"), technician("c", {"vpn"})};
    s.loads["b"] = {20, hour(9)};
    CHECK(s.order() == "c b a");
  }
  SECTION("then the lightest load") {
    s.staff = {technician("a"), technician("c"), technician("d")};
    s.loads["a"] = {2, hour(1)};
    s.loads["c"] = {1, hour(9)};
    CHECK(s.order() == "d c a");
  }
  SECTION("then the least recently assigned, never before all") {
    s.staff = {technician("a"), technician("c"), technician("d")};
    s.loads["a"] = {1, hour(9)};
    s.loads["c"] = {1, hour(8)};
    s.loads["d"] = {1, std::nullopt};
    CHECK(s.order() == "d c a");
  }
  SECTION("then the name") {
    s.staff = {technician("d"), technician("a"), technician("c")};
    CHECK(s.order() == "a c d");
  }
}

TEST_CASE("the order does not depend on the order of the staff") {
  Situation s;
  s.ticket.tags = {"vpn"};
  s.client.usual = "e";
  s.staff = {technician("a", {"vpn"}), technician("b"), technician("c", {"VPN"}), technician("d"),
             technician("e")};
  s.loads["b"] = {3, hour(2)};
  s.loads["d"] = {3, hour(1)};
  s.loads["c"] = {5, {}};
  const std::string order = s.order();
  CHECK(order == "a c e d b");
  std::sort(s.staff.begin(), s.staff.end(),
            [](const Staff& a, const Staff& b) { return a.id < b.id; });
  do {
    REQUIRE(s.order() == order);
  } while (std::next_permutation(s.staff.begin(), s.staff.end(),
                                 [](const Staff& a, const Staff& b) { return a.id < b.id; }));
}

TEST_CASE("nobody inactive, on leave, or a service") {
  Situation s;
  s.staff = {technician("away"), technician("gone"), technician("cron"), technician("here")};
  s.staff[0].leave = {{kToday, kToday}};
  s.staff[1].active = false;
  s.staff[2].roles = {"technician", "service"};
  CHECK(s.order() == "here");
}

TEST_CASE("others than technicians only where no technician is left") {
  Situation s;
  s.staff = {with_role("boss", "managing-director"), with_role("desk", "helpdesk-manager"),
             technician("tech")};
  CHECK(s.order() == "tech");
  s.staff[2].active = false;
  CHECK(s.order() == "boss desk");
  s.staff = {with_role("sla", "service")};
  CHECK(s.ranked().empty());
}

TEST_CASE("why") {
  Situation s;
  s.ticket.tags = {"vpn", "mail"};
  s.client.usual = "a";
  s.staff = {technician("a", {"vpn", "print", "mail"}), technician("b", {"Mail"}), technician("c")};
  s.loads["a"] = {5, hour(1)};
  const std::vector<Candidate> ranked = s.ranked();
  REQUIRE(ranked.size() == 3);
  CHECK(ranked[0].why == "skills vpn, mail; usual technician; load 5");
  CHECK(ranked[0].matching_skills == std::vector<std::string>{"vpn", "mail"});
  CHECK(ranked[0].usual);
  CHECK(ranked[0].load.weight == 5);
  CHECK(ranked[1].why == "skill Mail; load 0");
  CHECK(ranked[2].why == "load 0");
}

TEST_CASE("what decides between those who are level") {
  Situation s;
  s.staff = {technician("a"), technician("b"), technician("c"), technician("d", {"vpn"})};
  s.ticket.tags = {"vpn"};
  s.loads["a"] = {1, hour(2)};
  s.loads["b"] = {1, hour(1)};
  s.loads["c"] = {1, hour(2)};
  const std::vector<Candidate> ranked = s.ranked();
  CHECK(s.order() == "d b a c");
  CHECK(ranked[0].why == "skill vpn; load 0");
  CHECK(ranked[1].why == "load 1; least recently assigned");
  CHECK(ranked[2].why == "load 1; first by name");
  CHECK(ranked[3].why == "load 1");
}

}  // namespace
}  // namespace tkt
