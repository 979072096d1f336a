// SPDX-License-Identifier: MIT
#include "store/outbox.h"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include "model/error.h"
#include "tests/store/temporary.h"

using namespace tkt;

namespace {

Sent opened_email() {
  return {"tickets/2026/11/23/ITW-4F7K24.yaml", "5D1AK3M90R", "email", "contact",
          parse_instant("2026-11-23T06:15:40Z").value()};
}

Sent opened_sms() {
  Sent sent = opened_email();
  sent.channel = "sms";
  return sent;
}

std::vector<Sent> reread(const test::TemporaryFolder& folder) {
  return Outbox(folder.path()).sent();
}

}  // namespace

TEST_CASE("what was recorded is there for the next process") {
  const test::TemporaryFolder folder;
  {
    Outbox outbox(folder.path());
    CHECK(outbox.sent().empty());
    outbox.record(opened_email());
    outbox.record(opened_sms());
    CHECK(outbox.sent().size() == 2);
  }
  CHECK(reread(folder) == std::vector{opened_email(), opened_sms()});
}

TEST_CASE("what was committed is forgotten, and the rest kept") {
  const test::TemporaryFolder folder;
  {
    Outbox outbox(folder.path());
    outbox.record(opened_email());
    outbox.record(opened_sms());
    outbox.keep({opened_sms()});
    CHECK(outbox.sent() == std::vector{opened_sms()});
    outbox.record(opened_email());
  }
  CHECK(reread(folder) == std::vector{opened_sms(), opened_email()});
  Outbox(folder.path()).keep({});
  CHECK(reread(folder).empty());
}

TEST_CASE("a field with tabs, line feeds and percent signs comes back") {
  const test::TemporaryFolder folder;
  Sent sent = opened_email();
  sent.event = "a\tb\n%09%";
  Outbox(folder.path()).record(sent);
  CHECK(reread(folder) == std::vector{sent});
}

TEST_CASE("a line that was being written when the machine stopped does not count") {
  const test::TemporaryFolder folder;
  Outbox(folder.path()).record(opened_email());
  const auto path = folder.path() / "outbox";
  const std::string whole = test::read_file(path);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    test::write_file(path, whole + whole.substr(0, length));
    CHECK(reread(folder) == std::vector{opened_email()});
    CHECK(test::read_file(path) == whole);
  }
}

TEST_CASE("a line that is none of the journal's is named") {
  const test::TemporaryFolder folder;
  Outbox(folder.path()).record(opened_email());
  const auto path = folder.path() / "outbox";
  test::write_file(path, test::read_file(path) + "garbage\n");
  CHECK_THROWS_WITH(Outbox(folder.path()), Catch::Matchers::Contains("outbox:2: not a message"));
}

TEST_CASE("only one process delivers") {
  const test::TemporaryFolder folder;
  const Outbox first(folder.path());
  try {
    const Outbox second(folder.path());
    FAIL("two at once");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::busy);
  }
}

TEST_CASE("the journal is its owner's alone, also when it was rewritten") {
  const test::TemporaryFolder folder;
  const auto mode = [&] {
    struct stat status {};
    REQUIRE(::stat((folder.path() / "outbox").c_str(), &status) == 0);
    return status.st_mode & 0777U;
  };
  Outbox outbox(folder.path());
  outbox.record(opened_email());
  CHECK(mode() == 0600);
  outbox.keep({opened_email()});
  CHECK(mode() == 0600);
}

TEST_CASE("a message is told by its key") {
  const Message email{"5D1AK3M90R", "email", "contact", "opened", std::nullopt};
  CHECK(opened_email().is(opened_email().path, email));
  CHECK_FALSE(opened_email().is("tickets/2026/11/24/ITW-4F7K24.yaml", email));
  for (auto change : {+[](Message& m) { m.event = "x"; }, +[](Message& m) { m.channel = "sms"; },
                      +[](Message& m) { m.to = "letla"; }}) {
    Message other = email;
    change(other);
    CHECK_FALSE(opened_email().is(opened_email().path, other));
  }
}
