// SPDX-License-Identifier: MIT
#include "store/upkeep.h"

#include <chrono>
#include <thread>

#include <catch2/catch.hpp>

#include "tests/store/sample_desk.h"

namespace tkt::test {
namespace {

std::filesystem::path graph_of(const SampleDesk& desk) {
  return desk.root() / ".git/objects/info/commit-graphs/commit-graph-chain";
}

/// Whether git has written its commit-graph, or does so within 20 seconds.
bool comes(const std::filesystem::path& graph) {
  for (int tries = 0; tries < 400 && !std::filesystem::exists(graph); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return std::filesystem::exists(graph);
}

}  // namespace

TEST_CASE("after a hundred commits git writes a commit-graph, and nobody waits for it") {
  const SampleDesk desk;
  const git::Repository repository(desk.root());
  const std::filesystem::path state = desk.root() / ".git" / "tkt";
  write_file(state / "commits", std::string(98, '.'));
  count_commit(repository, state);
  CHECK(!std::filesystem::exists(graph_of(desk)));
  CHECK(std::filesystem::file_size(state / "commits") == 99);
  count_commit(repository, state);
  CHECK(std::filesystem::file_size(state / "commits") == 0);
  CHECK(comes(graph_of(desk)));
}

TEST_CASE("a change is counted") {
  const SampleDesk desk;
  const auto counted = [&] { return std::filesystem::file_size(desk.root() / ".git/tkt/commits"); };
  const auto before = counted();
  desk.set("second\n");
  CHECK(counted() == before + 1);
}

TEST_CASE("a state folder that cannot be written is no reason to fail") {
  const SampleDesk desk;
  const git::Repository repository(desk.root());
  CHECK_NOTHROW(count_commit(repository, desk.root() / "nowhere"));
}

}  // namespace tkt::test
