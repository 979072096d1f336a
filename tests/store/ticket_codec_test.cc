// SPDX-License-Identifier: MIT
#include <sstream>

#include <catch2/catch.hpp>

#include "model/error.h"
#include "store/codec.h"

namespace tkt {
namespace {

constexpr const char* kPath = "tickets/2026/11/23/ITW-4F7K24.yaml";

/// The ticket of tkt-desk(5), comments and all.
const std::string kExample =
    "id: \"ITW-4F7K24\"\n"
    "subject: VPN down for the whole office\n"
    "status: in-progress         # open, assigned, in-progress, waiting, resolved, invoiced, "
    "cancelled\n"
    "priority: critical\n"
    "client: kgalagadi-foods\n"
    "contact: Neo Kgosi          # details in clients/kgalagadi-foods.yaml, nowhere else\n"
    "channel: whatsapp\n"
    "callout: false\n"
    "description: |\n"
    "  Nobody in the Gaborone office can connect since 07:50.\n"
    "tags: [vpn]\n"
    "assigned: letla\n"
    "escalation: 0               # steps of the chain taken so far\n"
    "opened: 2026-11-23T08:15:00+02:00\n"
    "sla:\n"
    "  - {cycle: 1, target: respond, minutes: 60, calendar: office, due: "
    "2026-11-23T09:15:00+02:00, met: 2026-11-23T08:31:12+02:00}\n"
    "work:\n"
    "  - {id: \"9C2E0TQ4WX\", by: letla, started: 2026-11-23T08:31:00+02:00, minutes: 45, note: "
    "Restarted the gateway, invoice: INV-2026-000042}\n"
    "events:\n"
    "  - {id: \"5D1AK3M90R\", at: 2026-11-23T08:15:00+02:00, by: ntebo, did: open}\n"
    "  - {id: \"77B02HD8PV\", at: 2026-11-23T08:16:10+02:00, by: ntebo, did: assign, to: letla}\n"
    "  - {id: \"A31F6ZJ5C2\", at: 2026-11-23T08:31:12+02:00, by: letla, did: respond, note: Called "
    "Neo; looking at the gateway}\n"
    "messages:\n"
    "  - {event: \"5D1AK3M90R\", channel: email, to: contact, template: opened, sent: "
    "2026-11-23T08:15:40+02:00}\n"
    "  - {event: \"5D1AK3M90R\", channel: sms, to: contact, template: opened}\n";

/// The example with one piece of it replaced.
std::string with(const std::string& piece, const std::string& instead) {
  std::string text = kExample;
  const std::size_t at = text.find(piece);
  REQUIRE(at != std::string::npos);
  return text.replace(at, piece.size(), instead);
}

Ticket read(const std::string& text) {
  return ticket_from(parse_yaml(text, kPath), kPath);
}

const Zone& zone() {
  static const Zone gaborone("Africa/Gaborone");
  return gaborone;
}

Instant at(const char* time) {
  return *parse_instant(time);
}

/// The text after a change of the ticket it holds.
template <class Change>
std::string edited(const std::string& text, Change change) {
  const Ticket before = read(text);
  Ticket after = before;
  change(after);
  std::string result = edit_yaml(text, to_node(before, zone()), to_node(after, zone()), kPath);
  CHECK(read(result) == after);
  return result;
}

/// "LINE: message" of the refusal; empty when the ticket was read.
std::string refusal(const std::string& text) {
  try {
    read(text);
    return "";
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::storage);
    const std::string message = error.what();
    CHECK_THAT(message, Catch::StartsWith(std::string(kPath) + ":"));
    return message.substr(std::string(kPath).size() + 1);
  }
}

}  // namespace

