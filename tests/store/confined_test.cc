// SPDX-License-Identifier: MIT
#include "store/confined.h"

#include <csignal>
#include <cstdlib>
#include <fstream>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "model/error.h"
#include "tests/store/temporary.h"

namespace tkt {
namespace {

ErrorKind kind_of_failure(const std::function<std::string()>& work,
                          const Confinement& bounds = {}) {
  try {
    (void)run_confined(work, bounds);
  } catch (const Error& error) {
    return error.kind();
  }
  FAIL("it did not fail");
  return ErrorKind::usage;
}

}  // namespace

TEST_CASE("what the work returns comes back, however long") {
  CHECK(run_confined([] { return std::string("a\0b", 3); }) == std::string("a\0b", 3));
  CHECK(run_confined([] { return std::string(); }).empty());
  const std::string much(5 << 20, 'x');
  CHECK(run_confined([&] { return much; }) == much);
}

TEST_CASE("an error of the work is thrown with its words") {
  try {
    (void)run_confined(
        []() -> std::string { throw Error(ErrorKind::storage, "no library", "install it"); });
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::storage);
    CHECK(std::string(error.what()) == "no library");
    CHECK(error.hint() == "install it");
  }
  CHECK(kind_of_failure([]() -> std::string { throw Error(ErrorKind::refused, "x"); }) ==
        ErrorKind::refused);
}

TEST_CASE("work that crashes, never ends or takes too much is refused") {
  CHECK(kind_of_failure([]() -> std::string {
          ::raise(SIGKILL);
          return "";
        }) == ErrorKind::refused);
  CHECK(kind_of_failure([]() -> std::string { ::_exit(0); }) == ErrorKind::refused);
  const Confinement short_time{std::chrono::seconds(1), 1UL << 30U};
  CHECK(kind_of_failure(
            []() -> std::string {
              for (;;) {
                (void)::getppid();
              }
            },
            short_time) == ErrorKind::refused);
  CHECK(kind_of_failure(
            []() -> std::string {
              ::sleep(60);
              return "";
            },
            short_time) == ErrorKind::refused);
}

TEST_CASE("the work writes no file") {
  const test::TemporaryFolder folder;
  const std::string path = (folder.path() / "file").string();
  CHECK(kind_of_failure([&]() -> std::string {
          std::ofstream(path) << "written" << std::flush;
          return "done";
        }) == ErrorKind::refused);
  CHECK(test::read_file(path).empty());
}

}  // namespace tkt
