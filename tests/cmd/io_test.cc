// SPDX-License-Identifier: MIT
#include "cmd/io.h"

#include <algorithm>
#include <codecvt>
#include <locale>
#include <set>
#include <sstream>
#include <stdexcept>

#include <catch2/catch.hpp>

#include "tests/cmd/hostile.h"

namespace tkt {
namespace {

/// The code points of well-formed UTF-8, read by the standard library; throws for any other bytes.
std::u32string decoded(const std::string& text) {
  std::wstring_convert<std::codecvt_utf8<char32_t>, char32_t> converter;
  std::u32string codes = converter.from_bytes(text);
  if (converter.converted() != text.size()) {
    throw std::range_error("a character is cut off");
  }
  return codes;
}

/// Empty when nothing forbidden is in the text, else what is.
std::string objection(const std::string& text) {
  static const auto forbidden = [] {
    const std::vector<unsigned> codes = hostile::characters();
    return std::set<char32_t>(codes.begin(), codes.end());
  }();
  try {
    for (const char32_t code : decoded(text)) {
      if (forbidden.count(code) > 0 || (code >= 0xD800 && code <= 0xDFFF)) {
        return "holds U+" + std::to_string(static_cast<unsigned>(code));
      }
    }
  } catch (const std::range_error&) {
    return "is not UTF-8";
  }
  return "";
}

TEST_CASE("nothing forbidden leaves, whatever comes in") {
  const std::vector<std::string> corpus = hostile::strings();
  REQUIRE(corpus.size() >= 200);
  for (const std::string& text : corpus) {
    const std::string shown = printable(text);
    INFO(shown);
    CHECK(objection(shown).empty());
    CHECK(printable(shown) == shown);
    const std::string one_line = printable_line(text);
    CHECK(objection(one_line).empty());
    CHECK(one_line.find_first_of("\n\t") == std::string::npos);
  }
}

TEST_CASE("the corpus would be noticed if it left as it is") {
  for (const std::string& text : hostile::strings()) {
    CHECK(printable(text) != text);
    INFO(printable(text));
    CHECK_FALSE(objection(text).empty());
  }
}

TEST_CASE("every way out of Output is guarded") {
  for (const bool colour : {false, true}) {
    for (const std::string& text : hostile::strings()) {
      std::ostringstream stream;
      Output out(stream, true, 80, colour);
      out.text(text);
      out.line(text);
      out.text(Style::plain, text);
      out.line(Style::plain, text);
      CHECK(objection(stream.str()).empty());
      stream.str("");
      out.line(Style::red, text);
      std::string written = stream.str();
      if (colour) {
        REQUIRE(written.starts_with("\x1B[31m"));
        REQUIRE(written.ends_with("\x1B[0m\n"));
        written = written.substr(5, written.size() - 10);
      }
      CHECK(objection(written).empty());
    }
  }
}

TEST_CASE("how it is made visible") {
  CHECK(printable("\x1B[31m") == "\\x1B[31m");
  CHECK(printable("a\rb") == "a\\x0Db");
  CHECK(printable("\x7F") == "\\x7F");
  CHECK(printable("\u0085") == "\\u0085");
  CHECK(printable("\u202Etxt") == "\\u202Etxt");
  CHECK(printable("\U000E0041") == "\\U000E0041");
  CHECK(printable("\xC3(") == "\\xC3(");
  CHECK(printable("\xE2\x82") == "\\xE2\\x82");
  CHECK(printable("\xED\xA0\x80") == "\\xED\\xA0\\x80");
  CHECK(printable(std::string_view("a\0b", 3)) == "a\\x00b");
  CHECK(printable_line("a\nb\tc") == "a b c");
}

TEST_CASE("honest text leaves as it came") {
  for (const char* text :
       {"", "plain", "two\nlines\tand a tab", "Dumêlang rra", "日本語", "😀 ❤\uFE0F", "e\u0301",
        "Ωμέγα", "\\x1B", "no\u00A0break", "\uE0A0", "\U0010FFFD", "\uFFFD"}) {
    CHECK(printable(text) == text);
  }
}

TEST_CASE("columns") {
  CHECK(display_width("") == 0);
  CHECK(display_width("ITW-4F7K24") == 10);
  CHECK(display_width("café") == 4);
  CHECK(display_width("cafe\u0301") == 4);
  CHECK(display_width("日本") == 4);
  CHECK(display_width("ｆｕｌｌ") == 8);
  CHECK(display_width("😀") == 2);
  CHECK(display_width("❤\uFE0F") == 1);
  CHECK(display_width("한글") == 4);
  CHECK(display_width("…") == 1);
  CHECK(display_width("\xFF\xC3") == 2);
}

TEST_CASE("truncation") {
  CHECK(truncated("VPN down", 8) == "VPN down");
  CHECK(truncated("VPN down", 7) == "VPN do…");
  CHECK(truncated("VPN down", 1) == "…");
  CHECK(truncated("VPN down", 0).empty());
  CHECK(truncated("VPN down", -3).empty());
  CHECK(truncated("", 0).empty());
  CHECK(truncated("日本語", 6) == "日本語");
  CHECK(truncated("日本語", 5) == "日本…");
  CHECK(truncated("日本語", 4) == "日…");
  CHECK(truncated("e\u0301e\u0301e\u0301", 2) == "e\u0301…");
}

TEST_CASE("a truncated text is never wider, and never cut within a character") {
  for (const char* text :
       {"Server offline in Gaborone", "日本語のテキスト", "cafe\u0301s é 😀😀 x"}) {
    for (int width = 0; width < 40; ++width) {
      const std::string cut = truncated(text, width);
      CHECK(display_width(cut) <= width);
      CHECK(objection(cut).empty());
    }
  }
}

TEST_CASE("styles show only where there is colour") {
  std::ostringstream stream;
  Output plain(stream, true, 80, false);
  plain.line(Style::bold, "a");
  CHECK(stream.str() == "a\n");
  stream.str("");
  Output coloured(stream, true, 80, true);
  for (const Style style : {Style::plain, Style::bold, Style::dim, Style::red, Style::yellow,
                            Style::green, Style::cyan}) {
    coloured.text(style, "x");
  }
  CHECK(stream.str() ==
        "x\x1B[1mx\x1B[0m\x1B[2mx\x1B[0m\x1B[31mx\x1B[0m\x1B[33mx\x1B[0m\x1B[32mx\x1B[0m\x1B[36mx"
        "\x1B[0m");
}

TEST_CASE("raw bytes and lost output") {
  std::ostringstream stream;
  Output out(stream, false, 0, false);
  out.raw("{\"a\": 1}\n");
  CHECK(stream.str() == "{\"a\": 1}\n");
  CHECK(out.flush());
  stream.setstate(std::ios::badbit);
  CHECK_FALSE(out.flush());
}

}  // namespace
}  // namespace tkt
