// SPDX-License-Identifier: MIT
#include "model/text.h"

#include <cstddef>

namespace tkt {
namespace {

/// The lower case of a letter from U+00C0 to U+017F; anything else as it is.
unsigned lower_of(unsigned letter) {
  if (letter >= 0xC0 && letter <= 0xDE && letter != 0xD7) {
    return letter + 0x20;
  }
  if (letter == 0x130 || letter == 0x178) {
    return letter == 0x178 ? 0xFF : letter;
  }
  // Extended-A comes in pairs; from U+0139 to U+0148 and from U+0179 the capital is the odd one.
  const bool odd_capitals = (letter >= 0x139 && letter <= 0x148) || letter >= 0x179;
  const bool paired = (letter >= 0x100 && letter <= 0x137) ||
                      (letter >= 0x139 && letter <= 0x148) ||
                      (letter >= 0x14A && letter <= 0x177) || (letter >= 0x179 && letter <= 0x17E);
  return paired && (letter % 2 == 1) == odd_capitals ? letter + 1 : letter;
}

bool starts_latin_pair(std::string_view text, std::size_t i) {
  const auto lead = static_cast<unsigned char>(text[i]);
  return lead >= 0xC3 && lead <= 0xC5 && i + 1 < text.size() &&
         (static_cast<unsigned char>(text[i + 1]) & 0xC0U) == 0x80U;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= 'A' && c <= 'Z') {
      result += static_cast<char>(c - 'A' + 'a');
    } else if (starts_latin_pair(text, i)) {
      const unsigned lead = static_cast<unsigned char>(c);
      const unsigned trail = static_cast<unsigned char>(text[++i]);
      const unsigned lower = lower_of((lead & 0x1FU) << 6U | (trail & 0x3FU));
      result += static_cast<char>(0xC0U | lower >> 6U);
      result += static_cast<char>(0x80U | (lower & 0x3FU));
    } else {
      result += c;
    }
  }
  return result;
}

bool same_name(std::string_view a, std::string_view b) {
  return folded(a) == folded(b);
}

std::string joined(const std::vector<std::string>& words) {
  std::string result;
  for (const std::string& word : words) {
    result += result.empty() ? word : ", " + word;
  }
  return result;
}

}  // namespace tkt
