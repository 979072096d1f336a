// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "model/error.h"
#include "random_yaml.h"
#include "store/yaml.h"

namespace tkt {
namespace {

std::string field(const Node& value) {
  return emit_yaml(Node::record({{"k", value}}, false));
}

std::string flow_field(const Node& value) {
  return emit_yaml(Node::record({{"k", Node::list({value}, true)}}, false));
}

Node reread(const Node& root) {
  return parse_yaml(emit_yaml(root), "t.yaml");
}

}  // namespace

TEST_CASE("texts are written without quotes where they read back as the same text") {
  for (const char* plain :
       {"VPN down for the whole office", "Called Neo; looking at the gateway", "INV-2026-000042",
        "2nd floor", "letla", "a", "http://example.org/x", "it's", "50% off", "\xc5\xa0 printer",
        "what?", "x, y", "(urgent)", "/dev/null", "a [b] {c}", "4F7K24"}) {
    CHECK(field(Node::text(plain)) == std::string("k: ") + plain + "\n");
  }
  for (const char* other : {"",
                            " a",
                            "a ",
                            "yes",
                            "No",
                            "NULL",
                            "~",
                            "true",
                            "on",
                            "y",
                            "12",
                            "1.5",
                            "7E10",
                            "0x1F",
                            "12:30",
                            "2026-11-23",
                            "2026-11-23T08:15:00+02:00",
                            "+26771924495",
                            "-1",
                            "- a",
                            "a: b",
                            "a #b",
                            "a:",
                            "#a",
                            "&a",
                            "*a",
                            "!a",
                            "%a",
                            "@a",
                            "`a",
                            "|",
                            ">",
                            "[a",
                            "{a",
                            "? a",
                            ": a",
                            "'a'",
                            ",",
                            "=",
                            "<<",
                            ".inf",
                            "---",
                            "..."}) {
    CHECK(field(Node::text(other)) == std::string("k: \"") + other + "\"\n");
  }
}

TEST_CASE("between brackets more needs quotes") {
  CHECK(flow_field(Node::text("x, y")) == "k: [\"x, y\"]\n");
  CHECK(flow_field(Node::text("what?")) == "k: [\"what?\"]\n");
  CHECK(flow_field(Node::text("a [b]")) == "k: [\"a [b]\"]\n");
  CHECK(flow_field(Node::text("at 08:30; fine")) == "k: [at 08:30; fine]\n");
}

TEST_CASE("quoted texts escape what YAML cannot hold") {
  CHECK(field(Node::text("a\"b\\c: ")) == "k: \"a\\\"b\\\\c: \"\n");
  CHECK(field(Node::text("one\ntwo\tthree\r")) == "k: \"one\\ntwo\\tthree\\r\"\n");
  CHECK(field(Node::text("\x1b[0m \x7f")) == "k: \"\\x1B[0m \\x7F\"\n");
  CHECK(field(Node::text("a\xc2\x85\xe2\x80\xa8\xef\xbb\xbf")) == "k: \"a\\x85\\u2028\\uFEFF\"\n");
  CHECK(field(Node::quoted("5D1AK3M90R")) == "k: \"5D1AK3M90R\"\n");
  CHECK(field(Node::bare("2026-11-23T08:15:00+02:00")) == "k: 2026-11-23T08:15:00+02:00\n");
}

TEST_CASE("a text that no file can hold is refused") {
  using namespace std::string_literals;
  CHECK_THROWS_AS(field(Node::text("a\0b"s)), Error);
  CHECK_THROWS_AS(field(Node::quoted("\xff")), Error);
  CHECK_THROWS_AS(field(Node::block("a\xed\xa0\x80\n")), Error);
}

TEST_CASE("literal blocks") {
  CHECK(field(Node::block("one\n\n  two\n")) == "k: |\n  one\n\n    two\n");
  CHECK(field(Node::block("one")) == "k: |-\n  one\n");
  CHECK(field(Node::block("one\n\n")) == "k: \"one\\n\\n\"\n");
  CHECK(field(Node::block("  one\n")) == "k: |2\n    one\n");
  CHECK(field(Node::block("\n")) == "k: \"\\n\"\n");
  CHECK(field(Node::block("")) == "k: \"\"\n");
  CHECK(field(Node::block("a\rb\n")) == "k: \"a\\rb\\n\"\n");
  CHECK(flow_field(Node::block("one\n")) == "k: [\"one\\n\"]\n");
}

TEST_CASE("collections") {
  const Node root = Node::record(
      {{"none", Node()},
       {"tags", Node::list({Node::text("vpn"), Node::text("no")}, true)},
       {"work", Node::list({Node::record({{"id", Node::quoted("9C2E0TQ4WX")},
                                          {"minutes", Node::bare("45")},
                                          {"gone", Node()}},
                                         true)},
                           false)},
       {"contacts",
        Node::list({Node::record({{"name", Node::text("Neo")},
                                  {"notes", Node::list({Node::block("a\nb\n")}, false)}},
                                 false),
                    Node::list({Node::text("x"), Node::list({}, false)}, false), Node()},
                   false)},
       {"days",
        Node::record({{"2026-12-24", Node::record({{"name", Node::text("Half day")}}, true)},
                      {"on", Node::record({}, false)}},
                     false)}},
      false);
  CHECK(emit_yaml(root) ==
        "none:\n"
        "tags: [vpn, \"no\"]\n"
        "work:\n"
        "  - {id: \"9C2E0TQ4WX\", minutes: 45, gone: null}\n"
        "contacts:\n"
        "  - name: Neo\n"
        "    notes:\n"
        "      - |\n"
        "        a\n"
        "        b\n"
        "  - - x\n"
        "    - []\n"
        "  -\n"
        "days:\n"
        "  2026-12-24: {name: Half day}\n"
        "  \"on\": {}\n");
  CHECK(reread(root) == root);
}

TEST_CASE("equality looks at values alone") {
  const Node a = parse_yaml("x: [1, b]\ny: {p: q, r: }\n", "t.yaml");
  CHECK(a == parse_yaml("y:\n  r: ~\n  'p': \"q\"\nx:\n- '1'\n- |-\n   b\n", "t.yaml"));
  CHECK_FALSE(a == parse_yaml("x: [b, 1]\ny: {p: q, r: }\n", "t.yaml"));
  CHECK_FALSE(a == parse_yaml("x: [1, b]\ny: {p: q, r: \"\"}\n", "t.yaml"));
  CHECK_FALSE(a == parse_yaml("x: [1, b]\ny: {p: q, s: }\n", "t.yaml"));
}

TEST_CASE("whatever is written reads back as the same") {
  test::RandomYaml random(20261123);
  for (int i = 0; i < 4000; ++i) {
    const Node root = random.root();
    const std::string text = emit_yaml(root);
    CAPTURE(i, text);
    REQUIRE(parse_yaml(text, "t.yaml") == root);
  }
}

}  // namespace tkt
