// SPDX-License-Identifier: MIT
//
// SHA-1, for the sum at the end of git's index, which protects against torn files and not against
// an attacker. Names of objects come from libgit2, whose SHA-1 detects collision attacks.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tkt {

[[nodiscard]] std::array<std::uint8_t, 20> sha1(std::string_view bytes);

}  // namespace tkt