TEST_CASE("the example ticket is read") {
  const Ticket ticket = read(kExample);
  CHECK(ticket.id == "ITW-4F7K24");
  CHECK(ticket.subject == "VPN down for the whole office");
  CHECK(ticket.status == Status::in_progress);
  CHECK(ticket.priority == "critical");
  CHECK(ticket.client == "kgalagadi-foods");
  CHECK(ticket.contact == "Neo Kgosi");
  CHECK(ticket.channel == "whatsapp");
  CHECK_FALSE(ticket.callout);
  CHECK(ticket.description == "Nobody in the Gaborone office can connect since 07:50.");
  CHECK(ticket.tags == std::vector<std::string>{"vpn"});
  CHECK(ticket.assigned == "letla");
  CHECK(ticket.escalation == 0);
  CHECK(ticket.opened == at("2026-11-23T06:15:00Z"));
  CHECK(ticket.sla ==
        std::vector<Clock>{{1, Target::respond, std::chrono::minutes(60), "office",
                            at("2026-11-23T07:15:00Z"), at("2026-11-23T06:31:12Z"), false}});
  CHECK(ticket.work == std::vector<Work>{{"9C2E0TQ4WX", "letla", at("2026-11-23T06:31:00Z"), 45,
                                          "Restarted the gateway", true, "INV-2026-000042"}});
  CHECK(ticket.events ==
        std::vector<Event>{
            {"5D1AK3M90R", at("2026-11-23T06:15:00Z"), std::nullopt, "ntebo", "open", {}},
            {"77B02HD8PV",
             at("2026-11-23T06:16:10Z"),
             std::nullopt,
             "ntebo",
             "assign",
             {{"to", "letla"}}},
            {"A31F6ZJ5C2",
             at("2026-11-23T06:31:12Z"),
             std::nullopt,
             "letla",
             "respond",
             {{"note", "Called Neo; looking at the gateway"}}}});
  CHECK(
      ticket.messages ==
      std::vector<Message>{{"5D1AK3M90R", "email", "contact", "opened", at("2026-11-23T06:15:40Z")},
                           {"5D1AK3M90R", "sms", "contact", "opened", std::nullopt}});
}

TEST_CASE("the example ticket is written, byte for byte but for its comments") {
  std::string expected;
  std::istringstream lines(kExample);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t comment = line.find(" #");
    expected += line.substr(0, line.substr(0, comment).find_last_not_of(' ') + 1) + "\n";
  }
  CHECK(emit_yaml(to_node(read(kExample), zone())) == expected);
  CHECK(read(expected) == read(kExample));
}

TEST_CASE("an edit of the example touches its line alone") {
  CHECK(edited(kExample, [](Ticket& t) { t.status = Status::resolved; }) ==
        with("status: in-progress ", "status: resolved "));
  CHECK(edited(kExample, [](Ticket& t) { t.description += "\n\nStill down: all of them."; }) ==
        with("07:50.\n", "07:50.\n\n  Still down: all of them.\n"));
  CHECK(edited(kExample, [](Ticket& t) { t.assigned.clear(); }) == with("assigned: letla\n", ""));
  CHECK(edited(kExample, [](Ticket& t) { t.messages[1].sent = at("2026-11-23T06:16:00Z"); }) ==
        with("to: contact, template: opened}",
             "to: contact, template: opened, sent: 2026-11-23T08:16:00+02:00}"));
  CHECK(edited(kExample, [](Ticket& t) { t.work[0].invoice.clear(); }) ==
        with(", invoice: INV-2026-000042", ""));
  CHECK(edited(kExample,
               [](Ticket& t) {
                 t.events.push_back({"0123456789",
                                     at("2026-11-23T07:00:00Z"),
                                     at("2026-11-23T08:00:00Z"),
                                     "sla",
                                     "breach",
                                     {{"target", "respond"},
                                      {"cycle", "1"},
                                      {"work", "1234567890"},
                                      {"old", "2026-11-23T09:15:00+02:00"},
                                      {"reason", "it: took #too long, {sorry}\nreally"}}});
               }) ==
        with("messages:\n",
             "  - {id: \"0123456789\", at: 2026-11-23T09:00:00+02:00, noted: "
             "2026-11-23T10:00:00+02:00, by: sla, did: breach, target: respond, cycle: 1, work: "
             "\"1234567890\", old: 2026-11-23T09:15:00+02:00, reason: \"it: took #too long, "
             "{sorry}\\nreally\"}\nmessages:\n"));
}

