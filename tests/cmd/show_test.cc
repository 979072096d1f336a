// SPDX-License-Identifier: MIT
//
// Pages of tickets: show.
#include <algorithm>

#include "cmd/io.h"
#include "store/codec.h"
#include "tests/cmd/hostile.h"
#include "tests/cmd/screen.h"

namespace tkt {
namespace {

using test::kPipe;
using test::Place;
using test::ReadingDesk;
using test::Screen;

TEST_CASE("show on a terminal") {
  const ReadingDesk desk;
  const Screen screen = desk.play({"show", "4f7k"});
  CHECK(screen.exit == Exit::done);
  CHECK(screen.out ==
        R"(ITW-4F7K24  VPN down for the whole office in Gaborone, and nobody can reach the
            files
status      in-progress
priority    critical
response    met 2026-11-23 08:31, due 2026-11-23 09:15
client      kgalagadi-foods, Kgalagadi Foods (Pty) Ltd, contract
contact     Neo Kgosi, +26771234567, neo@kgalagadi.example
channel     whatsapp
tags        vpn, gaborone
assigned    letla
escalation  step 1 of 3, ntebo
opened      2026-11-23 08:15, 105m ago

Nobody in the Gaborone office can connect since 07:50. The light on the gateway
is red.

What was tried:
  - a restart of the laptop, which did not help at all and took twenty minutes
  of the morning

Work: 1h5m, 20m unbilled
2026-11-23 08:31  letla  45m (INV-2026-000042): Restarted the gateway
2026-11-23 09:20  letla  20m (unbilled)

History
2026-11-23 08:15  ntebo  open
2026-11-23 08:16  ntebo  assign to letla (skill vpn; load 0)
2026-11-23 08:31  letla  respond: Called Neo; looking at the gateway, which lost
                         its route to the office when the power went off [noted
                         2026-11-23 08:40]
2026-11-23 09:30  ntebo  escalate to ntebo (step 1, asked by client): Nobody
                         called back

Messages
email to contact: opened, sent 2026-11-23 08:15
sms to contact: opened, owed
)");
}

TEST_CASE("show of two tickets, one of a client without contacts") {
  const ReadingDesk desk;
  CHECK(desk.play({"show", "123458", "zzz"}).out == R"(ITW-123458  Server offline
status      open
priority    critical
response    due 2026-11-23 09:15, 45m late
client      kgalagadi-foods, Kgalagadi Foods (Pty) Ltd, contract
contact     Neo Kgosi, +26771234567, neo@kgalagadi.example
channel     phone
assigned    nobody
opened      2026-11-23 08:15, 105m ago

No files.

History
2026-11-23 08:15  ntebo  open

ITW-ZZZZZ5  New user
status      resolved
priority    low
client      okavango-travel, Okavango Travel, non-contract
contact     Mpho Dube
channel     phone
assigned    nobody
opened      2026-11-20 09:00, 3d ago

Account for Kabo on the printer server.

History
2026-11-20 09:00  ntebo  open
2026-11-20 09:30  ntebo  resolve: Done
)");
}

TEST_CASE("no line of a page is wider than the terminal") {
  const ReadingDesk desk;
  for (const int width : {40, 50, 66, 80, 100}) {
    std::istringstream lines(desk.play({"show", "4f7k"}, {true, width, false}).out);
    for (std::string line; std::getline(lines, line);) {
      INFO(line);
      CHECK(display_width(line) <= width);
    }
  }
}

TEST_CASE("show in a pipe") {
  const ReadingDesk desk;
  CHECK(desk.play({"show", "9qx0mk"}, kPipe).out ==
        "id\tITW-9QX0MK\n"
        "subject\tSlow printing in accounts\n"
        "status\tassigned\n"
        "priority\tmedium\n"
        "client\tkgalagadi-foods\n"
        "contact\tNeo Kgosi\t+26771234567\tneo@kgalagadi.example\n"
        "channel\temail\n"
        "callout\tfalse\n"
        "tags\tprinter\n"
        "assigned\tntebo\n"
        "escalation\t0\n"
        "opened\t2026-11-23T08:20:00+02:00\n"
        "description\tA page a minute.\n"
        "sla\t1\trespond\trunning\t2026-11-23T12:20:00+02:00\t\n"
        "event\t2026-11-23T08:20:00+02:00\tntebo\topen\t\n"
        "event\t2026-11-23T08:21:00+02:00\tntebo\tassign to ntebo\t\n");
}

TEST_CASE("show as JSON: an object for one, an array for several") {
  const ReadingDesk desk;
  const std::string one = desk.play({"show", "zzz", "--json"}).out;
  CHECK(one.starts_with("{\n  \"id\": \"ITW-ZZZZZ5\",\n"));
  CHECK(
      one.ends_with("  \"sla_state\": \"none\",\n  \"due\": null,\n"
                    "  \"overdue_seconds\": 0\n}\n"));
  const std::string two = desk.play({"show", "zzz", "123458", "--json"}).out;
  CHECK(two.starts_with("[\n  {\n    \"id\": \"ITW-ZZZZZ5\",\n"));
  CHECK(two.find("\"overdue_seconds\": 2700") != std::string::npos);
}

TEST_CASE("show of several prints nothing where one of them is not there") {
  const ReadingDesk desk;
  const Screen screen = desk.play({"show", "zzz", "4F7K25"});
  CHECK(screen.exit == Exit::refused);
  CHECK(screen.out.empty());
  CHECK(screen.err.find("did you mean ITW-4F7K24?") != std::string::npos);
}

TEST_CASE("show tells of an edit by hand that is not in force") {
  const ReadingDesk desk;
  std::string text = ReadingDesk::kRunning;
  desk.write("tickets/2026/11/23/ITW-9QX0MK.yaml", text.replace(text.find("Slow"), 4, "Dead"));
  const Screen screen = desk.play({"show", "9qx"});
  CHECK(screen.exit == Exit::done);
  CHECK(screen.out.starts_with("ITW-9QX0MK  Slow printing"));
  CHECK(screen.err.find("'tickets/2026/11/23/ITW-9QX0MK.yaml' was edited by hand") !=
        std::string::npos);
}

}  // namespace
}  // namespace tkt
