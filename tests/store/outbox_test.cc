// SPDX-License-Identifier: MIT
#include "store/outbox.h"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include "model/error.h"
#include "tests/store/temporary.h"

namespace tkt {
namespace {

Delivery opened_email() {
  const Instant at = parse_instant("2026-11-23T06:15:40Z").value();
  Delivery one;
  one.path = "tickets/2026/11/23/ITW-4F7K24.yaml";
  one.event = "5D1AK3M90R";
  one.channel = "email";
  one.to = "contact";
  one.state = DeliveryState::sent;
  one.at = at;
  one.first = at;
  one.next = at;
  return one;
}

Delivery opened_sms() {
  Delivery one = opened_email();
  one.channel = "sms";
  one.state = DeliveryState::failed;
  one.failures = 3;
  one.next = one.at + std::chrono::minutes(4);
  one.batch = "ITW-4F7K24.5D1AK3M90R.contact.sms";
  one.address = "+26771234567";
  one.why = "the gateway answered with status 500";
  return one;
}

std::vector<Delivery> reread(const test::TemporaryFolder& folder) {
  return Outbox(folder.path()).all();
}

}  // namespace

TEST_CASE("what was recorded is there for the next process, and can be read beside it") {
  const test::TemporaryFolder folder;
  CHECK(Outbox::read(folder.path()).empty());
  Outbox outbox(folder.path());
  CHECK(outbox.all().empty());
  outbox.record({opened_email(), opened_sms()});
  CHECK(outbox.all() == std::vector{opened_email(), opened_sms()});
  CHECK(Outbox::read(folder.path()) == outbox.all());
}

TEST_CASE("what is recorded later stands in place of what was known of the message") {
  const test::TemporaryFolder folder;
  Delivery later = opened_sms();
  later.state = DeliveryState::sent;
  {
    Outbox outbox(folder.path());
    outbox.record({opened_sms()});
    outbox.record({later});
    CHECK(outbox.all() == std::vector{later});
  }
  CHECK(reread(folder) == std::vector{later});
}

TEST_CASE("what is not kept is forgotten") {
  const test::TemporaryFolder folder;
  {
    Outbox outbox(folder.path());
    outbox.record({opened_email(), opened_sms()});
    outbox.keep({opened_sms()});
    CHECK(outbox.all() == std::vector{opened_sms()});
    outbox.record({opened_email()});
  }
  CHECK(reread(folder) == std::vector{opened_email(), opened_sms()});
  Outbox(folder.path()).keep({});
  CHECK(reread(folder).empty());
}

TEST_CASE("a field with tabs, line feeds and percent signs comes back") {
  const test::TemporaryFolder folder;
  Delivery one = opened_email();
  one.event = "a\tb\n%09%";
  Outbox(folder.path()).record({one});
  CHECK(reread(folder) == std::vector{one});
}

TEST_CASE("a line that was being written when the machine stopped does not count") {
  const test::TemporaryFolder folder;
  Outbox(folder.path()).record({opened_email()});
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
  Outbox(folder.path()).record({opened_email()});
  const auto path = folder.path() / "outbox";
  test::write_file(path, test::read_file(path) + "garbage\n");
  CHECK_THROWS_WITH(Outbox(folder.path()), Catch::Matchers::Contains("outbox:2: nothing that"));
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
  outbox.record({opened_email()});
  CHECK(mode() == 0600);
  outbox.keep({opened_email()});
  CHECK(mode() == 0600);
}

TEST_CASE("a message is found by its key") {
  const test::TemporaryFolder folder;
  Outbox outbox(folder.path());
  outbox.record({opened_email()});
  const std::string path = opened_email().path;
  const Message email{"5D1AK3M90R", "email", "contact", "opened", std::nullopt};
  REQUIRE(outbox.find(path, email) != nullptr);
  CHECK(*outbox.find(path, email) == opened_email());
  CHECK(outbox.find("tickets/2026/11/24/ITW-4F7K24.yaml", email) == nullptr);
  for (auto change : {+[](Message& m) { m.event = "x"; }, +[](Message& m) { m.channel = "sms"; },
                      +[](Message& m) { m.to = "letla"; }}) {
    Message other = email;
    change(other);
    CHECK(outbox.find(path, other) == nullptr);
  }
}

}  // namespace tkt