TEST_CASE("a ticket that says little") {
  const std::string least =
      "id: \"ITW-4F7K24\"\n"
      "subject: \"no\"\n"
      "status: open\n"
      "priority: low\n"
      "client: a\n"
      "contact: Neo\n"
      "channel: phone\n"
      "callout: false\n"
      "escalation: 0\n"
      "opened: 2026-11-23T08:15:00+02:00\n";
  CHECK(emit_yaml(to_node(read(least), zone())) == least);
  CHECK(read(least).events.empty());
  CHECK(
      edited(
          least,
          [](Ticket& t) {
            t.description = "Why?";
            t.tags = {"vpn", "wifi"};
            t.formerly = {"ITW-123458"};
            t.work.push_back({"0000000001", "letla", at("2026-11-23T06:15:00Z"), 1, "", false, ""});
            t.sla.push_back({2, Target::resolve, Seconds(90), "", at("2026-11-23T06:15:00Z"),
                             std::nullopt, true});
          }) ==
      "id: \"ITW-4F7K24\"\n"
      "formerly: [\"ITW-123458\"]\n"
      "subject: \"no\"\n"
      "status: open\n"
      "priority: low\n"
      "client: a\n"
      "contact: Neo\n"
      "channel: phone\n"
      "callout: false\n"
      "description: |\n"
      "  Why?\n"
      "tags: [vpn, wifi]\n"
      "escalation: 0\n"
      "opened: 2026-11-23T08:15:00+02:00\n"
      "sla:\n"
      "  - {cycle: 2, target: resolve, minutes: 90s, due: 2026-11-23T08:15:00+02:00, agreed: "
      "true}\n"
      "work:\n"
      "  - {id: \"0000000001\", by: letla, started: 2026-11-23T08:15:00+02:00, minutes: 1, "
      "billable: false}\n");
}

TEST_CASE("what hands write instead is understood") {
  CHECK(read(with("minutes: 60", "minutes: 1h30m")).sla[0].allowed == std::chrono::minutes(90));
  CHECK(read(with("minutes: 60", "minutes: 90s")).sla[0].allowed == Seconds(90));
  CHECK(read(with("opened: 2026-11-23T08:15:00+02:00", "opened: 2026-11-23 06:15Z")) ==
        read(kExample));
  CHECK(read(with("callout: false\n", "")) == read(kExample));
  CHECK(read(with("escalation: 0  ", "escalation: ")) == read(kExample));
  CHECK(read(with("tags: [vpn]", "tags:\n- 'vpn'")) == read(kExample));
  CHECK(read(with("tags: [vpn]", "tags:")).tags.empty());
  CHECK(read(with("did: open", "did: open, note: [1, 2]")) == read(kExample));
  CHECK(read(with("did: open", "did: open, ours: x")).events[0].detail("ours") == "x");
}

TEST_CASE("descriptions survive, but for the line breaks at their end") {
  Ticket ticket = read(kExample);
  for (const char* text : {"one line", "  indented\n\n\tand more", "- a\n- b: c # d", "\ttab",
                           "trailing  \nspaces   ", "\n\nlate", "esc \x1b[31m", "cr\r\nlf",
                           "<<<<<<< HEAD\nmine\n=======\nyours\n>>>>>>> theirs", "---\n...", "|",
                           "caf\xc3\xa9 \xf0\x9f\x98\x80 \xe2\x80\xae"}) {
    ticket.description = text;
    CHECK(read(emit_yaml(to_node(ticket, zone()))) == ticket);
  }
  ticket.description = "text\n\n";
  CHECK(read(emit_yaml(to_node(ticket, zone()))).description == "text");
}

