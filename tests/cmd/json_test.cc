// SPDX-License-Identifier: MIT
#include "cmd/json.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cmd/hostile.h"
#include "tests/model/sla_fixtures.h"

namespace tkt {
namespace {

std::string compact(const Json& json) {
  return json.dump(-1, ' ', true);
}

std::string of_yaml(std::string_view text) {
  return compact(to_json(parse_yaml(text, "x.yaml")));
}

TEST_CASE("numbers and booleans of the files keep their type, all else is text") {
  CHECK(of_yaml("minutes: 45\nstep: -3\ncycle: 0\n") == R"({"minutes":45,"step":-3,"cycle":0})");
  CHECK(of_yaml("callout: true\nactive: false\n") == R"({"callout":true,"active":false})");
  CHECK(of_yaml("minutes: \"45\"\ncallout: 'true'\nbilled: |\n  7\n") ==
        R"({"minutes":"45","callout":"true","billed":"7\n"})");
  for (const char* text : {"007", "+1", "1.5", "1e3", "0x10", "-0", "yes", "True", "1m30s",
                           "9223372036854775808", "2026-11-23T08:15:00+02:00"}) {
    CHECK(of_yaml(std::string("minutes: ") + text) ==
          R"({"minutes":")" + std::string(text) + "\"}");
  }
  CHECK(of_yaml("minutes: 9223372036854775807\n") == R"({"minutes":9223372036854775807})");
  CHECK(of_yaml("a:\nb: ~\nc: ''\n") == R"({"a":null,"b":null,"c":""})");
}

TEST_CASE("a text is a text, also where it reads like a number") {
  CHECK(of_yaml("subject: 42\ncontact: true\ntags: [365, true]\n") ==
        R"({"subject":"42","contact":"true","tags":["365","true"]})");
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

constexpr const char* kTicketFile = R"(id: "ITW-4F7K24"
subject: VPN down
contact: Neo Kgosi
callout: false
x-ray: kept
)";

TEST_CASE("a ticket is its file with the contact opened up and its clock") {
  const Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-23 08:15", "critical", desk);
  ticket.contact = "Neo Kgosi";
  Client client = contract_client();
  client.contacts = {{"Neo Kgosi", "+26771234567", "neo@example.com"}};
  const Node file = parse_yaml(kTicketFile, "x");
  CHECK(compact(to_json(ticket, file, &client, desk, gaborone("2026-11-23 09:20"))) ==
        R"({"id":"ITW-4F7K24","subject":"VPN down","contact":{"name":"Neo Kgosi",)"
        R"("mobile":"+26771234567","email":"neo@example.com"},"callout":false,"x_ray":"kept",)"
        R"("sla_state":"breached","due":"2026-11-23T09:15:00+02:00","overdue_seconds":300})");
  const Json unknown = to_json(ticket, file, nullptr, desk, gaborone("2026-11-23 08:20"));
  CHECK(compact(unknown["contact"]) == R"({"name":"Neo Kgosi","mobile":null,"email":null})");
  client.contacts[0].email = "";
  const Json no_email = to_json(ticket, file, &client, desk, gaborone("2026-11-23 08:20"));
  CHECK(compact(no_email["contact"]) ==
        R"({"name":"Neo Kgosi","mobile":"+26771234567","email":null})");
  CHECK(unknown["sla_state"] == "running");
  CHECK(unknown["overdue_seconds"] == 0);
}

TEST_CASE("a ticket without a clock is due never") {
  const Desk desk = guide_desk();
  const Ticket ticket = opened("2026-11-23 08:15", "queue", desk);
  const Json json = to_json(ticket, parse_yaml(kTicketFile, "x"), nullptr, desk, ticket.opened);
  CHECK(json["sla_state"] == "none");
  CHECK(json["due"].is_null());
  CHECK(json["overdue_seconds"] == 0);
}

TEST_CASE("a summary") {
  const Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-23 08:15", "critical", desk);
  ticket.subject = "VPN down";
  ticket.contact = "Neo Kgosi";
  ticket.tags = {"vpn"};
  ticket = meet(ticket, Target::respond, gaborone("2026-11-23 09:16"));
  CHECK(compact(to_json(summarise(ticket, "", desk), desk, gaborone("2026-11-23 12:00"))) ==
        R"({"id":"ITW-4F7K24","subject":"VPN down","status":"open","priority":"critical",)"
        R"("client":"kgalagadi-foods","contact":{"name":"Neo Kgosi"},"tags":["vpn"],)"
        R"("assigned":null,"escalation":0,"opened":"2026-11-23T08:15:00+02:00",)"
        R"("unbilled_minutes":0,"owed_messages":0,"sla_state":"missed",)"
        R"("due":"2026-11-23T09:15:00+02:00","overdue_seconds":60})");
}

TEST_CASE("the sum of a clock") {
  const Desk desk = guide_desk();
  const Ticket ticket = opened("2026-11-20 16:45", "critical", desk);
  const Sum sum = explain(ticket, ticket.sla[0], desk, gaborone("2026-11-23 08:05"));
  CHECK(compact(to_json(sum, ticket, desk.zone())) ==
        R"({"id":"ITW-4F7K24","cycle":1,"target":"respond","minutes":60,"calendar":"office",)"
        R"("start":"2026-11-20T16:45:00+02:00","due":"2026-11-23T08:45:00+02:00",)"
        R"("state":"running","elapsed_seconds":1200,"remaining_seconds":2400,)"
        R"("intervals":[{"from":"2026-11-20T16:45:00+02:00","to":"2026-11-20T17:00:00+02:00",)"
        R"("seconds":900},{"from":"2026-11-23T08:00:00+02:00","to":"2026-11-23T08:05:00+02:00",)"
        R"("seconds":300}],"skipped":[{"date":"2026-11-21","why":"weekend"},)"
        R"({"date":"2026-11-22","why":"weekend"}]})");
}

TEST_CASE("a clock of 90 seconds has the minutes that the file has") {
  Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-20 16:45", "critical", desk);
  ticket.sla[0].allowed = Seconds(90);
  const Sum sum = explain(ticket, ticket.sla[0], desk, gaborone("2026-11-23 08:05"));
  CHECK(to_json(sum, ticket, desk.zone())["minutes"] == "90s");
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
