// SPDX-License-Identifier: MIT
//
// Texts that are no desk's file. Each is refused, at this line, for this reason.
#pragma once

#include <string>
#include <vector>

namespace tkt::test {

struct HostileYaml {
  std::string text;
  int line;
  std::string reason;  ///< part of the message
};

inline std::string repeated(const std::string& piece, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) {
    out += piece;
  }
  return out;
}

/// A list in a list in a list, in block style.
inline std::string deep_block(int levels) {
  std::string out = "a:\n";
  for (int i = 0; i < levels; ++i) {
    out += std::string(static_cast<std::size_t>(2 * i), ' ') + "-\n";
  }
  return out;
}

inline std::vector<HostileYaml> hostile_yaml() {
  using namespace std::string_literals;
  return {
      // Bytes.
      {"a: b\0c\n"s, 1, "U+0000"},
      {"a: 1\nb: \x01\n", 2, "U+0001"},
      {"a: 1\nb: \x04\nc: 3\n", 2, "U+0004"},
      {"a: \x1b[31mred\n", 1, "U+001B"},
      {"a: x\x7f\n", 1, "U+007F"},
      {"a: x\xc2\x9b\n", 1, "U+009B"},
      {"a: \xff\n", 1, "0xff is not UTF-8"},
      {"a: 1\nb: \x80\n", 2, "0x80 is not UTF-8"},
      {"a: \xc0\xaf\n", 1, "0xc0 is not UTF-8"},
      {"a: \xc1\xbf\n", 1, "0xc1 is not UTF-8"},
      {"a: \xe0\x80\xaf\n", 1, "0xe0 is not UTF-8"},
      {"a: \xe0\x9f\xbf\n", 1, "0xe0 is not UTF-8"},
      {"a: \xf0\x80\x80\xaf\n", 1, "0xf0 is not UTF-8"},
      {"a: \xf0\x8f\xbf\xbf\n", 1, "0xf0 is not UTF-8"},
      {"a: \xed\xa0\x80\n", 1, "0xed is not UTF-8"},
      {"a: \xed\xbf\xbf\n", 1, "0xed is not UTF-8"},
      {"a: \xf4\x90\x80\x80\n", 1, "0xf4 is not UTF-8"},
      {"a: \xf5\x80\x80\x80\n", 1, "0xf5 is not UTF-8"},
      {"a: \xe2\x82\n", 1, "0xe2 is not UTF-8"},
      {"a: \xe2\x82", 1, "0xe2 is not UTF-8"},
      {"a: \xc3", 1, "0xc3 is not UTF-8"},
      {"a: \xef\xbf\xbe\n", 1, "U+FFFE"},
      {"\xef\xbb\xbf"
       "a: 1\n",
       1, "byte order mark"},
      {"\xff\xfe"
       "a\0:\0 \0"s +
           "1\0"s,
       1, "0xff is not UTF-8"},
      {"\xfe\xff\0a\0:"s, 1, "0xfe is not UTF-8"},
      {"a: 1\rb: 2\n", 1, "carriage return"},
      {"a: 1\nb: 2\r", 2, "carriage return"},
      {"a: x\n" + std::string(1 << 20, '#') + "\n", 1, "at most"},
      // Conflict markers.
      {"a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n", 2, "conflict marker"},
      {"a: 1\n=======\nb: 2\n", 2, "conflict marker"},
      {"a: |\n  text\n>>>>>>> other\n", 3, "conflict marker"},
      {"a: 1\n||||||| base\n", 2, "conflict marker"},
      {"# one\n# two\n<<<<<<<\n", 3, "conflict marker"},
      {"a: \"x\n======= \n  y\"\n", 2, "conflict marker"},
      // Documents.
      {"", 1, "empty"},
      {"\n\n", 1, "empty"},
      {"# only a comment\n", 1, "empty"},
      {"---\n", 2, "not a map"},
      {"---\n...\n", 2, "not a map"},
      {"k: 1\n---\nk: 2\n", 2, "second document"},
      {"k: 1\n---\n", 2, "second document"},
      {"k: 1\n...\ngarbage\n", 3, "second document"},
      {"k: 1\n...\nk: 2\n", 3, "second document"},
      {"k: 1\n... x\n", 2, ""},
      {"--- k: 1\n", 1, ""},
      {"---\nk: 1\n---\nk: 2\n---\nk: 3\n", 3, "second document"},
      {"%YAML 1.2\n---\na: 1\n", 1, "directive"},
      {"%YAML 9.9\n---\na: 1\n", 1, ""},
      {"%TAG ! tag:example.org,2000:\n---\na: 1\n", 1, "directive"},
      {"# x\n%FOO bar\n---\na: 1\n", 2, "directive"},
      {"a: 1\n%YAML 1.2\n", 2, "behind the end"},
      {"a: 1\n...\n%YAML 1.2\n---\nb: 2\n", 4, "second document"},
      // Roots.
      {",", 1, "not a map"},
      {"[a], b", 1, "not a map"},
      {"{a}, b", 1, "not a map"},
      {"{k: 1}, lost\n", 1, "not a map"},
      {"{k: 1}\n", 1, "not a map"},
      {"[k]\n", 1, "not a map"},
      {"- k\n", 1, "not a map"},
      {"just words\n", 1, "not a map"},
      {"\"quoted\"\n", 1, "not a map"},
      {"|\n  text\n", 1, "not a map"},
      {"~\n", 1, "not a map"},
      {"\n\n- k: 1\n", 3, "not a map"},
      {"&a  { y}, y}\n", 1, "anchor"},
      // Anchors, aliases, tags, merge keys.
      {"a: &x 1\n", 1, "anchor"},
      {"a: &x\nb: 1\n", 1, "anchor"},
      {"&x a: 1\n", 1, "anchor"},
      {"a: 1\nb: [1, &x 2]\n", 2, "anchor"},
      {"a: &x [*x]\n", 1, "anchor"},
      {"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", 1, "anchor"},
      {"a: 1\nb: *a\n", 2, "alias"},
      {"a: 1\n*a : 2\n", 2, "alias"},
      {"a: !!str 1\n", 1, "tag"},
      {"a: ! \"x\"\n", 1, "tag"},
      {"a: !\nb: 1\n", 1, "tag"},
      {"a: !<tag:yaml.org,2002:str> x\n", 1, "tag"},
      {"a: !local {b: 1}\n", 1, "tag"},
      {"a:\n  - x\n  - !!binary aGVsbG8=\n", 3, "tag"},
      {"!!map\na: 1\n", 1, "tag"},
      {"a: [!!str]\n", 1, "tag"},
      {"a: 1\n!!str b: 2\n", 2, "tag"},
      {"<<: {a: 1}\n", 1, "merge key"},
      {"a:\n  <<: {b: 1}\n", 2, "merge key"},
      {"a: {\"<<\": 1}\n", 1, "merge key"},
      // Keys.
      {"a: 1\na: 2\n", 2, "'a' stands twice"},
      {"a: 1\nb: 2\n\"a\": 3\n", 3, "'a' stands twice"},
      {"a: {b: 1, c: 2, b: 3}\n", 1, "'b' stands twice"},
      {"a:\n  - b: 1\n    b: 2\n", 3, "'b' stands twice"},
      {"\"\\x61\": 1\na: 2\n", 2, "'a' stands twice"},
      {repeated("a: 1\n", 100), 2, "'a' stands twice"},
      {"[a]: 1\n", 1, "list or a map"},
      {"{a: 1}: 1\n", 1, "list or a map"},
      {"a: {[b]: 1}\n", 1, "list or a map"},
      {"? a\n: 1\n", 1, "explicit key"},
      {"? [a]\n: 1\n", 1, ""},
      {"?\n  a\n: 1\n", 1, "explicit key"},
      {"a: {? b : 1}\n", 1, "explicit key"},
      {"a: 1\n? |\n  b\n: 2\n", 2, "explicit key"},
      {"~: 1\n", 1, "missing key"},
      {"a:\nnull: 1\n", 2, "missing key"},
      {": 1\n", 1, ""},
      {"a: {: 1}\n", 1, "missing key"},
      {"a: {b}\n", 1, "no ':'"},
      {"a: {b, c: 1}\n", 1, "no ':'"},
      {"a: 1\nb\n", 2, "no ':'"},
      {"a: 1\nb\nc: 2\n", 3, "':'"},
      {"a: b: c\n", 1, "needs quotes"},
      {"a: it's: odd\n", 1, "needs quotes"},
      {"a: 1\n b: 2\n", 2, "needs quotes"},
      // Brackets, dashes, quotes.
      {"a: [b, , c]\n", 1, "empty entry"},
      {"a: [, b]\n", 1, "empty entry"},
      {"a: [b: c]\n", 1, "without braces"},
      {"a: [b, c: ]\n", 1, "without braces"},
      {"a: [b\n", 1, "never closed"},
      {"a: [b, c\nd: 1\n", 2, "never closed"},
      {"a: {b: 1\nc: 1\n", 2, "never closed"},
      {"a: [b}\n", 1, ""},
      {"a: {b: 1]\n", 1, ""},
      {"a: ]\n", 1, "closing bracket"},
      {"a: [b] c\n", 1, "does not belong"},
      {"a: \"b\" c\n", 1, "does not belong"},
      {"a: 'it's'\n", 1, "does not belong"},
      {"a: \"b\nc: 1\n", 1, "never closed"},
      {"a: 1\nb: 'x\n", 2, "never closed"},
      {"a: \"\\q\"\n", 1, "escape"},
      {"a: \"\\xZZ\"\n", 1, "hex"},
      {"a: \"\\ud800\"\n", 1, "unicode"},
      {"a: \"\\U00110000\"\n", 1, "unicode"},
      {"a: 1\nb: \"x\\0y\"\n", 2, "NUL"},
      {"a: \"\\u0000\"\n", 1, "NUL"},
      {"a: \"x\"#y\n", 1, "space before it"},
      {"a: [#x\n  b]\n", 1, "space before it"},
      {"a: - b\n", 1, "list entry"},
      {"a:\n  - b\n - c\n", 3, "does not belong"},
      {"a:\n  - b\n  c: 1\n", 3, "does not belong"},
      {"a: @b\n", 1, "cannot begin a value"},
      {"a: `b`\n", 1, "cannot begin a value"},
      {"a: %b\n", 1, "cannot begin a value"},
      {"a: 1\n\tb: 2\n", 2, "tab"},
      {"a: |x\n  b\n", 1, "block scalar"},
      {"a: |0\n  b\n", 1, "indentation"},
      {"a: |\n    b\n  c\nd: 1\n", 3, ""},
      // Limits.
      {"a: " + repeated("[", 17) + repeated("]", 17) + "\n", 1, "more than 16 levels"},
      {"a: " + repeated("[", 100000) + "\n", 1, ""},
      {"a: " + repeated("{b: ", 100000) + "\n", 1, "more than 16 levels"},
      {repeated("- ", 100000) + "\n", 1, "not a map"},
      {"a:\n  " + repeated("- ", 100000) + "\n", 2, "more than 16 levels"},
      {deep_block(40), 17, "more than 16 levels"},
      {"a: [" + repeated("1,", 60000) + "]\n", 1, "more than 50000"},
      {"a:\n" + repeated("- 1\n", 60000), 49999, "more than 50000"},
      {"a: [" + repeated("x ", 400000) + "\n", 1, ""},
      {"a: {" + repeated("? ", 400000) + "\n", 1, ""},
      {"a: " + repeated("\"x\" ", 200000) + "\n", 1, ""},
      {"a: \"" + repeated("\\\\", 500000) + "\n", 1, "never closed"},
      {"a: " + repeated("!", 1000000) + "\n", 1, ""},
      {repeated("!", 1000000) + "\n", 1, ""},
      {"a: *" + repeated("x", 1000000) + "\n", 1, "alias"},
      {repeated("?", 1000000) + "\n", 1, "not a map"},
      {repeated("---\n", 200000), 2, ""},
      {repeated("# x\n", 200000), 1, "empty"},
  };
}

}  // namespace tkt::test