TEST_CASE("values outside their kind are refused, with their line") {
  struct Case {
    const char* piece;
    const char* instead;
    const char* refusal;
  };
  const Case cases[] = {
      {"id: \"ITW-4F7K24\"\n", "", "1: 'id' is missing"},
      {"ITW-4F7K24", "ITW-4F7K25", "1: id: 'ITW-4F7K25' is no ticket ID"},
      {"ITW-4F7K24", "../../x", "1: id: '../../x' is no ticket ID"},
      {"subject: VPN down for the whole office", "subject:", "2: 'subject' is missing"},
      {"subject: VPN down for the whole office", "subject: \"\"", "2: 'subject' is missing"},
      {"subject: VPN down for the whole office", "subject: [a]", "2: subject: a single value"},
      {"status: in-progress", "status: opn",
       "3: status: 'opn' is no status (open, assigned, in-progress, waiting, resolved, invoiced, "
       "cancelled)"},
      {"status: in-progress ", "#", "1: 'status' is missing"},
      {"priority: critical\n", "", "1: 'priority' is missing"},
      {"client: kgalagadi-foods", "client: ../staff/letla", "5: client: '../staff/letla' is no"},
      {"client: kgalagadi-foods", "client: Kgalagadi Foods", "5: client: 'Kgalagadi Foods' is no"},
      {"contact: Neo Kgosi", "contact: ~", "6: 'contact' is missing"},
      {"channel: whatsapp", "channel: fax",
       "7: channel: 'fax' is no channel (phone, email, whatsapp, sms)"},
      {"callout: false", "callout: no", "8: callout: 'no' is no true or false"},
      {"tags: [vpn]", "tags: vpn", "11: tags: a list was expected"},
      {"tags: [vpn]", "tags: [[vpn]]", "11: tags: a single value"},
      {"tags: [vpn]", "tags: [vpn, ~]", "11: tags: a single value"},
      {"assigned: letla", "assigned: a/b", "12: assigned: 'a/b' is no short name"},
      {"escalation: 0 ", "escalation: -1", "13: escalation: -1 is not between 0 and"},
      {"escalation: 0 ", "escalation: 99999999999", "13: escalation: '99999999999' is no whole"},
      {"escalation: 0 ", "escalation: 1.5", "13: escalation: '1.5' is no whole number"},
      {"opened: 2026-11-23T08:15:00+02:00", "opened: 2026-11-23T08:15:00",
       "14: opened: '2026-11-23T08:15:00' is no time with its offset"},
      {"opened: 2026-11-23T08:15:00+02:00", "opened: yesterday", "14: opened: 'yesterday' is no"},
      {"sla:\n", "sla: 3\nx:\n", "15: sla: a list was expected"},
      {"  - {cycle: 1", "  - respond\n  - {cycle: 1", "16: a map of keys and values was expected"},
      {"{cycle: 1", "{cycle: 0", "16: cycle: 0 is not between 1 and"},
      {"target: respond", "target: answer", "16: target: 'answer' is no target (respond, resolve)"},
      {"minutes: 60", "minutes: soon", "16: minutes: 'soon' is no number of minutes"},
      {"minutes: 60", "minutes: -60", "16: minutes: '-60' is no number of minutes"},
      {"minutes: 60, ", "", "16: 'minutes' is missing"},
      {"due: 2026-11-23T09:15:00+02:00, ", "", "16: 'due' is missing"},
      {"calendar: office", "calendar: ../x", "16: calendar: '../x' is no short name"},
      {"work:\n", "  - {cycle: 1, target: respond, minutes: 1, due: 2026-11-23T09:15:00Z}\nwork:\n",
       "17: sla: 'cycle 1, respond' is there twice"},
      {"id: \"9C2E0TQ4WX\"", "id: \"a b\"", "18: id: 'a b' is no ID of an entry"},
      {"by: letla, started: 2026-11-23T08:31:00+02:00", "by: letla", "18: 'started' is missing"},
      {"minutes: 45", "minutes: 0", "18: minutes: 0 is not between 1 and"},
      {"minutes: 45, ", "", "18: 'minutes' is missing"},
      {"minutes: 45", "minutes: 6000000", "18: minutes: 6000000 is not between 1 and"},
      {"minutes: 45", "billable: maybe, minutes: 45", "18: billable: 'maybe' is no"},
      {"INV-2026-000042", "../x", "18: invoice: '../x' is no invoice number"},
      {"id: \"5D1AK3M90R\", at", "at", "20: 'id' is missing"},
      {"77B02HD8PV", "5D1AK3M90R", "21: events: '5D1AK3M90R' is there twice"},
      {"at: 2026-11-23T08:16:10+02:00", "at: 08:16", "21: at: '08:16' is no time"},
      {"by: ntebo, did: assign", "did: assign", "21: 'by' is missing"},
      {"did: assign, ", "", "21: 'did' is missing"},
      {"channel: email, to", "channel: post, to", "24: channel: 'post' is no channel (email, sms"},
      {"to: contact", "to: ../x", "24: to: '../x' is no short name"},
      {"template: opened", "template: ../../etc/passwd", "24: template: '../../etc/passwd' is no"},
      {"channel: sms", "channel: email",
       "25: messages: '5D1AK3M90R, email, contact' is there twice"},
      {"messages:\n", "messages: {a: 1}\nx:\n", "23: messages: a list was expected"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.piece, c.instead);
    CHECK_THAT(refusal(with(c.piece, c.instead)), Catch::StartsWith(c.refusal));
  }
}

TEST_CASE("a long value is not repeated whole in the message") {
  const std::string message =
      refusal(with("status: in-progress", "status: " + std::string(9000, 'x')));
  CHECK(message.size() < 300);
}

}  // namespace tkt
