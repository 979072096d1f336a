// SPDX-License-Identifier: MIT
#include "channels/web.h"

#include <catch2/catch.hpp>

#include "model/error.h"

namespace tkt {

TEST_CASE("values are escaped for where they stand") {
  const std::map<std::string, std::string> values = {{"text", "a \"b\" \\ é&=\n%"}, {"key", "K1"}};
  CHECK(expand("?t={{text}}", values, Escape::url) == "?t=a%20%22b%22%20%5C%20%C3%A9%26%3D%0A%25");
  CHECK(expand(R"({"t": "{{text}}"})", values, Escape::json) ==
        R"({"t": "a \"b\" \\ é&=\u000a%"})");
  CHECK(expand("{{key}}{{key}} {{", values, Escape::none) == "K1K1 {{");
  CHECK(expand("no fields", values, Escape::none) == "no fields");
}

TEST_CASE("what a gateway's text may not hold is named") {
  CHECK_THROWS_WITH(expand("{{nobody}}", {}, Escape::json), "the gateway's text names 'nobody'");
  CHECK_THROWS_AS(expand("{{x}}", {{"x", "a\r\nB: c"}}, Escape::none), Error);
}

TEST_CASE("a value is not expanded itself") {
  CHECK(expand("{{a}}", {{"a", "{{b}}"}, {"b", "no"}}, Escape::none) == "{{b}}");
}

}  // namespace tkt
