// SPDX-License-Identifier: MIT
//
// OpenSSL's SHA-1 uses the processor's own instructions where it has them: a large desk's index is
// 10 MB, and every change sums it up. The functions called here are those that do without OpenSSL's
// start, which takes as long as all the rest.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "store/sha1.h"

#include <openssl/sha.h>

namespace tkt {

std::array<std::uint8_t, 20> sha1(std::string_view bytes) {
  std::array<std::uint8_t, 20> sum{};
  SHA_CTX context;
  SHA1_Init(&context);
  SHA1_Update(&context, bytes.data(), bytes.size());
  SHA1_Final(sum.data(), &context);
  return sum;
}

}  // namespace tkt
