// SPDX-License-Identifier: MIT
#include "cmd/base64.h"

#include <catch2/catch.hpp>

namespace tkt {

TEST_CASE("the test vectors of RFC 4648") {
  CHECK(base64("").empty());
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foob") == "Zm9vYg==");
  CHECK(base64("fooba") == "Zm9vYmE=");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64(std::string("\0\xFF\x10", 3)) == "AP8Q");
}

}  // namespace tkt
