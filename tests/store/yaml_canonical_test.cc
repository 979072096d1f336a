// SPDX-License-Identifier: MIT
#include "store/yaml_canonical.h"

#include <optional>
#include <random>
#include <tuple>

#include <catch2/catch.hpp>

#include "model/error.h"
#include "store/yaml_text.h"
#include "tests/store/hostile_yaml.h"
#include "tests/store/random_yaml.h"

namespace tkt::test {
namespace {

const std::string kTicket = R"(id: "ITW-4F7K24"
subject: VPN down (again) for the whole office
status: in-progress
description: |
  Nobody can connect since 07:50.

    - not even Neo: # really
  Please hurry "now".
tags: [vpn, "2nd floor", top/10]
empty: []
opened: 2026-11-23T08:15:00+02:00
sla:
  - {cycle: 1, due: 2026-11-23T09:15:00+02:00, met: 2026-11-23T08:31:12+02:00}
events:
  - {id: "5D1AK3M90R", by: ntebo, did: open}
  - {id: "77B02HD8PV", by: ntebo, note: "a, b", to: letla}
contact: Neo Kgosi
)";

const std::string kDesk = R"(company: {name: ITWorx, phone: "+267 3900000", address: []}
calendars:
  office:
    zone: Africa/Gaborone
    hours: {mon: ["08:00-17:00"], tue: ["08:00-17:00"]}
    days: {}
  always:
    zone: Africa/Gaborone
warn: 75
billing:
  rounding: {unit: 15m, mode: up}
  vat: [{from: 2023-04-01, percent: "14"}]
sync: {auto: false}
)";

std::optional<Node> canonical(const std::string& text) {
  try {
    TreeBuilder builder(text, "t.yaml");
    return read_canonical(text, builder) ? std::optional(builder.finish()) : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// A comment at the end is nothing that the canonical reader knows.
Node read_by_yaml_cpp(const std::string& text) {
  const std::string commented = text + "# end\n";
  REQUIRE(!canonical(commented));
  return parse_yaml(commented, "t.yaml");
}

/// Value, spelling and place.
bool same(const Node& a, const Node& b) {
  const auto own = [](const Node& node) {
    return std::tuple(node.kind, node.scalar, node.style, node.flow, node.line, node.begin,
                      node.end, node.entry, node.lead);
  };
  return own(a) == own(b) &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same) &&
         std::equal(a.fields.begin(), a.fields.end(), b.fields.begin(), b.fields.end(),
                    [](const auto& x, const auto& y) {
                      return x.first == y.first && same(x.second, y.second);
                    });
}

/// True where the canonical reader took the text; then yaml-cpp must agree.
bool taken_and_agreed(const std::string& text) {
  const std::optional<Node> root = canonical(text);
  if (!root) {
    return false;
  }
  INFO(text);
  try {
    check_yaml_bytes(text, "t.yaml");
  } catch (const Error&) {
    return false;  // what comes before the reader has refused it
  }
  std::optional<Node> other;
  REQUIRE_NOTHROW(other = read_by_yaml_cpp(text));
  REQUIRE(same(*root, *other));
  return true;
}

std::string mutated(std::string text, std::mt19937& random) {
  static const std::vector<std::string> pieces = {" ",        "  ",   "\n",       ":",
                                                  ": ",       "#",    " #",       "- ",
                                                  "?",        "? ",   ",",        ", ",
                                                  "[",        "]",    "{",        "}",
                                                  "'",        "\"",   "\\",       "|",
                                                  ">",        "&a",   "*a",       "!",
                                                  "%",        "@",    "`",        "~",
                                                  "null",     "<<",   "---",      "...",
                                                  "=",        "a",    "Z",        "0",
                                                  "-",        "+",    ".",        "_",
                                                  "/",        "(",    "\xc3\xa9", "\xe2\x80\x93",
                                                  "\xc2\xa0", "\t",   "\r",       "  - ",
                                                  "k: v\n",   "k:\n", "|\n  x\n", "{a: b}",
                                                  "[c]",      "\"\""};
  const std::size_t at = random() % text.size();
  switch (random() % 4) {
    case 0: return text.replace(at, 1, pieces[random() % pieces.size()]);
    case 1: return text.insert(at, pieces[random() % pieces.size()]);
    case 2: return text.erase(at, 1 + random() % 4);
    default: return text.insert(at, text.substr(random() % text.size(), random() % 20));
  }
}

}  // namespace

TEST_CASE("a ticket and a desk as tkt writes them are read without yaml-cpp, and alike") {
  CHECK(taken_and_agreed(kTicket));
  CHECK(taken_and_agreed(kDesk));
}

TEST_CASE("whatever the canonical reader takes, yaml-cpp reads alike") {
  std::mt19937 random(1);
  int taken = 0;
  for (int round = 0; round < 15'000; ++round) {
    std::string text = round % 2 == 0 ? kTicket : kDesk;
    for (auto left = 1 + random() % 3; left > 0; --left) {
      text = mutated(text, random);
    }
    taken += taken_and_agreed(text) ? 1 : 0;
  }
  CHECK(taken > 3'000);
}

TEST_CASE("what tkt writes of random trees, if the canonical reader takes it") {
  RandomYaml random(2);
  int taken = 0;
  for (int round = 0; round < 2'000; ++round) {
    taken += taken_and_agreed(emit_yaml(random.root())) ? 1 : 0;
  }
  CHECK(taken > 0);
}

TEST_CASE("the canonical reader takes nothing hostile") {
  for (const HostileYaml& hostile : hostile_yaml()) {
    CHECK(!taken_and_agreed(hostile.text));
  }
}

}  // namespace tkt::test
