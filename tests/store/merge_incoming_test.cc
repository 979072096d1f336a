// SPDX-License-Identifier: MIT
//
// What is told of what came in.
#include <algorithm>

#include "tests/store/merge_desk.h"

namespace tkt::test {
namespace {

/// "field: old -> new, by".
std::vector<std::string> told(const MergeDesk& desk, const git::Oid& ours, const git::Oid& theirs) {
  std::vector<std::string> lines;
  for (const Incoming& one : desk.incoming(desk.merged(ours, theirs))) {
    lines.push_back(one.field + ": " + one.before + " -> " + one.after + ", " + one.by);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "promises, work and events that were changed by hand are told, with the commit's author") {
  MergeDesk desk;
  const std::string work =
      "work:\n  - {id: \"9C2E0TQ4WX\", by: ntebo, started: 2026-11-23T08:31:00+02:00, minutes: "
      "45, invoice: INV-2026-000001}\n";
  const std::string note =
      "  - {id: \"0000000002\", at: 2026-11-23T08:16:00+02:00, by: ntebo, did: note, note: x}\n";
  const git::Oid base =
      desk.commit({desk.root}, {{kMergePath, std::string(kMergeTicket) + note + work}});
  const auto by_hand = [&](const std::string& from, const std::string& to) {
    return told(desk, base, desk.hand(base, kMergePath, from, to, minute(5), "kagiso"));
  };
  CHECK(by_hand("subject: VPN down", "subject: VPN") == Lines{"subject: VPN down -> VPN, kagiso"});
  CHECK(by_hand("T16:15", "T17:15") ==
        Lines{"sla.1 respond.due: 2026-11-23T16:15:00+02:00 -> 2026-11-23T17:15:00+02:00, kagiso"});
  CHECK(by_hand("T16:15:00+02:00}", "T16:15:00+02:00, met: 2026-11-23T08:20:00+02:00}") ==
        Lines{"sla.1 respond.met:  -> 2026-11-23T08:20:00+02:00, kagiso"});
  CHECK(by_hand(", invoice: INV-2026-000001", "") ==
        Lines{"work.9C2E0TQ4WX.invoice: INV-2026-000001 -> , kagiso"});
  CHECK(by_hand("minutes: 45", "minutes: 90") ==
        Lines{"work.9C2E0TQ4WX.minutes: 45 -> 90, kagiso"});
  CHECK(by_hand("did: note, note: x", "did: note, note: y") ==
        Lines{"events.0000000002.note: x -> y, kagiso"});
  CHECK(by_hand(note, "").size() == 1);
  CHECK(by_hand(work, "").size() == 1);
}

TEST_CASE("what an event tells is told once") {
  MergeDesk desk;
  const git::Oid responded =
      desk.save(desk.root, did(desk.ticket(desk.root), Step::respond, "A000000001", 20, "letla"));
  const Lines lines = told(desk, desk.root, responded);
  CHECK(std::none_of(lines.begin(), lines.end(),
                     [](const std::string& line) { return line.starts_with("sla."); }));
  CHECK(std::count(lines.begin(), lines.end(), "events:  -> respond, letla") == 1);
}

}  // namespace tkt::test
