// SPDX-License-Identifier: MIT
#include "model/ticket.h"

#include <catch2/catch.hpp>

namespace tkt {
namespace {

TEST_CASE("statuses are spelled as in the files") {
  const std::vector<std::string> names = {"open",     "assigned", "in-progress", "waiting",
                                          "resolved", "invoiced", "cancelled"};
  REQUIRE(names.size() == kStatusCount);
  for (int i = 0; i < kStatusCount; ++i) {
    const auto status = static_cast<Status>(i);
    CHECK(to_string(status) == names[static_cast<std::size_t>(i)]);
    CHECK(parse_status(names[static_cast<std::size_t>(i)]) == status);
  }
  for (const char* text : {"", "Open", "in progress", "in_progress", "closed", "open "}) {
    CHECK_FALSE(parse_status(text));
  }
}

TEST_CASE("finished statuses") {
  CHECK_FALSE(is_finished(Status::open));
  CHECK_FALSE(is_finished(Status::assigned));
  CHECK_FALSE(is_finished(Status::in_progress));
  CHECK_FALSE(is_finished(Status::waiting));
  CHECK(is_finished(Status::resolved));
  CHECK(is_finished(Status::invoiced));
  CHECK(is_finished(Status::cancelled));
}

TEST_CASE("intake channels and targets") {
  CHECK(intake_channels() == std::vector<std::string>{"phone", "email", "whatsapp", "sms"});
  for (const Target target : {Target::respond, Target::resolve}) {
    CHECK(parse_target(to_string(target)) == target);
  }
  CHECK(to_string(Target::respond) == "respond");
  CHECK(to_string(Target::resolve) == "resolve");
  CHECK_FALSE(parse_target("Respond"));
  CHECK_FALSE(parse_target(""));
}

TEST_CASE("a detail of an event") {
  Event event;
  event.details = {{"to", "letla"}, {"note", "first"}, {"note", "second"}};
  CHECK(event.detail("to") == "letla");
  CHECK(event.detail("note") == "first");
  CHECK(event.detail("reason").empty());
}

TEST_CASE("unbilled minutes leave out what is billed or not billable") {
  Ticket ticket;
  CHECK(ticket.unbilled_minutes() == 0);
  ticket.work = {{"A", "letla", {}, 45, "", true, ""},
                 {"B", "letla", {}, 30, "", false, ""},
                 {"C", "letla", {}, 20, "", true, "INV-2026-000001"},
                 {"D", "letla", {}, 15, "", true, ""}};
  CHECK(ticket.unbilled_minutes() == 60);
}

TEST_CASE("every reopening starts a cycle") {
  Ticket ticket;
  CHECK(ticket.cycle() == 1);
  for (const char* did : {"open", "resolve", "reopen", "cancel", "reopen", "note"}) {
    Event event;
    event.did = did;
    ticket.events.push_back(event);
  }
  CHECK(ticket.cycle() == 3);
}

}  // namespace
}  // namespace tkt
