// SPDX-License-Identifier: MIT
#include <ctime>

#include <catch2/catch.hpp>

#include "hostile_yaml.h"
#include "model/error.h"
#include "store/yaml.h"

namespace tkt {

using Kind = Node::Kind;

namespace {

Node parse(std::string_view text) {
  return parse_yaml(text, "t.yaml");
}

const Node& at(const Node& map, std::string_view key) {
  const Node* found = map.find(key);
  REQUIRE(found != nullptr);
  return *found;
}

std::string scalar_of(const std::string& text) {
  return at(parse(text), "a").scalar;
}

/// What the text has where the value stands.
std::string span(std::string_view text, const Node& node) {
  return std::string(text.substr(node.begin, node.end - node.begin));
}

/// The message of the refusal; empty when the text was read.
std::string refusal(std::string_view text) {
  try {
    parse(text);
    return "";
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::storage);
    return error.what();
  }
}

}  // namespace

TEST_CASE("hostile texts are refused with their line, at once") {
  const auto corpus = test::hostile_yaml();
  CHECK(corpus.size() >= 100);
  for (const auto& [text, line, reason] : corpus) {
    CAPTURE(text.substr(0, 60), text.size());
    const std::clock_t start = std::clock();
    const std::string message = refusal(text);
    CHECK(std::clock() - start < 2 * CLOCKS_PER_SEC);
    CHECK_THAT(message, Catch::StartsWith("t.yaml:" + std::to_string(line) + ": "));
    CHECK_THAT(message, Catch::Contains(reason));
  }
}

TEST_CASE("what the limits allow is read") {
  CHECK(refusal("a: " + test::repeated("[", 15) + test::repeated("]", 15) + "\n").empty());
  CHECK(refusal("a: [" + test::repeated("1,", 49000) + "]\n").empty());
  CHECK(refusal("a: 1\n" + std::string((1 << 20) - 6, '#') + "\n").empty());
}

TEST_CASE("scalars of all spellings") {
  CHECK(scalar_of("a: plain text\n") == "plain text");
  CHECK(scalar_of("a: plain\n  over two lines\n") == "plain over two lines");
  CHECK(scalar_of("a: 'it''s'\n") == "it's");
  CHECK(scalar_of("a: \"tab\\t \\u00e9 \\x41\"\n") == "tab\t \xc3\xa9 A");
  CHECK(scalar_of("a: \"folded\n  line\"\n") == "folded line");
  CHECK(scalar_of("a: |\n  one\n    two\n\n  three\n\n\n") == "one\n  two\n\nthree\n");
  CHECK(scalar_of("a: |-\n  one\n") == "one");
  CHECK(scalar_of("a: |+\n  one\n\n") == "one\n\n");
  CHECK(scalar_of("a: |2\n   one\n") == " one\n");
  CHECK(scalar_of("a: >\n  one\n  two\n\n  three\n") == "one two\nthree\n");
  CHECK(scalar_of("a: http://example.org/#x\n") == "http://example.org/#x");
  CHECK(scalar_of("a: 7E10\n") == "7E10");
  CHECK(scalar_of("a: yes\n") == "yes");
  CHECK(scalar_of("a: |\r\n  one\r\n  two\r\n") == "one\ntwo\n");
  CHECK(scalar_of("---\n# comment\na: b # comment\n...\n# end\n") == "b");
  CHECK(scalar_of("a: x\xe2\x80\xa8y \xf0\x9f\x98\x80\n") == "x\xe2\x80\xa8y \xf0\x9f\x98\x80");
}

TEST_CASE("nulls, written and missing") {
  const std::string text = "a:\nb: ~\nc: null # x\nd: {e: , f: NULL, g:}\nh:\n-\n- ~\n";
  const Node root = parse(text);
  for (const char* key : {"a", "b", "c"}) {
    CHECK(at(root, key).kind == Kind::null);
  }
  CHECK(span(text, at(root, "a")).empty());
  CHECK(at(root, "a").begin == 2);
  CHECK(span(text, at(root, "b")) == "~");
  CHECK(span(text, at(root, "c")) == "null");
  CHECK(span(text, at(root, "d")) == "{e: , f: NULL, g:}");
  CHECK(at(at(root, "d"), "g").kind == Kind::null);
  CHECK(at(root, "h").items.size() == 2);
  CHECK(span(text, at(root, "h").items[0]).empty());
  CHECK(span(text, at(root, "h").items[1]) == "~");
}

TEST_CASE("places of values") {
  const std::string text =
      "# head\n"
      "plain: two\n"
      "  lines # comment\n"
      "'quoted' : \"a # b\" # comment\n"
      "block: | # comment\n"
      "  one\n"
      "     \n"
      "\n"
      "list:\n"
      "- {a: 1,\n"
      "   b: [x, y,]} # comment\n"
      "-   c: 3\n"
      "    d:\n"
      "      - z\n"
      "last: 'it''s'";
  const Node root = parse(text);
  CHECK(span(text, at(root, "plain")) == "two\n  lines");
  CHECK(at(root, "plain").line == 2);
  CHECK(span(text, at(root, "quoted")) == "\"a # b\"");
  CHECK(text.substr(at(root, "quoted").entry, 8) == "'quoted'");
  CHECK(at(root, "quoted").lead == text.find(':', text.find("quoted")) + 1);
  CHECK(span(text, at(root, "block")) == "| # comment\n  one\n     ");
  CHECK(at(root, "block").scalar == "one\n   \n");
  const Node& list = at(root, "list");
  CHECK(span(text, list.items[0]) == "{a: 1,\n   b: [x, y,]}");
  CHECK(list.items[0].flow);
  CHECK(list.items[0].line == 10);
  CHECK(span(text, list.items[1]) == "c: 3\n    d:\n      - z");
  CHECK_FALSE(list.items[1].flow);
  CHECK(list.items[1].entry + 4 == list.items[1].begin);
  CHECK(at(at(root, "list").items[1], "d").items[0].line == 14);
  CHECK(span(text, at(root, "last")) == "'it''s'");
  CHECK(root.end == text.size());
}

TEST_CASE("the end of a block scalar") {
  struct Case {
    const char* text;
    const char* span;
  };
  const Case cases[] = {
      {"a: |\nb: 1\n", "|"},
      {"a: |+\n\n\nb: 1\n", "|+\n\n"},
      {"a: |\n  x\n\n\nb: 1\n", "|\n  x"},
      {"a: |+\n  x\n\n\nb: 1\n", "|+\n  x\n\n"},
      {"a: |-\n  x  \nb: 1\n", "|-\n  x  "},
      {"a: |-\n  x\n     \n\nb: 1\n", "|-\n  x\n     "},
      {"a: |\n    x\n  # comment\nb: 1\n", "|\n    x"},
      {"a: |\n  x\n  # text\nb: 1\n", "|\n  x\n  # text"},
      {"a: >2-\n   x\n\n   y\nb: 1\n", ">2-\n   x\n\n   y"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(span(c.text, at(parse(c.text), "a")) == c.span);
  }
}

TEST_CASE("maps with many keys are read and searched for twins in linear time") {
  std::string text;
  for (int i = 0; i < 20000; ++i) {
    text += "k" + std::to_string(i) + ": 1\n";
  }
  const std::clock_t start = std::clock();
  CHECK(parse(text).fields.size() == 20000);
  CHECK_THAT(refusal(text + "k10000: 2\n"), Catch::Contains("t.yaml:20001: the key 'k10000'"));
  CHECK(std::clock() - start < 2 * CLOCKS_PER_SEC);
}

}  // namespace tkt
