// SPDX-License-Identifier: MIT
#include "cmd/wrap.h"

#include <catch2/catch.hpp>
#include <fmt/core.h>

#include "cmd/io.h"
#include "tests/cmd/hostile.h"

namespace tkt {
namespace {

using Lines = std::vector<std::string>;

TEST_CASE("text is cut between words") {
  CHECK(wrapped("", 10) == Lines{""});
  CHECK(wrapped("   ", 10) == Lines{""});
  CHECK(wrapped("one two", 7) == Lines{"one two"});
  CHECK(wrapped("one two", 6) == Lines{"one", "two"});
  CHECK(wrapped("one  two three", 9) == Lines{"one two", "three"});
  CHECK(wrapped("one\ntwo\tthree", 80) == Lines{"one two three"});
}

TEST_CASE("a word longer than a line is cut") {
  CHECK(wrapped("abcdefgh", 3) == Lines{"abc", "def", "gh"});
  CHECK(wrapped("a abcdefgh b", 3) == Lines{"a", "abc", "def", "gh", "b"});
  CHECK(wrapped("\u00e4\u00f6\u00fc\u00e4", 2) == Lines{"\u00e4\u00f6", "\u00fc\u00e4"});
  CHECK(wrapped("\u6c34\u6c34\u6c34", 3) == Lines{"\u6c34", "\u6c34", "\u6c34"});
  CHECK(wrapped("\u6c34", 1) == Lines{"\u6c34"});
}

TEST_CASE("no line is too wide, whatever the text") {
  for (const std::string& text : hostile::strings()) {
    const std::string twice = fmt::format("{} and more {}", text, text);
    for (const int width : {2, 7, 30}) {
      for (const std::string& line : wrapped(twice, width)) {
        REQUIRE(display_width(line) <= width);
        REQUIRE(line == printable_line(line));
      }
    }
  }
}

TEST_CASE("the lines of a text stay, with their indentation") {
  CHECK(wrapped_lines("", 10) == Lines{""});
  CHECK(wrapped_lines("one\n\n  two  x\n", 10) == Lines{"one", "", "  two  x", ""});
  CHECK(wrapped_lines("one two three", 9) == Lines{"one two", "three"});
  CHECK(wrapped_lines("  one two three", 9) == Lines{"  one two", "  three"});
  CHECK(wrapped_lines("            one two", 9) == Lines{"    one", "    two"});
  CHECK(wrapped_lines("a\tb\r\nc\rd\r", 80) == Lines{"a    b", "c\\x0Dd"});
  CHECK(wrapped_lines(std::string(30, ' '), 9) == Lines{"    "});
}

TEST_CASE("no line of a text is too wide either") {
  for (const std::string& text : hostile::strings()) {
    for (const std::string& line :
         wrapped_lines(fmt::format("x\n  {} and more {}", text, text), 12)) {
      REQUIRE(display_width(line) <= 12);
      REQUIRE(line == printable_line(line));
    }
  }
}

TEST_CASE("padding counts columns") {
  CHECK(pad_right("ab", 4) == "ab  ");
  CHECK(pad_left("ab", 4) == "  ab");
  CHECK(pad_left("\u6c34", 4) == "  \u6c34");
  CHECK(pad_right("abcde", 4) == "abcde");
  CHECK(pad_left("", 0) == "");
}

}  // namespace
}  // namespace tkt
