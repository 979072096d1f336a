// SPDX-License-Identifier: MIT
//
// A desk whose messages leave through programs that write down what they were given.
#pragma once

#include <filesystem>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "cmd/notify.h"
#include "templates/shipped.h"
#include "tests/store/temporary.h"

namespace tkt::test {

inline constexpr const char* kTicketPath = "tickets/2026/11/23/ITW-4F7K24.yaml";

inline std::string desk_text() {
  std::string text(shipped_template("desk.yaml").value());
  const std::string none = "email: \"\"";
  return text.replace(text.find(none), none.size(), "email: helpdesk@itworx.example");
}

inline constexpr const char* kNtebo =
    "name: Ntebo Mokgotthu\nemail: ntebo@example.com\n"
    "roles: [helpdesk-manager]\n";
inline constexpr const char* kLetla =
    "name: Letla Mmeke\nemail: letla@itworx.example\n"
    "mobile: \"+26772000000\"\nroles: [technician]\n";
inline constexpr const char* kClient =
    "name: Kgalagadi Foods\ncategory: contract\ncontacts:\n"
    "  - {name: Neo Kgosi, mobile: \"+26771234567\", email: neo@kgalagadi.example}\n";
inline constexpr const char* kTicket = R"(id: "ITW-4F7K24"
subject: VPN down
status: open
priority: critical
client: kgalagadi-foods
contact: Neo Kgosi
channel: phone
description: |
  Nobody can connect.
opened: 2026-11-23T08:15:00+02:00
sla:
  - {cycle: 1, target: respond, minutes: 60, calendar: office, due: 2026-11-23T09:15:00+02:00}
events:
  - {id: "5D1AK3M90R", at: 2026-11-23T08:15:00+02:00, by: ntebo, did: open}
messages:
  - {event: "5D1AK3M90R", channel: email, to: contact, template: opened}
  - {event: "5D1AK3M90R", channel: sms, to: contact, template: opened}
)";

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

struct Result {
  Exit exit = Exit::done;
  std::string out;
  std::string err;
};

// A desk with one ticket that owes an email and an SMS, and two programs that write down what they
// were given, each call behind the other.
class TestDesk {
 public:
  TestDesk() {
    make_repository(root());
    write("desk.yaml", desk_text());
    write("staff/ntebo.yaml", kNtebo);
    write("staff/letla.yaml", kLetla);
    write("clients/kgalagadi-foods.yaml", kClient);
    write(kTicketPath, kTicket);
    commit();
    recorder("sendmail", "exit 0");
    recorder("sms", "exit 0");
    configure("tkt.sendmail", program("sendmail"));
    configure("tkt.sms-program", program("sms"));
  }

  [[nodiscard]] std::filesystem::path root() const { return folder_.path() / "desk"; }
  [[nodiscard]] std::string program(const std::string& name) const {
    return (folder_.path() / name).string();
  }

  void write(const std::string& path, const std::string& text) const {
    write_file(root() / path, text);
  }
  void commit() const { commit_all(root(), "set up"); }
  void configure(const std::string& key, const std::string& value) const {
    git_says(root(), {"config", key, value});
  }

  /// A program that writes its arguments to NAME.calls, a line each, and its input behind them.
  void recorder(const std::string& name, const std::string& end) const {
    const std::string path = program(name);
    write_file(path,
               "#!/bin/sh\n{ for word in \"$@\"; do echo \"<$word>\"; done; cat; echo; } >>'" +
                   path + ".calls'\n" + end + "\n");
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  }
  [[nodiscard]] std::string calls(const std::string& name) const {
    return read_file(program(name) + ".calls");
  }

  /// Lets time go by.
  void later(Seconds length) const { now_ += length; }

  Result notify(const NotifyOptions& options = {}, GlobalOptions global = {}) const {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    Io io{in, false, Output(out, false, 80, false), Output(err, false, 80, false)};
    Environment environment;
    environment.working_folder = root().string();
    environment.hostname = "laptop";
    global.no_wait = true;
    Context context(io, environment, global, now_);
    const Exit exit = run(options, context);
    return {exit, out.str(), err.str()};
  }

  [[nodiscard]] std::string ticket() const { return read_file(root() / kTicketPath); }
  [[nodiscard]] std::string last_commit() const {
    return git_says(root(), {"log", "-1", "--format=%an: %B"});
  }

 private:
  TemporaryFolder folder_;
  mutable Instant now_ = parse_instant("2026-11-23T08:20:00+02:00").value();
};

}  // namespace tkt::test
