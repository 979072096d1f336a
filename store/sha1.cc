// SPDX-License-Identifier: MIT
//
// OpenSSL's SHA-1 uses the processor's own instructions where it has them: a large desk's index is
// 10 MB, and every change sums it up. The functions called here are those that do without OpenSSL's
// start, which takes as long as all the rest.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "store/sha1.h"

namespace tkt {

Sha1::Sha1() {
  SHA1_Init(&context_);
}

void Sha1::add(std::string_view bytes) {
  SHA1_Update(&context_, bytes.data(), bytes.size());
}

std::array<std::uint8_t, 20> Sha1::sum() {
  std::array<std::uint8_t, 20> sum{};
  SHA1_Final(sum.data(), &context_);
  return sum;
}

}  // namespace tkt
