// SPDX-License-Identifier: MIT
#include "store/process.h"

#include <catch2/catch.hpp>

#include "model/error.h"
#include "tests/store/temporary.h"

namespace tkt {
namespace {

Outcome run_program(const std::vector<std::string>& arguments, const std::string& input = "") {
  Program program;
  program.arguments = arguments;
  program.input = input;
  return run(program);
}

}  // namespace

TEST_CASE("a program's input, output, errors and status pass through") {
  const Outcome outcome = run_program({"sh", "-c", "cat; echo bad >&2; exit 3"}, "in");
  CHECK(outcome.status == 3);
  CHECK(outcome.output == "in");
  CHECK(outcome.errors == "bad\n");
}

TEST_CASE("an argument is never looked at by a shell") {
  const std::string hostile = "$(touch x); `id` \"quoted\" 'too' *";
  CHECK(run_program({"printf", "%s", hostile}).output == hostile);
}

TEST_CASE("more output and input than a pipe holds comes through whole") {
  const std::string large(3'000'000, 'x');
  CHECK(run_program({"sh", "-c", "tee /dev/stderr"}, large).output == large);
  CHECK(run_program({"sh", "-c", "tee /dev/stderr"}, large).errors == large);
}

TEST_CASE("a program that does not read its input does no harm") {
  CHECK(run_program({"true"}, std::string(3'000'000, 'x')).status == 0);
}

TEST_CASE("a program that a signal ends has 128 and its number") {
  CHECK(run_program({"sh", "-c", "kill -9 $$"}).status == 137);
}

TEST_CASE("a program that is not there is an error") {
  CHECK_THROWS_AS(run_program({"no-such-program-anywhere"}), Error);
}

TEST_CASE("git hears no variable of ours and runs no hook") {
  const test::TemporaryFolder folder;
  test::make_repository(folder.path());
  ::setenv("GIT_DIR", "/nonexistent", 1);
  const Outcome outcome = run_git(folder.path().string(), {"rev-parse", "--git-dir"});
  ::unsetenv("GIT_DIR");
  CHECK(outcome.output == ".git\n");

  const auto hook = folder.path() / ".git/hooks/pre-commit";
  test::write_file(hook, "#!/bin/sh\nexit 1\n");
  std::filesystem::permissions(hook, std::filesystem::perms::owner_all);
  CHECK(run_git(folder.path().string(), {"commit", "-q", "--allow-empty", "-m", "x"}).status == 0);
}

TEST_CASE("a script that does not name its interpreter is run") {
  const test::TemporaryFolder folder;
  const auto script = folder.path() / "a script";
  test::write_file(script, "echo \"$1\"\n");
  std::filesystem::permissions(script, std::filesystem::perms::owner_all);
  Program program;
  program.arguments = {script.string(), "$(one) two"};
  CHECK(run(program).output == "$(one) two\n");
}

TEST_CASE("a program that takes too long is stopped, and is an error") {
  Program program;
  program.arguments = {"sleep", "30"};
  program.limit = std::chrono::seconds(1);
  CHECK_THROWS_WITH(run(program), "'sleep' did not come to an end and was stopped");
}

TEST_CASE("a program that closes its outputs is waited for, but not for ever") {
  Program program;
  program.arguments = {"sh", "-c", "exec >/dev/null 2>&1; sleep 0.2; exit 3"};
  program.limit = std::chrono::seconds(20);
  CHECK(run(program).status == 3);
  program.arguments = {"sh", "-c", "exec >/dev/null 2>&1; exec sleep 30"};
  program.limit = std::chrono::seconds(1);
  CHECK_THROWS_AS(run(program), Error);
}

TEST_CASE("a program that ended counts, though one of its own still holds its outputs") {
  Program program;
  program.arguments = {"sh", "-c", "sleep 5 & echo done; exit 0"};
  program.limit = std::chrono::seconds(1);
  const Outcome outcome = run(program);
  CHECK(outcome.status == 0);
  CHECK(outcome.output == "done\n");
}

TEST_CASE("a word is quoted for a shell where it must be") {
  CHECK(shell_word("tickets/2026/11/23/ITW-4F7K24.yaml") == "tickets/2026/11/23/ITW-4F7K24.yaml");
  CHECK(shell_word("") == "''");
  CHECK(shell_word("a b; c") == "'a b; c'");
  CHECK(shell_word("it's") == "'it'\\''s'");
}

}  // namespace tkt
