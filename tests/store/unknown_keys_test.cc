// SPDX-License-Identifier: MIT
#include "store/unknown_keys.h"

#include <catch2/catch.hpp>

#include "tests/store/sample_desk.h"

namespace tkt::test {
namespace {

/// "9 holidys holidays", a line each.
std::string told(const std::string& path, const std::string& text) {
  std::string all;
  for (const UnknownKey& unknown : unknown_keys(path, text)) {
    all += std::to_string(unknown.line) + " " + unknown.key + " " + unknown.meant + "\n";
  }
  return all;
}

std::string desk_with(const std::string& piece, const std::string& instead) {
  std::string text = kDeskText;
  return text.replace(text.find(piece), piece.size(), instead);
}

}  // namespace

TEST_CASE("a misspelt key is found where the right one is missing") {
  CHECK(told("desk.yaml", kDeskText).empty());
  CHECK(told("desk.yaml", desk_with("{respond: 60m}", "{respnd: 60m}")) == "12 respnd respond\n");
  CHECK(told("desk.yaml", desk_with("holidays:", "holidys:")) == "9 holidys holidays\n");
  CHECK(told("desk.yaml", desk_with("warn:", "waring:")) == "18 waring warn\n");
  CHECK(told("desk.yaml", desk_with("scope: entry", "scop: entry")) == "22 scop scope\n");
  CHECK(told("desk.yaml", desk_with("[ntebo]", "[{staff: ntebo, aftr: 2h}]")) == "19 aftr after\n");
  CHECK(told("staff/neo.yaml", "name: Neo\nrole: [technician]\n") == "2 role roles\n");
  CHECK(told("clients/acme.yaml",
             "category: contract\ncalender: shop\ncontacts:\n- name: Neo\n  moblie: '1'\n") ==
        "2 calender calendar\n5 moblie mobile\n");
}

TEST_CASE("keys of one's own are passed over quietly") {
  CHECK(told("desk.yaml", desk_with("{respond: 60m}", "{respond: 60m, respnd: 1}")).empty());
  CHECK(told("desk.yaml", desk_with("prefix: ITW", "prefix: ITW\nx-tier: gold")).empty());
  CHECK(told("staff/neo.yaml", "name: Neo\nbirthday: 1990-01-01\n").empty());
  CHECK(told("desk.yaml", "nonsense\n").empty());
  CHECK(told("invoices/2026/INV-2026-000001.yaml", "nmber: 1\n").empty());
}

}  // namespace tkt::test
