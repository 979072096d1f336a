// SPDX-License-Identifier: MIT
#include "cmd/json.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cmd/hostile.h"

namespace tkt {
namespace {

std::string compact(const Json& json) {
  return json.dump(-1, ' ', true);
}

std::string of_yaml(std::string_view text) {
  return compact(to_json(parse_yaml(text, "x.yaml")));
}

TEST_CASE("unquoted integers and booleans keep their type, all else is text") {
  CHECK(of_yaml("a: 45\nb: -3\nc: 0\n") == R"({"a":45,"b":-3,"c":0})");
  CHECK(of_yaml("a: true\nb: false\n") == R"({"a":true,"b":false})");
  CHECK(of_yaml("a: \"45\"\nb: 'true'\nc: |\n  7\n") == R"({"a":"45","b":"true","c":"7\n"})");
  CHECK(of_yaml("a: 007\nb: +1\nc: 1.5\nd: 1e3\ne: 0x10\nf: -0\ng: yes\nh: True\n") ==
        R"({"a":"007","b":"+1","c":"1.5","d":"1e3","e":"0x10","f":"-0","g":"yes","h":"True"})");
  CHECK(of_yaml("a: 9223372036854775807\nb: 9223372036854775808\n") ==
        R"({"a":9223372036854775807,"b":"9223372036854775808"})");
  CHECK(of_yaml("a: 2026-11-23T08:15:00+02:00\n") == R"({"a":"2026-11-23T08:15:00+02:00"})");
  CHECK(of_yaml("a:\nb: ~\nc: ''\n") == R"({"a":null,"b":null,"c":""})");
}

TEST_CASE("keys have underscores and keep their order") {
  CHECK(of_yaml("vat-number: \"1\"\nname: x\nasked-by-whom: y\n") ==
        R"({"vat_number":"1","name":"x","asked_by_whom":"y"})");
}

TEST_CASE("lists and maps, empty ones too") {
  CHECK(of_yaml("tags: [vpn, mail]\nnone: []\nmap: {}\nwork:\n  - {id: \"7E10\", minutes: 45}\n") ==
        R"({"tags":["vpn","mail"],"none":[],"map":{},"work":[{"id":"7E10","minutes":45}]})");
}

TEST_CASE("a client and a member of staff get their short names first") {
  Client client;
  client.id = "acme";
  CHECK(compact(to_json(client, parse_yaml("name: Acme\nvat-number: \"7\"\n", "x"))) ==
        R"({"id":"acme","name":"Acme","vat_number":"7"})");
  Staff staff;
  staff.id = "letla";
  CHECK(compact(to_json(staff, parse_yaml("name: Letla Mmeke\n", "x"))) ==
        R"({"id":"letla","name":"Letla Mmeke"})");
}

TEST_CASE("candidates of an assignment") {
  Candidate candidate;
  candidate.staff.id = "letla";
  candidate.staff.name = "Letla Mmeke";
  candidate.matching_skills = {"vpn"};
  candidate.load.weight = 5;
  candidate.why = "skill vpn; load 5";
  CHECK(compact(to_json(std::vector<Candidate>{candidate})) ==
        R"([{"staff":"letla","name":"Letla Mmeke","skills":["vpn"],"usual":false,)"
        R"("load":5,"why":"skill vpn; load 5"}])");
  CHECK(compact(to_json(std::vector<Candidate>{})) == "[]");
}

TEST_CASE("only printable ASCII leaves, and it reads back") {
  for (const std::string& text : hostile::strings()) {
    Node map = Node::record({{"subject", Node::text(text)}}, false);
    const std::string dumped = dump(to_json(map));
    for (const char c : dumped) {
      REQUIRE(((c >= ' ' && c < '\x7F') || c == '\n'));
    }
    REQUIRE(Json::accept(dumped));
  }
  CHECK(dump(to_json(Node::record({{"a", Node::text("Dumêlang 😀")}}, false))) ==
        "{\n  \"a\": \"Dum\\u00ealang \\ud83d\\ude00\"\n}\n");
  CHECK(dump(Json::array()) == "[]\n");
}

}  // namespace
}  // namespace tkt
