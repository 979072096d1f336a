// SPDX-License-Identifier: MIT
//
// Texts that somebody could put into a ticket to command the terminal of whoever reads it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tkt::hostile {

/// UTF-8, or what would be its bytes for a surrogate and beyond U+10FFFF.
inline std::string utf8(unsigned code) {
  const auto byte = [](unsigned value) { return static_cast<char>(value); };
  const auto trail = [&](unsigned shift) { return byte(0x80U | (code >> shift & 0x3FU)); };
  if (code < 0x80) {
    return {byte(code)};
  }
  if (code < 0x800) {
    return {byte(0xC0U | code >> 6U), trail(0)};
  }
  if (code < 0x10000) {
    return {byte(0xE0U | code >> 12U), trail(6), trail(0)};
  }
  return {byte(0xF0U | code >> 18U), trail(12), trail(6), trail(0)};
}

/// Code points that must never leave as they are.
inline std::vector<unsigned> characters() {
  std::vector<unsigned> codes = {0x00AD,  0x034F,  0x061C,  0x180E,  0x2028,  0x2029,  0x2060,
                                 0x2061,  0x2062,  0x2063,  0x2064,  0xFEFF,  0x115F,  0x3164,
                                 0xFFA0,  0xFFF9,  0xFFFA,  0xFFFB,  0xFFFE,  0xFFFF,  0xFE00,
                                 0x1D173, 0xE0001, 0xE0020, 0xE0041, 0xE007F, 0xE0100, 0xE01EF};
  const auto add = [&](unsigned first, unsigned last) {
    for (unsigned code = first; code <= last; ++code) {
      codes.push_back(code);
    }
  };
  add(0x00, 0x08);
  add(0x0B, 0x1F);
  add(0x7F, 0x9F);
  add(0x200B, 0x200F);
  add(0x202A, 0x202E);
  add(0x2066, 0x206F);
  return codes;
}

/// Bytes that are not UTF-8.
inline std::vector<std::string> malformed() {
  std::vector<std::string> texts = {"\xC0\xAF",
                                    "\xC1\xBF",
                                    "\xC0\x80",
                                    "\xE0\x80\x9B",
                                    "\xE0\x9F\xBF",
                                    "\xF0\x80\x80\x9B",
                                    "\xF0\x8F\xBF\xBF",
                                    "\xF8\x88\x80\x80\x80",
                                    "\xFC\x84\x80\x80\x80\x80",
                                    "\xED\xA0\x80",
                                    "\xED\xBF\xBF",
                                    "\xED\xA0\xBD\xED\xB8\x80",
                                    "\xF4\x90\x80\x80",
                                    "\xF5\x80\x80\x80",
                                    "\xC3",
                                    "\xE2\x82",
                                    "\xF0\x9F\x98",
                                    "\xE2\x80",
                                    "\xF3\xA0\x81",
                                    "\xC3(",
                                    "\xE2\x28\xA1",
                                    "\xE2\x82\x28",
                                    "\xF0\x28\x8C\xBC",
                                    "\xFE",
                                    "\xFF",
                                    "\xFF\xFE",
                                    "\xEF\xBF",
                                    "\xC2",
                                    "\xC2\xC2\x9B",
                                    "\xE2\xE2\x80\xAE"};
  for (unsigned byte = 0x80; byte <= 0xBF; ++byte) {
    texts.emplace_back(1, static_cast<char>(byte));
  }
  return texts;
}

/// Sequences that terminals obey, or have obeyed to somebody's harm.
inline std::vector<std::string> sequences() {
  const std::string c1_osc = utf8(0x9D);
  const std::string c1_csi = utf8(0x9B);
  return {"\x1B[31mred",
          "\x1B[2J\x1B[H",
          "\x1B[?1049h",
          "\x1B[6n",
          "\x1B[c",
          "\x1B[>c",
          "\x1B[21t",
          "\x1B]0;title\a",
          "\x1B]2;title\x1B\\",
          "\x1B]8;;http://example.com/\x1B\\link\x1B]8;;\x1B\\",
          "\x1B]52;c;cm0gLXJmIC8=\a",
          "\x1B]50;?\a",
          "\x1B]4;1;?\a",
          "\x1B]1337;File=:AAAA\a",
          "\x1BP$q\"p\x1B\\",
          "\x1BP+q544e\x1B\\",
          "\x1B_Gf=100;AAAA\x1B\\",
          "\x1B^private\x1B\\",
          "\x1BPq#0;2;0;0;0~-\x1B\\",
          "\033c",
          "\x1B#8",
          "\x1B(0lqqk",
          "\x1B[8mhidden\x1B[0m",
          "\x1B[1A\x1B[2Kgone",
          "\x1B[200~pasted\x1B[201~",
          "\x1B[5i",
          "\x1BZ",
          "\x1B[?5h",
          c1_csi + "31mred",
          c1_osc + "0;title" + utf8(0x9C),
          "\23331m",
          "\2350;t\x9C",
          "safe\rforged",
          "a\b\b\bb",
          "a\vb",
          "a\fb",
          "bell\a",
          "\016shifted\x0F",

          "file" + utf8(0x202E) + "gpj.exe",
          utf8(0x2066) + "admin" + utf8(0x2069),
          "a\177b",
          "pay" + utf8(0x200B) + "pal",
          utf8(0xE0041) + utf8(0xE007F),
          "line" + utf8(0x2028) + "two",
          "\x1B\x1B[31m",
          "\x1B",
          "\x1B[",
          "\x1B]",
          "\x18\x1A",
          "100%\x1B[1;31;5mURGENT",
          std::string("a\0\x1B[31m", 7),
          "\r\n\x1B[F",
          "\x1B[1;1Hroot# ",
          utf8(0x85) + "next line"};
}

/// All of them, alone and inside other text.
inline std::vector<std::string> strings() {
  std::vector<std::string> all = sequences();
  for (const std::string& text : malformed()) {
    all.push_back(text);
    all.push_back("a" + text);
    all.push_back(text + "b");
  }
  for (const unsigned code : characters()) {
    all.push_back(utf8(code));
    all.push_back("caf" + utf8(0xE9) + utf8(code) + "x");
  }
  return all;
}

}  // namespace tkt::hostile
