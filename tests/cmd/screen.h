// SPDX-License-Identifier: MIT
//
// The whole program behind a terminal or a pipe, within the test.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "cmd/run.h"
#include "templates/shipped.h"
#include "tests/store/temporary.h"

namespace tkt::test {

/// What a command printed.
struct Screen {
  Exit exit = Exit::done;
  std::string out;
  std::string err;
};

/// Where its output goes.
struct Place {
  bool terminal = true;
  int width = 80;
  bool colour = false;
};
inline constexpr Place kPipe = {false, 80, false};

/// With `typed`, somebody sits there and types that, then Ctrl-D.
inline Screen play(const std::filesystem::path& folder, const std::vector<std::string>& words,
                   Place place = {}, const std::string& now = "2026-11-23T10:00:00+02:00",
                   const std::string& typed = "") {
  std::istringstream in(typed);
  std::ostringstream out;
  std::ostringstream err;
  Io io{in, !typed.empty(), Output(out, place.terminal, place.width, place.colour),
        Output(err, place.terminal, place.width, place.colour)};
  Environment environment;
  environment.working_folder = folder.string();
  const Exit exit = run_tkt(words, environment, io, parse_instant(now).value());
  return {exit, out.str(), err.str()};
}

/// The guide's desk on a Monday at ten: a promise kept, one broken, one still to keep, and a
/// finished ticket without a promise.
class ReadingDesk {
 public:
  ReadingDesk() {
    make_repository(root());
    write("desk.yaml", std::string(shipped_template("desk.yaml").value()));
    write("staff/ntebo.yaml",
          "name: Ntebo Mokgotthu\nemail: ntebo@example.com\nroles: [helpdesk-manager]\n");
    write("staff/letla.yaml", "name: Letla Mmeke\nemail: letla@example.com\nroles: [technician]\n");
    write("clients/kgalagadi-foods.yaml",
          "name: Kgalagadi Foods (Pty) Ltd\ncategory: contract\ncontacts:\n"
          "  - {name: Neo Kgosi, mobile: \"+26771234567\", email: neo@kgalagadi.example}\n");
    write("clients/okavango-travel.yaml", "name: Okavango Travel\ncategory: non-contract\n");
    write("tickets/2026/11/23/ITW-4F7K24.yaml", kKept);
    write("tickets/2026/11/23/ITW-123458.yaml", kBroken);
    write("tickets/2026/11/23/ITW-9QX0MK.yaml", kRunning);
    write("tickets/2026/11/20/ITW-ZZZZZ5.yaml", kFinished);
    commit_all(root(), "set up");
  }

  [[nodiscard]] std::filesystem::path root() const { return folder_.path() / "desk"; }
  void write(const std::string& path, const std::string& text) const {
    write_file(root() / path, text);
  }
  [[nodiscard]] Screen play(const std::vector<std::string>& words, Place place = {},
                            const std::string& now = "2026-11-23T10:00:00+02:00") const {
    return test::play(root(), words, place, now);
  }

  static constexpr const char* kKept = R"(id: "ITW-4F7K24"
subject: VPN down for the whole office in Gaborone, and nobody can reach the files
status: in-progress
priority: critical
client: kgalagadi-foods
contact: Neo Kgosi
channel: whatsapp
description: |
  Nobody in the Gaborone office can connect since 07:50. The light on the gateway is red.

  What was tried:
    - a restart of the laptop, which did not help at all and took twenty minutes of the morning
tags: [vpn, gaborone]
assigned: letla
escalation: 1
opened: 2026-11-23T08:15:00+02:00
sla:
  - {cycle: 1, target: respond, minutes: 60, calendar: office, due: 2026-11-23T09:15:00+02:00, met: 2026-11-23T08:31:12+02:00}
work:
  - {id: "9C2E0TQ4WX", by: letla, started: 2026-11-23T08:31:00+02:00, minutes: 45, note: Restarted the gateway, invoice: INV-2026-000042}
  - {id: "9C2E0TQ4WY", by: letla, started: 2026-11-23T09:20:00+02:00, minutes: 20}
events:
  - {id: "5D1AK3M90R", at: 2026-11-23T08:15:00+02:00, by: ntebo, did: open}
  - {id: "77B02HD8PV", at: 2026-11-23T08:16:10+02:00, by: ntebo, did: assign, to: letla, why: skill vpn; load 0}
  - {id: "A31F6ZJ5C2", at: 2026-11-23T08:31:12+02:00, noted: 2026-11-23T08:40:00+02:00, by: letla, did: respond, note: "Called Neo; looking at the gateway, which lost its route to the office when the power went off"}
  - {id: "A31F6ZJ5C3", at: 2026-11-23T09:30:00+02:00, by: ntebo, did: escalate, to: ntebo, step: "1", reason: Nobody called back, asked-by: client}
messages:
  - {event: "5D1AK3M90R", channel: email, to: contact, template: opened, sent: 2026-11-23T08:15:40+02:00}
  - {event: "5D1AK3M90R", channel: sms, to: contact, template: opened}
)";
  static constexpr const char* kBroken = R"(id: "ITW-123458"
subject: Server offline
status: open
priority: critical
client: kgalagadi-foods
contact: Neo Kgosi
channel: phone
description: |
  No files.
opened: 2026-11-23T08:15:00+02:00
sla:
  - {cycle: 1, target: respond, minutes: 60, calendar: office, due: 2026-11-23T09:15:00+02:00}
events:
  - {id: "5D1AK3M90S", at: 2026-11-23T08:15:00+02:00, by: ntebo, did: open}
)";
  static constexpr const char* kRunning = R"(id: "ITW-9QX0MK"
subject: Slow printing in accounts
status: assigned
priority: medium
client: kgalagadi-foods
contact: Neo Kgosi
channel: email
description: |
  A page a minute.
tags: [printer]
assigned: ntebo
opened: 2026-11-23T08:20:00+02:00
sla:
  - {cycle: 1, target: respond, minutes: 240, calendar: office, due: 2026-11-23T12:20:00+02:00}
events:
  - {id: "5D1AK3M90T", at: 2026-11-23T08:20:00+02:00, by: ntebo, did: open}
  - {id: "77B02HD8PW", at: 2026-11-23T08:21:00+02:00, by: ntebo, did: assign, to: ntebo}
)";
  static constexpr const char* kFinished = R"(id: "ITW-ZZZZZ5"
subject: New user
status: resolved
priority: low
client: okavango-travel
contact: Mpho Dube
channel: phone
description: |
  Account for Kabo on the printer server.
opened: 2026-11-20T09:00:00+02:00
events:
  - {id: "5D1AK3M90V", at: 2026-11-20T09:00:00+02:00, by: ntebo, did: open}
  - {id: "A31F6ZJ5C4", at: 2026-11-20T09:30:00+02:00, by: ntebo, did: resolve, note: Done}
)";

 private:
  TemporaryFolder folder_;
};

}  // namespace tkt::test
