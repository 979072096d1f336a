// SPDX-License-Identifier: MIT
#include "channels/text.h"

#include <catch2/catch.hpp>

namespace tkt {

TEST_CASE("bytes that are no UTF-8 become replacement characters, one each") {
  CHECK(characters("aé€😀") == U"aé€😀");
  CHECK(characters("\xFF") == U"\uFFFD");
  CHECK(characters("\xC3") == U"\uFFFD");
  CHECK(characters("\xC3(") == U"\uFFFD(");
  CHECK(characters("\xC0\xAF") == U"\uFFFD\uFFFD");                      // overlong
  CHECK(characters("\xE0\x80\xAF") == U"\uFFFD\uFFFD\uFFFD");            // overlong
  CHECK(characters("\xED\xA0\x80") == U"\uFFFD\uFFFD\uFFFD");            // a surrogate
  CHECK(characters("\xF4\x90\x80\x80") == U"\uFFFD\uFFFD\uFFFD\uFFFD");  // beyond U+10FFFF
  CHECK(characters(std::string_view("\0x", 2)) == std::u32string_view(U"\0x", 2));
}

TEST_CASE("what is read is written again") {
  for (char32_t c = 0; c < 0x110000; c += c < 0x3000 ? 1 : 97) {
    if (c >= 0xD800 && c < 0xE000) {
      continue;
    }
    std::string text;
    append_utf8(text, c);
    if (characters(text) != std::u32string(1, c)) {
      FAIL("U+" << std::hex << static_cast<unsigned>(c));
    }
  }
}

TEST_CASE("one line has no line ends, no controls, and no spaces at its ends") {
  CHECK(one_line("  VPN\r\nBcc: x@example.com\tdown \n") == "VPN Bcc: x@example.com down");
  CHECK(one_line("a\u2028b\u0085c\x1B[31m") == "a b c [31m");
  CHECK(one_line("\u202Eevil\u200B\uFEFF\U000E0041") == "evil");
  CHECK(one_line(" \n ").empty());
}

TEST_CASE("lines keep their ends and tabs, and nothing else below a space") {
  CHECK(clean_lines("\n\nfirst\r\nsecond\rthird\n\n\tfourth \n\n") ==
        "first\nsecond\nthird\n\n\tfourth");
  CHECK(clean_lines("a\x1B[2Jb\x07\u0090c\u202E") == "a[2Jbc");
  CHECK(clean_lines("\xFF") == "\uFFFD");
  CHECK(clean_lines("").empty());
}

}  // namespace tkt
