// SPDX-License-Identifier: MIT
#include "cmd/message_text.h"

#include <catch2/catch.hpp>

#include "channels/sms.h"
#include "model/error.h"
#include "tests/cmd/notify_desk.h"

namespace tkt::test {
namespace {

using Catch::Matchers::Contains;

// The first message that the ticket owes, with its snapshot.
struct Case {
  Snapshot snapshot;
  OwedMessage owed;
};

Case first_owed(const TestDesk& desk) {
  Snapshot snapshot = Store::open(desk.root()).snapshot();
  const auto owed = owed_messages(snapshot, snapshot.ticket_at(kTicketPath));
  REQUIRE_FALSE(owed.empty());
  return {std::move(snapshot), owed.front()};
}

// A ticket whose one message is about a second event.
std::string ticket_with(const std::string& event, const std::string& message) {
  std::string text = kTicket;
  text.erase(text.find("messages:"));
  return text + "  - {id: \"77B02HD8PV\", " + event + "}\nmessages:\n  - {event: \"77B02HD8PV\", " +
         message + "}\n";
}

TEST_CASE("a client without a name in full goes by its short name") {
  const TestDesk desk;
  desk.write("clients/kgalagadi-foods.yaml", replaced(kClient, "name: Kgalagadi Foods\n", ""));
  desk.commit();
  const auto [snapshot, owed] = first_owed(desk);
  CHECK_THAT(email_text(snapshot, owed).body, Contains("Company:        kgalagadi-foods\n"));
}

TEST_CASE("the email of a logged request, whole") {
  const TestDesk desk;
  desk.write("desk.yaml",
             replaced(desk_text(), "Mac, url: \"\"", "Mac, url: \"https://example.com/m\""));
  desk.commit();
  const auto [snapshot, owed] = first_owed(desk);
  const EmailText text = email_text(snapshot, owed);
  CHECK(text.subject == "[ITW-4F7K24] VPN down");
  CHECK(text.body == R"(Dear Neo Kgosi,

We have logged your request. Its ticket ID is ITW-4F7K24. Please give
this ID whenever you contact us about the request, also to have it
escalated.

Ticket ID:      ITW-4F7K24
Company:        Kgalagadi Foods
Contact:        Neo Kgosi
Mobile:         +26771234567
Priority:       critical
Logged:         2026-11-23 08:15
Response by:    2026-11-23 09:15
Request:        VPN down

Nobody can connect.

REMOTE ASSISTANCE

Please download the tool for your operating system now, so that the
technician can start at once:
- Windows: Acronis Quick Assist for Windows (ask us for the link)
- Mac: Acronis Quick Assist for Mac, https://example.com/m

- Be ready with the passwords that may be needed, and allow the remote
  access.
- Stay by the screen, and watch the chat box for messages from our
  technician.
- Do not close the remote session unless you are told to.
- Give the ID and access code of the tool to the technician by phone or
  WhatsApp only (+267 71924495). Never write an access code or a
  password into an email or the ticket: it would be kept.

ITWorx
Phone and WhatsApp: +267 71924495)");
}

TEST_CASE("a desk without tools, telephone and clock says nothing of them") {
  const TestDesk desk;
  std::string text = desk_text();
  text.erase(text.find("remote:"), text.find("sync:") - text.find("remote:"));
  desk.write("desk.yaml", replaced(text, "phone: \"+267 71924495\"", "phone: \"\""));
  std::string ticket = kTicket;
  ticket.erase(ticket.find("sla:"), ticket.find("events:") - ticket.find("sla:"));
  desk.write(kTicketPath, ticket);
  desk.commit();
  const auto [snapshot, owed] = first_owed(desk);
  const std::string body = email_text(snapshot, owed).body;
  CHECK_THAT(body, !Contains("download") && !Contains("Response by") && !Contains("()") &&
                       Contains("\n  WhatsApp only. Never") &&
                       Catch::Matchers::EndsWith("\n\nITWorx"));
}

TEST_CASE("each message tells its event") {
  const TestDesk desk;
  struct Expectation {
    std::string event;
    std::string message;
    std::string subject;
    std::string line;
  };
  const std::vector<Expectation> expectations{
      {"at: 2026-11-23T10:00:00+02:00, by: letla, did: resolve, note: Restarted the gateway",
       "channel: email, to: contact, template: resolved", "[ITW-4F7K24] Resolved: VPN down",
       "Resolved:       2026-11-23 10:00\nResolved by:    Letla Mmeke\n\nRestarted the gateway\n"},
      {"at: 2026-11-23T10:00:00+02:00, by: ntebo, did: assign, to: letla",
       "channel: email, to: letla, template: assigned", "[ITW-4F7K24] Assigned to you: VPN down",
       "Letla Mmeke,\n\nNtebo Mokgotthu has assigned ITW-4F7K24 to you.\n"},
      {"at: 2026-11-23T10:00:00+02:00, by: ntebo, did: escalate, to: letla, reason: No answer, "
       "asked-by: client",
       "channel: email, to: letla, template: escalated", "[ITW-4F7K24] Escalated to you: VPN down",
       "Ntebo Mokgotthu has escalated ITW-4F7K24 to you, asked for by the client.\n"
       "Reason: No answer\n"},
      {"at: 2026-11-23T09:15:00+02:00, by: sla, did: breach, target: respond, cycle: 1",
       "channel: email, to: letla, template: breached", "[ITW-4F7K24] Overdue: VPN down",
       "The response to ITW-4F7K24 was promised by 2026-11-23 09:15, and there was none by "
       "then.\n"},
      {"at: 2026-11-23T09:15:00+02:00, by: sla, did: breach, target: resolve, cycle: 1",
       "channel: email, to: letla, template: breached", "[ITW-4F7K24] Overdue: VPN down",
       "The solution of ITW-4F7K24 was promised by 2026-11-23 09:15, and the ticket is not "
       "resolved.\n"}};
  for (const Expectation& expected : expectations) {
    INFO(expected.event);
    desk.write(kTicketPath, ticket_with(expected.event, expected.message));
    desk.commit();
    const auto [snapshot, owed] = first_owed(desk);
    const EmailText text = email_text(snapshot, owed);
    CHECK(text.subject == expected.subject);
    CHECK_THAT(text.body, Contains(expected.line));
  }
}

TEST_CASE("every SMS is one segment with the ID, however long its fields are") {
  const TestDesk desk;
  const std::string long_name(400, '[');
  const std::string id = "ABCDEFGH-4F7K24";
  const std::string path = "tickets/2026/11/23/" + id + ".yaml";
  desk.write("desk.yaml",
             replaced(replaced(desk_text(), "name: ITWorx", "name: \"" + long_name + "\""),
                      "prefix: ITW", "prefix: ABCDEFGH"));
  desk.write("clients/kgalagadi-foods.yaml",
             replaced(kClient, "name: Kgalagadi Foods", "name: \"" + long_name + "\""));
  desk.write("staff/letla.yaml", replaced(kLetla, "Letla Mmeke", "\"" + long_name + "\""));
  std::filesystem::remove(desk.root() / kTicketPath);
  for (const std::string form : {"opened", "resolved", "escalated", "breached"}) {
    INFO(form);
    std::string ticket = ticket_with("at: 2026-11-23T09:15:00+02:00, by: letla, did: note",
                                     "channel: sms, to: contact, template: " + form);
    ticket = replaced(ticket, "ITW-4F7K24", id);
    desk.write(path, replaced(ticket, "VPN down", "\"" + std::string(500, '{') + "\""));
    desk.commit();
    const Snapshot snapshot = Store::open(desk.root()).snapshot();
    const auto owed = owed_messages(snapshot, snapshot.ticket_at(path));
    const std::string text = sms_text(snapshot, owed.at(0));
    INFO(text);
    CHECK(septets(text) <= kSmsSeptets);
    CHECK_THAT(text, Contains(id));
    if (form == "opened" || form == "resolved") {
      desk.write("desk.yaml", replaced(desk_text(), "prefix: ITW", "prefix: ABCDEFGH"));
      desk.commit();
      const Snapshot named = Store::open(desk.root()).snapshot();
      const std::string shown = sms_text(named, owed_messages(named, named.ticket_at(path)).at(0));
      CHECK_THAT(shown, Contains("ITWorx +267 71924495"));
      CHECK(septets(shown) <= kSmsSeptets);
    }
  }
}

TEST_CASE("a desk's own template comes before the shipped one") {
  const TestDesk desk;
  desk.write("templates/opened.email.txt", "Subject: Re {{id}}\n\nThank you, {{name}}.\n");
  desk.commit();
  {
    const auto [snapshot, owed] = first_owed(desk);
    CHECK(email_text(snapshot, owed).subject == "Re ITW-4F7K24");
    CHECK(email_text(snapshot, owed).body == "Thank you, Neo Kgosi.");
  }
  desk.write("templates/opened.email.txt", "Subject: {{ticket}}\n");
  desk.commit();
  const auto [snapshot, owed] = first_owed(desk);
  CHECK_THROWS_WITH(email_text(snapshot, owed),
                    "template 'opened.email.txt': line 1: unknown field 'ticket'");
}

TEST_CASE("a message without a template is refused") {
  const TestDesk desk;
  desk.write(kTicketPath, replaced(kTicket, "email, to: contact, template: opened",
                                   "email, to: contact, template: welcome"));
  desk.commit();
  const auto [snapshot, owed] = first_owed(desk);
  CHECK_THROWS_WITH(email_text(snapshot, owed), "there is no template 'welcome.email.txt'");
}

}  // namespace
}  // namespace tkt::test
