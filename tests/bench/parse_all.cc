// SPDX-License-Identifier: MIT
//
// The yardstick for building the index: reads every ticket file of a work tree and parses it with
// yaml-cpp, once, on one core.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <yaml-cpp/yaml.h>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: parse_all DESK\n", stderr);
    return 2;
  }
  std::size_t tickets = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::filesystem::path(argv[1]) / "tickets")) {
    if (entry.is_regular_file()) {
      std::ifstream file(entry.path());
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      tickets += YAML::Load(text)["id"] ? 1U : 0U;
    }
  }
  std::printf("%zu\n", tickets);
  return 0;
}
