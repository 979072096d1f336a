// SPDX-License-Identifier: MIT
#include "cmd/desk_yaml.h"

#include <sstream>

#include <catch2/catch.hpp>

#include "store/codec.h"
#include "templates/shipped.h"

namespace tkt {
namespace {

Desk read(const std::string& text) {
  return desk_from(parse_yaml(text, "desk.yaml"), "desk.yaml");
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  return lines;
}

std::string shipped() {
  return std::string(shipped_template("desk.yaml").value());
}

TEST_CASE("the guide's desk, as it is shipped, is a desk") {
  const Desk desk = read(shipped());
  CHECK(desk.company.name == "ITWorx");
  CHECK(desk.prefix == "ITW");
  CHECK(desk.escalation == std::vector<std::string>{"ntebo", "letla", "ciaron"});
  CHECK(desk.priority("critical")->respond == std::chrono::hours(1));
  CHECK_FALSE(desk.priority("queue")->respond);
  CHECK(desk.remote.size() == 2);
  CHECK(desk.deliverer.empty());
}

TEST_CASE("another company's desk differs in its names alone") {
  const std::string text = desk_yaml({"Acme IT Services", "AIS", {"jo"}});
  Desk expected = read(shipped());
  expected.company = {"Acme IT Services", "", "", {}, ""};
  expected.prefix = "AIS";
  expected.escalation = {"jo"};
  CHECK(read(text) == expected);

  const auto before = lines_of(shipped());
  const auto after = lines_of(text);
  REQUIRE(after.size() == before.size());
  std::vector<std::string> changed;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (after[i] != before[i]) {
      changed.push_back(after[i]);
    }
  }
  CHECK(
      changed ==
      std::vector<std::string>{
          R"(company: {name: Acme IT Services, phone: "", email: "", address: [], vat-number: ""})",
          "prefix: AIS", "escalation: [jo]     # staff, in order"});
}

TEST_CASE("a name that means something to YAML stays a name") {
  for (const std::string name : {"A: B # C", "[x]", "{y}, z", "\"quoted\" 'too'", "yes", "null",
                                 "12e3", "- dash", "&a *b !c", "Café São Tomé", "a\\b"}) {
    INFO(name);
    const Desk desk = read(desk_yaml({name, "NO", {}}));
    CHECK(desk.company.name == name);
    CHECK(desk.prefix == "NO");
    CHECK(desk.escalation.empty());
  }
}

}  // namespace
}  // namespace tkt
