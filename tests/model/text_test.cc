// SPDX-License-Identifier: MIT
#include "model/text.h"

#include <catch2/catch.hpp>

namespace tkt {
namespace {

TEST_CASE("folding knows Latin capitals and leaves the rest alone") {
  CHECK(folded("Neo KGOSI 42!") == "neo kgosi 42!");
  CHECK(folded("ŠEKGOMA ÔÉÞ ĀŁŽŸŐĶŇ") == "šekgoma ôéþ āłžÿőķň");
  CHECK(folded("šekgoma ôéþ āłžÿőķň") == "šekgoma ôéþ āłžÿőķň");
  CHECK(folded("× ß ĸ ŉ ſ İ ı Ω Я") == "× ß ĸ ŉ ſ İ ı Ω Я");
  CHECK(folded("\xC3") == "\xC3");
  CHECK(folded("\xC3"
               "A") ==
        "\xC3"
        "a");
}

TEST_CASE("names are the same in upper and lower case") {
  CHECK(same_name("Neo Kgosi", "neo KGOSI"));
  CHECK_FALSE(same_name("Neo Kgosi", "Neo  Kgosi"));
  CHECK_FALSE(same_name("a", ""));
}

TEST_CASE("joined words") {
  CHECK(joined({}).empty());
  CHECK(joined({"a"}) == "a");
  CHECK(joined({"a", "b", "c"}) == "a, b, c");
}

}  // namespace
}  // namespace tkt
