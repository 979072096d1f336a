// SPDX-License-Identifier: MIT
#include "cmd/notify.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "model/error.h"
#include "store/outbox.h"
#include "tests/cmd/notify_desk.h"

namespace tkt::test {
namespace {

using Catch::Matchers::Contains;

TEST_CASE("what is owed is sent once, and marked in one commit") {
  const TestDesk desk;
  const Result result = desk.notify();
  CHECK(result.exit == Exit::done);
  CHECK(result.out.empty());
  CHECK(result.err == "2 messages sent [1 email, 1 sms]\n");
  CHECK_THAT(desk.calls("sendmail"),
             Catch::Matchers::StartsWith("<-oi>\n<-f>\n<helpdesk@itworx.example>\n<-->\n"
                                         "<neo@kgalagadi.example>\n"
                                         "From: ITWorx <helpdesk@itworx.example>\n"));
  CHECK(desk.calls("sms") ==
        "<+26771234567>\nITW-4F7K24 logged: VPN down. Please give this ID when you contact us. "
        "ITWorx +267 71924495\n");
  CHECK(desk.last_commit() ==
        "Ntebo Mokgotthu: notify: 2 messages sent [1 email, 1 sms]\n\nTicket: ITW-4F7K24\n\n");
  CHECK_THAT(desk.ticket(), Contains("channel: email, to: contact, template: opened, "
                                     "sent: 2026-11-23T08:20:00+02:00}") &&
                                Contains("channel: sms, to: contact, template: opened, "
                                         "sent: 2026-11-23T08:20:00+02:00}"));
  CHECK(test::git_says(desk.root(), {"status", "--porcelain"}).empty());

  const std::string calls = desk.calls("sendmail") + desk.calls("sms");
  const Result again = desk.notify();
  CHECK(again.exit == Exit::done);
  CHECK(again.err.empty());
  CHECK(desk.calls("sendmail") + desk.calls("sms") == calls);
}

TEST_CASE("a program that fails is told of, the message stays owed, and the others go on") {
  const TestDesk desk;
  desk.recorder("sendmail", "echo 'mailbox full' >&2; exit 75");
  const Result result = desk.notify();
  CHECK(result.exit == Exit::refused);
  CHECK_THAT(result.err, Contains("ITW-4F7K24: email to 'contact' stays owed: ") &&
                             Contains("failed with status 75: mailbox full") &&
                             Contains("1 message sent [1 sms]"));
  CHECK_THAT(desk.ticket(), Contains("channel: email, to: contact, template: opened}") &&
                                Contains("channel: sms, to: contact, template: opened, sent: "));

  desk.recorder("sendmail", "exit 0");
  CHECK(desk.notify().err.empty());  // it is not tried again at once
  desk.later(std::chrono::minutes(2));
  CHECK(desk.notify().err == "1 message sent [1 email]\n");
  CHECK(desk.notify().err.empty());
}

TEST_CASE("what fails for a day is given up") {
  const TestDesk desk;
  desk.recorder("sendmail", "exit 75");
  CHECK(desk.notify().exit == Exit::refused);
  desk.later(std::chrono::hours(23));
  CHECK_THAT(desk.notify().err, Contains("stays owed"));
  desk.later(std::chrono::hours(2));
  CHECK_THAT(desk.notify().err,
             Contains("is given up") && Contains("'tkt outbox retry ITW-4F7K24'"));
  CHECK_THAT(desk.ticket(), Contains("template: opened, given-up: 2026-11-24T09:20:00+02:00}"));
  CHECK(desk.notify().err.empty());
}

TEST_CASE("what is refused for good is given up at once") {
  const TestDesk desk;
  desk.recorder("sendmail", "exit 67");
  CHECK(desk.notify().exit == Exit::refused);
  CHECK_THAT(desk.ticket(), Contains("channel: email, to: contact, template: opened, given-up: "));
}

TEST_CASE("an address that is missing is told of, and the others go on") {
  const TestDesk desk;
  desk.write("clients/kgalagadi-foods.yaml",
             replaced(kClient, "email: neo@kgalagadi.example", "email: \"\""));
  desk.commit();
  const Result result = desk.notify();
  CHECK(result.exit == Exit::refused);
  CHECK_THAT(result.err, Contains("no email address of 'Neo Kgosi' is on file") &&
                             Contains("1 message sent [1 sms]; 1 given up"));
}

TEST_CASE("an address that is none gets no email, which is told of and given up") {
  const TestDesk desk;
  desk.write("clients/kgalagadi-foods.yaml",
             replaced(kClient, "neo@kgalagadi.example", "\"-oQ/tmp, x@y\""));
  desk.commit();
  const Result result = desk.notify();
  CHECK(result.exit == Exit::refused);
  CHECK_THAT(result.err, Contains("'-oQ/tmp, x@y' is") && Contains("an email address"));
  CHECK(desk.calls("sendmail").empty());
}

TEST_CASE("a number that is none is not handed over") {
  const TestDesk desk;
  desk.write("clients/kgalagadi-foods.yaml", replaced(kClient, "+26771234567", "--help"));
  desk.commit();
  const Result result = desk.notify();
  CHECK(result.exit == Exit::refused);
  CHECK_THAT(result.err, Contains("'--help' is not an international number"));
  CHECK(desk.calls("sms").empty());
}

TEST_CASE("a channel that cannot be used is told of once, with what to do") {
  const TestDesk desk;
  desk.write("desk.yaml", std::string(shipped_template("desk.yaml").value()));
  desk.write(
      kTicketPath,
      std::string(kTicket) + "  - {event: \"X\", channel: email, to: letla, template: assigned}\n");
  desk.commit();
  Result result = desk.notify();
  CHECK(result.exit == Exit::refused);
  CHECK_THAT(result.err, Contains("there is no address to send email from; every email stays owed "
                                  "(set company.email in desk.yaml, or: git config tkt.from") &&
                             Contains("1 message sent [1 sms]"));
  CHECK(result.err.find("no address to send") == result.err.rfind("no address to send"));

  desk.configure("tkt.from", "desk@itworx.example");
  desk.configure("tkt.sendmail", desk.program("no-such-program"));
  result = desk.notify();
  CHECK(result.exit == Exit::refused);
  CHECK_THAT(result.err, Contains("no-such-program") && Contains("every email stays owed"));

  desk.configure("tkt.sendmail", desk.program("sendmail"));
  CHECK(desk.notify().exit == Exit::done);
  CHECK_THAT(desk.calls("sendmail"),
             Contains("<-f>\n<desk@itworx.example>") && Contains("<letla@itworx.example>"));
}

TEST_CASE("without a program for SMS they stay owed, and email goes on") {
  const TestDesk desk;
  test::git_says(desk.root(), {"config", "--unset", "tkt.sms-program"});
  const Result result = desk.notify();
  CHECK(result.exit == Exit::refused);
  CHECK_THAT(result.err, Contains("there is no program to send SMS with; every sms stays owed "
                                  "(git config tkt.sms-program PROGRAM)") &&
                             Contains("1 message sent [1 email]"));
}

TEST_CASE("a file of the desk names no program") {
  const TestDesk desk;
  desk.write("desk.yaml", desk_text() + "tkt: {sendmail: /bin/false, sms-program: /bin/false}\n");
  desk.commit();
  CHECK(desk.notify().exit == Exit::done);
}

TEST_CASE("only the machine that desk.yaml names delivers") {
  const TestDesk desk;
  desk.write("desk.yaml", desk_text() + "messages: {machine: server}\n");
  desk.commit();
  const Result result = desk.notify();
  CHECK(result.exit == Exit::done);
  CHECK(result.err == "messages are delivered by 'server'; nothing was sent from here\n");
  CHECK(desk.calls("sendmail").empty());

  desk.write("desk.yaml", desk_text() + "messages: {machine: laptop}\n");
  desk.commit();
  CHECK(desk.notify().err == "2 messages sent [1 email, 1 sms]\n");
}

Delivery left(const std::string& channel, Instant at) {
  Delivery one;
  one.path = kTicketPath;
  one.event = "5D1AK3M90R";
  one.channel = channel;
  one.to = "contact";
  one.state = DeliveryState::sent;
  one.at = at;
  one.first = at;
  one.next = at;
  return one;
}

TEST_CASE("what left before a crash is marked by the next run and not sent again") {
  const TestDesk desk;
  Outbox(Store::open(desk.root()).state_folder())
      .record({left("email", parse_instant("2026-11-23T08:16:00+02:00").value())});
  CHECK(desk.notify().err == "2 messages sent [1 email, 1 sms]\n");
  CHECK(desk.calls("sendmail").empty());
  CHECK_THAT(desk.ticket(), Contains("sent: 2026-11-23T08:16:00+02:00}"));
  for (const Delivery& one : Outbox(desk.root() / ".git/tkt").all()) {
    CHECK(one.state == DeliveryState::settled);
  }
}

TEST_CASE("what left while its ticket was cancelled is marked as sent") {
  const TestDesk desk;
  Outbox(Store::open(desk.root()).state_folder())
      .record({left("email", parse_instant("2026-11-23T08:16:00+02:00").value())});
  desk.write(kTicketPath, replaced(desk.ticket(), "channel: email, to: contact, template: opened}",
                                   "channel: email, to: contact, template: opened, "
                                   "given-up: 2026-11-23T08:17:00+02:00}"));
  desk.commit();
  CHECK(desk.notify().err == "2 messages sent [1 email, 1 sms]\n");
  CHECK(desk.calls("sendmail").empty());
  CHECK_THAT(desk.ticket(), Contains("opened, sent: 2026-11-23T08:16:00+02:00}"));
}

// Delivers in a process of its own.
pid_t start_notify(const TestDesk& desk) {
  const pid_t process = ::fork();
  if (process != 0) {
    return process;
  }
  try {
    ::_exit(static_cast<int>(desk.notify().exit));
  } catch (const Error& error) {
    ::_exit(static_cast<int>(exit_for(error.kind())));
  }
}

// The exit status of a process, or 128 and the signal that ended it.
int end_of(pid_t process) {
  int status = 0;
  REQUIRE(::waitpid(process, &status, 0) == process);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::ptrdiff_t count_of_calls(const std::string& calls, const std::string& first_line) {
  std::ptrdiff_t count = 0;
  for (auto at = calls.find(first_line); at != std::string::npos;
       at = calls.find(first_line, at + 1)) {
    ++count;
  }
  return count;
}

TEST_CASE("a process that is killed while it delivers sends nothing twice but what it was at") {
  const TestDesk desk;
  desk.recorder("sms", "kill -9 $PPID");
  CHECK(end_of(start_notify(desk)) == 128 + 9);
  CHECK_THAT(desk.ticket(), !Contains("sent:"));

  desk.recorder("sms", "exit 0");
  CHECK(desk.notify().err == "2 messages sent [1 email, 1 sms]\n");
  CHECK(count_of_calls(desk.calls("sendmail"), "<-oi>\n") == 1);
  CHECK(count_of_calls(desk.calls("sms"), "<+26771234567>\n") == 2);
}

TEST_CASE("of two deliveries at once one is busy, and each message leaves once") {
  const TestDesk desk;
  desk.recorder("sendmail", "sleep 0.5");
  const pid_t first = start_notify(desk);
  const pid_t second = start_notify(desk);
  const int ends = end_of(first) + end_of(second);
  CHECK((ends == static_cast<int>(Exit::busy) || ends == 0));  // 0: one after the other
  CHECK(count_of_calls(desk.calls("sendmail"), "<-oi>\n") == 1);
  CHECK(count_of_calls(desk.calls("sms"), "<+26771234567>\n") == 1);
}

TEST_CASE("what was sent while the desk was busy is marked later and not sent again") {
  const TestDesk desk;
  {
    const Change other = Store::open(desk.root()).change();
    CHECK_THROWS_AS(desk.notify(), Error);
  }
  const std::string calls = desk.calls("sendmail") + desk.calls("sms");
  CHECK_FALSE(calls.empty());
  CHECK(desk.notify().err == "2 messages sent [1 email, 1 sms]\n");
  CHECK(desk.calls("sendmail") + desk.calls("sms") == calls);
}

TEST_CASE("a second delivery at the same time is refused as busy, a change of the desk is not") {
  const TestDesk desk;
  const Outbox other(Store::open(desk.root()).state_folder());
  try {
    (void)desk.notify();
    FAIL("two deliveries at once");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::busy);
  }
  CHECK_NOTHROW(Store::open(desk.root()).change(Wait::never));
}

TEST_CASE("a ticket edited by hand is marked when the edit is committed") {
  const TestDesk desk;
  desk.write(kTicketPath, replaced(kTicket, "VPN down", "VPN down again"));
  const Result result = desk.notify();
  CHECK_THAT(result.err, Contains("was edited by hand"));
  CHECK_THAT(desk.ticket(), Contains("VPN down again") && !Contains("sent:"));
  desk.commit();
  const std::string calls = desk.calls("sendmail") + desk.calls("sms");
  CHECK(desk.notify().err == "2 messages sent [1 email, 1 sms]\n");
  CHECK(desk.calls("sendmail") + desk.calls("sms") == calls);
  CHECK_THAT(desk.ticket(), Contains("VPN down again") && Contains("sent:"));
}

TEST_CASE("somebody who is not on the staff sends nothing") {
  const TestDesk desk;
  desk.configure("user.email", "stranger@example.com");
  CHECK_THROWS_AS(desk.notify(), Error);
  CHECK(desk.calls("sendmail").empty());
}

TEST_CASE("a dry run prints the messages and sends nothing") {
  const TestDesk desk;
  GlobalOptions dry;
  dry.dry_run = true;
  const Result result = desk.notify({}, dry);
  CHECK(result.exit == Exit::done);
  CHECK_THAT(result.out,
             Catch::Matchers::StartsWith("ITW-4F7K24: email to Neo Kgosi <neo@kgalagadi.example>\n"
                                         "Subject: [ITW-4F7K24] VPN down\n\nDear Neo Kgosi,\n") &&
                 Contains("ITW-4F7K24: sms to Neo Kgosi <+26771234567>\nITW-4F7K24 logged: "));
  CHECK(desk.calls("sendmail").empty());
  CHECK_THAT(desk.ticket(), !Contains("sent:"));
}

TEST_CASE("the messages owed as JSON") {
  const TestDesk desk;
  desk.write("clients/kgalagadi-foods.yaml",
             replaced(kClient, "email: neo@kgalagadi.example", "email: \"\""));
  desk.commit();
  const Result result = desk.notify({.json = true, .ticket = "", .event = ""});
  CHECK(nlohmann::json::parse(result.out) == nlohmann::json::parse(R"([
    {"ticket": "ITW-4F7K24", "event": "5D1AK3M90R", "channel": "email", "template": "opened",
     "to": "contact", "name": "Neo Kgosi", "address": null},
    {"ticket": "ITW-4F7K24", "event": "5D1AK3M90R", "channel": "sms", "template": "opened",
     "to": "contact", "name": "Neo Kgosi", "address": "+26771234567"}])"));
  CHECK(desk.calls("sms").empty());
  desk.write(kTicketPath, std::string(kTicket).substr(0, std::string(kTicket).find("messages:")));
  desk.commit();
  CHECK(desk.notify({.json = true, .ticket = "", .event = ""}).out == "[]\n");
}

TEST_CASE("a broken ticket keeps nobody else's message") {
  const TestDesk desk;
  desk.write("tickets/2026/11/23/ITW-123458.yaml", "id: [\n");
  desk.commit();
  const Result result = desk.notify();
  CHECK(result.exit == Exit::storage);
  CHECK_THAT(result.err, Contains("ITW-123458.yaml") && Contains("2 messages sent"));
}

TEST_CASE("hostile fields change neither headers nor recipients") {
  const TestDesk desk;
  const std::string evil = R"("x\v\N\L\fBcc: thief@example.com\e[2J\u202E\a")";
  const std::string lines = R"("x\r\nBcc: thief@example.com\n\n.\n\e[2J\u202E\a")";
  std::string ticket = replaced(kTicket, "VPN down", evil);
  ticket = replaced(ticket, "description: |\n  Nobody can connect.", "description: " + lines);
  ticket = replaced(ticket, "contact: Neo Kgosi", "contact: " + evil);
  desk.write(kTicketPath, ticket);
  desk.write("clients/kgalagadi-foods.yaml", replaced(kClient, "Neo Kgosi", evil));
  desk.commit();
  CHECK_THAT(desk.notify().err, Contains("2 messages sent"));
  const std::string email = desk.calls("sendmail");
  CHECK_THAT(email, Catch::Matchers::StartsWith("<-oi>\n<-f>\n<helpdesk@itworx.example>\n<-->\n"
                                                "<neo@kgalagadi.example>\nFrom: "));
  const std::string headers = email.substr(0, email.find("\n\n"));
  CHECK_THAT(headers, !Contains("\nBcc") && Contains("Subject: [ITW-4F7K24] x =?UTF-8?B?"));
  for (const char c : email + desk.calls("sms")) {
    REQUIRE((c == '\n' || (c >= ' ' && c <= '~')));
  }
  CHECK(desk.calls("sms").find("\n<") == std::string::npos);
}

}  // namespace
}  // namespace tkt::test
