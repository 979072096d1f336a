// SPDX-License-Identifier: MIT
#include "cmd/base64.h"

#include <cstdint>

namespace tkt {

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view three = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t byte = 0; byte < 3; ++byte) {
      const auto value = byte < three.size() ? static_cast<unsigned char>(three[byte]) : 0U;
      bits = bits << 8U | value;
    }
    for (std::size_t digit = 0; digit < 4; ++digit) {
      text += digit <= three.size() ? kDigits[bits >> (18 - 6 * digit) & 63U] : '=';
    }
  }
  return text;
}

}  // namespace tkt
