// SPDX-License-Identifier: MIT
#include "model/message.h"

#include <catch2/catch.hpp>

namespace tkt {
namespace {

Event event_by(std::string by) {
  Event event;
  event.id = "5D1AK3M90R";
  event.by = std::move(by);
  return event;
}

Message message(std::string channel, std::string to, std::string form) {
  return {"5D1AK3M90R", std::move(channel), std::move(to), std::move(form), std::nullopt};
}

Staff letla(std::string email, std::string mobile) {
  Staff staff;
  staff.id = "letla";
  staff.email = std::move(email);
  staff.mobile = std::move(mobile);
  return staff;
}

TEST_CASE("a contact gets what there is an address for") {
  const Event event = event_by("ntebo");
  CHECK(owed_to_contact(event, "opened", {"Neo", "+26771234567", "neo@example.com"}) ==
        std::vector<Message>{message("email", "contact", "opened"),
                             message("sms", "contact", "opened")});
  CHECK(owed_to_contact(event, "resolved", {"Neo", "", "neo@example.com"}) ==
        std::vector<Message>{message("email", "contact", "resolved")});
  CHECK(owed_to_contact(event, "opened", {"Neo", "+26771234567", ""}) ==
        std::vector<Message>{message("sms", "contact", "opened")});
  CHECK(owed_to_contact(event, "opened", {"Neo", "", ""}).empty());
}

TEST_CASE("staff get an email, and an SMS where it is urgent") {
  const Staff both = letla("letla@example.com", "+26772345678");
  CHECK(owed_to_staff(event_by("ntebo"), "assigned", both) ==
        std::vector<Message>{message("email", "letla", "assigned")});
  for (const char* form : {"escalated", "breached"}) {
    CHECK(owed_to_staff(event_by("sla"), form, both) ==
          std::vector<Message>{message("email", "letla", form), message("sms", "letla", form)});
  }
  CHECK(owed_to_staff(event_by("ntebo"), "escalated", letla("", "+26772345678")) ==
        std::vector<Message>{message("sms", "letla", "escalated")});
  CHECK(owed_to_staff(event_by("ntebo"), "assigned", letla("", "+26772345678")).empty());
}

TEST_CASE("nobody is told of an assignment to himself, but of an escalation whoever asked for it") {
  const Staff both = letla("letla@example.com", "+26772345678");
  CHECK(owed_to_staff(event_by("letla"), "assigned", both).size() == 1);
  CHECK(owed_to_staff(event_by("letla"), "escalated", both).size() == 2);
}

TEST_CASE("owed are those not sent") {
  Ticket ticket;
  CHECK(owed(ticket).empty());
  ticket.messages = {message("email", "contact", "opened"), message("sms", "contact", "opened"),
                     message("email", "letla", "assigned")};
  ticket.messages[1].sent = Instant{};
  CHECK(owed(ticket) == std::vector<Message>{ticket.messages[0], ticket.messages[2]});
}

TEST_CASE("of a cancelled ticket nobody is told that it was opened, assigned or escalated") {
  const Instant now = Instant{} + std::chrono::hours(1);
  Ticket ticket;
  ticket.messages = {message("email", "contact", "opened"), message("sms", "contact", "opened"),
                     message("email", "letla", "assigned"), message("sms", "letla", "escalated"),
                     message("email", "ntebo", "breached"), message("email", "contact", "invoice")};
  ticket.messages[1].sent = Instant{};
  const Ticket after = without_outdated(ticket, now);
  CHECK(owed(after) == std::vector<Message>{ticket.messages[4], ticket.messages[5]});
  CHECK(after.messages[0].given_up == now);
  CHECK(after.messages[1] == ticket.messages[1]);
}

}  // namespace
}  // namespace tkt
