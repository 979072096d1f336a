// SPDX-License-Identifier: MIT
#include "store/message_rules_codec.h"

#include <catch2/catch.hpp>

#include "model/error.h"

namespace tkt {
namespace {

MessageRules read(const std::string& text) {
  const Node root = parse_yaml(text, "desk.yaml");
  return message_rules_from(FieldReader(root, "desk.yaml"));
}

}  // namespace

TEST_CASE("what desk.yaml leaves out has its default") {
  CHECK(read("machine: server\n") == MessageRules{});
}

TEST_CASE("all of it is read") {
  const MessageRules rules = read(R"(smtp: {host: mail.example, user: u, password-file: ~/.p}
gateway:
  url: https://g.example/{{key}}
  headers: {A: "b {{secret}}"}
  body: "{}"
  secret-variable: TKT_SMS
  success: {pointer: /a/0, value: ok}
quiet: "21:30-07:15"
brake: {recipient: 3, all: 50}
intake: {client: chobe, priority: low, acknowledgements: 2, attachment-megabytes: 1}
)");
  REQUIRE(rules.smtp);
  CHECK(rules.smtp->port == 587);
  CHECK(rules.smtp->security == MailSecurity::starttls);
  CHECK(rules.smtp->password == SecretPlace{"~/.p", ""});
  REQUIRE(rules.gateway);
  CHECK(rules.gateway->headers.front().second == "b {{secret}}");
  CHECK(rules.gateway->secret == SecretPlace{"", "TKT_SMS"});
  CHECK(rules.gateway->pointer == "/a/0");
  CHECK(rules.quiet.from == std::chrono::hours(21) + std::chrono::minutes(30));
  CHECK(rules.quiet.to == std::chrono::hours(7) + std::chrono::minutes(15));
  CHECK(rules.most_to_one == 3);
  CHECK(rules.most == 50);
  CHECK(rules.intake.client == "chobe");
  CHECK(rules.intake.largest_attachment == 1 << 20);
  CHECK(read("smtp: {host: h, security: tls}\n").smtp->port == 465);
  const QuietHours never = read("quiet: none\n").quiet;
  CHECK(never.from == never.to);
}

TEST_CASE("what would give a secret away, or is no setting, is refused with its line") {
  const auto [text, problem] = GENERATE(table<const char*, const char*>({
      {"smtp: {host: h, password: x}\n", "a secret belongs into no file of the desk"},
      {"smtp: {host: h, password-variable: AWS_SECRET}\n", "begins with TKT_"},
      {"smtp: {host: h, password-file: p}\n", "whole path"},
      {"smtp: {host: h, password-file: /p, password-variable: TKT_P}\n", "not in both"},
      {"smtp: {host: h, security: none, user: u}\n", "without encryption"},
      {"smtp: {host: \"-oQ\"}\n", "name of a host"},
      {"smtp: {host: h, port: 70000}\n", "70000"},
      {"gateway: {url: \"http://g.example\"}\n", "https://"},
      {"gateway: {url: \"file:///etc/passwd\"}\n", "https://"},
      {"gateway: {url: \"https://g\", success: {pointer: a}}\n", "JSON pointer"},
      {"quiet: \"22-6\"\n", "22:00-06:00"},
      {"quiet: \"25:00-06:00\"\n", "22:00-06:00"},
      {"quiet: \"24:30-06:00\"\n", "22:00-06:00"},
      {"quiet: \"22:00-06:00x\"\n", "22:00-06:00"},
      {"quiet: \"22:00\"\n", "22:00-06:00"},
      {"brake: {recipient: 0}\n", "0"},
      {"intake: {client: \"../x\"}\n", "../x"},
  }));
  INFO(text);
  CHECK_THROWS_WITH(
      read(text), Catch::Matchers::Contains("desk.yaml:1: ") && Catch::Matchers::Contains(problem));
}

}  // namespace tkt
