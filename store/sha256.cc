// SPDX-License-Identifier: MIT
//
// By the functions that do without OpenSSL's start, as in sha1.cc.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "store/sha256.h"

#include <array>

#include <fmt/core.h>
#include <openssl/sha.h>

namespace tkt {

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> sum{};
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, bytes.data(), bytes.size());
  SHA256_Final(sum.data(), &context);
  std::string text;
  for (const unsigned char byte : sum) {
    text += fmt::format("{:02x}", byte);
  }
  return text;
}

}  // namespace tkt
