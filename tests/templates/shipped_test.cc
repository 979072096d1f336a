// SPDX-License-Identifier: MIT
#include "templates/shipped.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

namespace tkt {

TEST_CASE("the shipped texts are known by name") {
  const auto names = shipped_template_names();
  CHECK(std::is_sorted(names.begin(), names.end()));
  for (const std::string_view name : names) {
    INFO(name);
    REQUIRE(shipped_template(name).has_value());
    CHECK(shipped_template(name)->ends_with('\n'));
  }
  CHECK(shipped_template("desk.yaml").has_value());
  CHECK_FALSE(shipped_template("opened.email").has_value());
  CHECK_FALSE(shipped_template("").has_value());
}

TEST_CASE("every text is compiled in byte for byte") {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(TKT_SOURCE_DIR "/templates")) {
    const std::filesystem::path& path = entry.path();
    if (path.extension() == ".txt" || path.extension() == ".html" || path.extension() == ".yaml") {
      std::ostringstream bytes;
      bytes << std::ifstream(path, std::ios::binary).rdbuf();
      INFO(path);
      CHECK(shipped_template(path.filename().string()).value_or("") == bytes.str());
      ++files;
    }
  }
  CHECK(files == static_cast<int>(shipped_template_names().size()));
}

}  // namespace tkt
