// SPDX-License-Identifier: MIT
//
// SHA-1, for the sum at the end of git's index, which protects against torn files and not against
// an attacker. Names of objects come from libgit2, whose SHA-1 detects collision attacks.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include <openssl/sha.h>

namespace tkt {

/// The sum of bytes that come piece by piece.
class Sha1 {
 public:
  Sha1();
  void add(std::string_view bytes);
  /// Of all that was added; nothing more may be.
  [[nodiscard]] std::array<std::uint8_t, 20> sum();

 private:
  SHA_CTX context_;
};

}  // namespace tkt
