// SPDX-License-Identifier: MIT
#include "store/merge.h"

#include "tests/store/merge_desk.h"

namespace tkt::test {
namespace {

// The ticket of a commit, reopened upon it with the clocks of a new cycle.
git::Oid reopened(MergeDesk& desk, const git::Oid& upon, const std::string& id, int at) {
  Ticket ticket = did(desk.ticket(upon), Step::reopen, id, at, "x");
  for (const Clock& clock : start_clocks(ticket, desk.client, desk.desk)) {
    ticket.sla.push_back(clock);
  }
  return desk.save(upon, ticket);
}

}  // namespace

TEST_CASE("each side's change of its own field is there") {
  MergeDesk desk;
  const Ticket base = desk.ticket(desk.root);
  const git::Oid a = desk.save(desk.root, assigned(base, "letla", "A000000001", 5, "ntebo"));
  const git::Oid b =
      desk.save(desk.root, with_priority(base, desk, "critical", "B000000001", 6, "ciaron"));
  const Ticket merged = desk.ticket(both_ways(desk, a, b));
  CHECK(merged.assigned == "letla");
  CHECK(merged.priority == "critical");
  CHECK(merged.status == Status::assigned);
  CHECK(merged.events.size() == 3);
  CHECK(desk.merged(a, b).overruled.empty());
}

TEST_CASE("of two values the later one stands, and an event tells of the other") {
  MergeDesk desk;
  const Ticket base = desk.ticket(desk.root);
  const git::Oid a = desk.save(desk.root, assigned(base, "letla", "A000000001", 5, "ntebo"));
  const git::Oid b = desk.save(desk.root, assigned(base, "ciaron", "B000000001", 6, "ciaron"));
  const Ticket merged = desk.ticket(both_ways(desk, a, b));
  CHECK(merged.assigned == "ciaron");
  const auto told = merge_events(merged);
  REQUIRE(told.size() == 1);
  CHECK(told[0].detail("field") == "assigned");
  CHECK(told[0].detail("kept") == "ciaron");
  CHECK(told[0].detail("lost") == "letla");
  CHECK(told[0].detail("of") == "ntebo");
  const auto ours = desk.merged(a, b).overruled;
  REQUIRE(ours.size() == 1);
  CHECK(ours[0].ours);
  CHECK(ours[0].ticket == "ITW-4F7K24");
  CHECK_FALSE(desk.merged(b, a).overruled[0].ours);
}

TEST_CASE("what is later is told by the time of writing, and then by the event's ID") {
  MergeDesk desk;
  const Ticket base = desk.ticket(desk.root);
  const git::Oid a = desk.save(desk.root, assigned(base, "letla", "A000000001", 5, "ntebo"));
  const git::Oid b = desk.save(desk.root, assigned(base, "ciaron", "B000000001", 5, "ciaron"));
  CHECK(desk.ticket(both_ways(desk, a, b)).assigned == "ciaron");
}

TEST_CASE("three values meet in any order and tell the same") {
  MergeDesk desk;
  const Ticket base = desk.ticket(desk.root);
  const git::Oid a = desk.save(desk.root, assigned(base, "letla", "A000000001", 5, "x"));
  const git::Oid b = desk.save(desk.root, assigned(base, "ciaron", "B000000001", 9, "y"));
  const git::Oid c = desk.save(desk.root, assigned(base, "ntebo", "C000000001", 7, "z"));
  const git::Oid one = both_ways(desk, both_ways(desk, a, b), c);
  const git::Oid two = both_ways(desk, a, both_ways(desk, c, b));
  CHECK(desk.tree(one) == desk.tree(two));
  CHECK(merge_events(desk.ticket(one)).size() == 2);
}

TEST_CASE("sets: added here, removed there") {
  MergeDesk desk;
  const git::Oid a = desk.hand(desk.root, kMergePath, "tags: [vpn]", "tags: [vpn, fiber]");
  const git::Oid b = desk.hand(desk.root, kMergePath, "tags: [vpn]\n", "");
  const git::Oid c = desk.hand(desk.root, kMergePath, "tags: [vpn]", "tags: [lan]");
  CHECK(desk.ticket(both_ways(desk, a, c)).tags == std::vector<std::string>{"fiber", "lan"});
  CHECK(desk.ticket(both_ways(desk, b, c)).tags == std::vector<std::string>{"lan"});
}

TEST_CASE("comments, spelling and unknown keys of both sides are there") {
  MergeDesk desk;
  git::Oid a = desk.hand(desk.root, kMergePath, "priority:", "# a's words\npriority:");
  a = desk.hand(a, kMergePath, "opened:", "a-key: {deep: [1, 2]}\nopened:");
  a = desk.hand(a, kMergePath, "subject: VPN down", "subject: 'VPN down'");
  git::Oid b = desk.hand(desk.root, kMergePath, "opened:", "b-key: yes\nopened:");
  b = desk.hand(b, kMergePath, "priority: low", "priority: low  # agreed");
  b = desk.hand(b, kMergePath, "events:\n", "events:\n  # the first\n");
  const std::string text = desk.file(both_ways(desk, a, b), kMergePath);
  INFO(text);
  for (const char* const part :
       {"# a's words\n", "a-key: {deep: [1, 2]}\n", "subject: 'VPN down'\n", "b-key: yes\n",
        "  # the first\n  - {id: \"0000000001\""}) {
    CHECK(text.find(part) != std::string::npos);
  }
}

TEST_CASE("status by rules") {
  struct Row {
    const char* name;
    std::vector<Step> ours;
    std::vector<Step> theirs;
    Status status;
    const char* lost;
  };
  const std::vector<Row> rows = {
      {"resolved beats assigned", {Step::resolve}, {Step::assign}, Status::resolved, ""},
      {"both resolve", {Step::resolve}, {Step::resolve}, Status::resolved, ""},
      {"work while waiting", {Step::wait}, {Step::work}, Status::waiting, ""},
      {"waiting is overtaken", {Step::resolve}, {Step::wait}, Status::resolved, "waiting"},
      {"cancelled first", {Step::cancel}, {Step::resolve}, Status::cancelled, "resolved"},
      {"never beats invoiced",
       {Step::cancel},
       {Step::resolve, Step::invoice},
       Status::invoiced,
       "cancelled"},
      {"reopened after",
       {Step::resolve, Step::invoice, Step::reopen},
       {Step::note},
       Status::open,
       ""},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    MergeDesk desk;
    int at = 0;
    const auto save = [&](const std::vector<Step>& steps, const std::string& who) {
      Ticket ticket = desk.ticket(desk.root);
      for (const Step step : steps) {
        ++at;
        ticket = did(std::move(ticket), step, who + "00000000" + std::to_string(at), at, who);
        if (step == Step::assign) {
          ticket.assigned = "letla";
        }
      }
      return desk.save(desk.root, ticket);
    };
    const git::Oid a = save(row.ours, "A");
    const git::Oid b = save(row.theirs, "B");
    const Ticket merged = desk.ticket(both_ways(desk, a, b));
    CHECK(merged.status == row.status);
    const auto told = merge_events(merged);
    CHECK((told.empty() ? "" : std::string(told[0].detail("lost"))) == row.lost);
  }
}

TEST_CASE("a clock: the earliest response stands, and a promise that was kept") {
  MergeDesk desk;
  const Ticket base = desk.ticket(desk.root);
  const auto responded = [&](int at, const std::string& id) {
    return meet_responses(did(base, Step::respond, id, at, "x"));
  };
  const git::Oid a = desk.save(desk.root, responded(50, "A000000001"));
  const git::Oid b = desk.save(desk.root, responded(40, "B000000001"));
  CHECK(desk.ticket(both_ways(desk, a, b)).sla.at(0).met == minute(40));
  const git::Oid later =
      desk.save(desk.root, with_priority(base, desk, "critical", "C000000001", 45, "y"));
  CHECK(desk.ticket(both_ways(desk, b, later)).sla.at(0).allowed == std::chrono::minutes(480));
  CHECK(desk.ticket(both_ways(desk, a, later)).sla.at(0).allowed == std::chrono::minutes(480));
}

TEST_CASE("a clock that one side starts counts the response that the other knew of") {
  MergeDesk desk;
  const git::Oid base = desk.save(
      desk.root, with_priority(desk.ticket(desk.root), desk, "queue", "0000000002", 1, "x"));
  REQUIRE(desk.ticket(base).sla.empty());
  const git::Oid a =
      desk.save(base, with_priority(desk.ticket(base), desk, "critical", "A000000001", 70, "x"));
  const git::Oid b = desk.save(base, did(desk.ticket(base), Step::respond, "B000000001", 5, "y"));
  const Clock clock = desk.ticket(both_ways(desk, a, b)).sla.at(0);
  CHECK(clock.met == minute(5));
  CHECK(clock.due == minute(60));
  // Promised by two, after the response: the later word holds, whoever meets first.
  const git::Oid c =
      desk.save(base, with_priority(desk.ticket(base), desk, "low", "C000000001", 80, "z"));
  const git::Oid one = both_ways(desk, both_ways(desk, a, b), c);
  CHECK(desk.tree(one) == desk.tree(both_ways(desk, both_ways(desk, a, c), b)));
  CHECK(desk.tree(one) == desk.tree(both_ways(desk, both_ways(desk, b, c), a)));
  CHECK(desk.ticket(one).sla.at(0).allowed == std::chrono::minutes(480));
}

TEST_CASE("a kept promise stays kept, though another clone took it back before the response") {
  MergeDesk desk;
  const Ticket base = desk.ticket(desk.root);
  const git::Oid a =
      desk.save(desk.root, with_priority(base, desk, "queue", "A000000001", 41, "x"));
  const git::Oid b =
      desk.save(desk.root, meet_responses(did(base, Step::respond, "B000000001", 42, "y")));
  const git::Oid c =
      desk.save(desk.root, with_priority(base, desk, "critical", "C000000001", 45, "z"));
  const git::Oid one = both_ways(desk, both_ways(desk, a, b), c);
  CHECK(desk.tree(one) == desk.tree(both_ways(desk, both_ways(desk, a, c), b)));
  CHECK(desk.tree(one) == desk.tree(both_ways(desk, both_ways(desk, b, c), a)));
  CHECK(desk.ticket(one).sla.at(0).allowed == std::chrono::minutes(480));
  CHECK(desk.ticket(one).sla.at(0).met == minute(42));
}

TEST_CASE("work on a copy that was not reopened yet answers the reopening") {
  MergeDesk desk;
  const git::Oid done =
      desk.save(desk.root, did(desk.ticket(desk.root), Step::resolve, "0000000002", 5, "x"));
  const git::Oid a = reopened(desk, done, "A000000001", 10);
  Ticket worked = did(desk.ticket(done), Step::work, "B000000001", 35, "y", {{"work", "W"}});
  worked.work.push_back({"W", "y", minute(20), 15, "", true, ""});
  const Ticket merged = desk.ticket(both_ways(desk, a, desk.save(done, worked)));
  CHECK(merged.status == Status::in_progress);
  CHECK(merged.sla.at(1).met == minute(20));
}

TEST_CASE("a due agreed by hand beats one that was computed") {
  MergeDesk desk;
  const Ticket base = desk.ticket(desk.root);
  Ticket agreed = did(base, Step::set, "A000000001", 5, "x", {{"field", "due"}, {"new", "later"}});
  agreed.sla.at(0).due = minute(2000);
  agreed.sla.at(0).agreed = true;
  const git::Oid a = desk.save(desk.root, agreed);
  const git::Oid b =
      desk.save(desk.root, with_priority(base, desk, "critical", "B000000001", 9, "y"));
  const Ticket merged = desk.ticket(both_ways(desk, a, b));
  CHECK(merged.sla.at(0).due == minute(2000));
  CHECK(merged.sla.at(0).agreed);
  CHECK(merged.priority == "critical");
}

TEST_CASE("a breach that was answered in time on the other side is withdrawn") {
  MergeDesk desk;
  const Ticket base = desk.ticket(desk.root);
  Ticket broken = base;
  broken.events.push_back(breach_event(base, base.sla.at(0), desk.desk.zone()));
  const git::Oid a = desk.save(desk.root, broken);
  const git::Oid b =
      desk.save(desk.root, meet_responses(did(base, Step::respond, "B000000001", 9, "y")));
  const Ticket merged = desk.ticket(both_ways(desk, a, b));
  CHECK(merged.events.back().did == "withdrawn");
}

TEST_CASE("two clones that reopen at once begin one cycle") {
  MergeDesk desk;
  const git::Oid done =
      desk.save(desk.root, did(desk.ticket(desk.root), Step::resolve, "0000000002", 5, "x"));
  const Ticket merged = desk.ticket(both_ways(desk, reopened(desk, done, "A000000001", 10),
                                              reopened(desk, done, "B000000001", 20)));
  CHECK(merged.cycle() == 2);
  CHECK(merged.sla.size() == 2);
  CHECK(leading_clock(merged)->cycle == 2);
}

TEST_CASE("a reopened ticket's promise is the same in whichever order three clones meet") {
  MergeDesk desk;
  const git::Oid done =
      desk.save(desk.root, did(desk.ticket(desk.root), Step::resolve, "0000000002", 5, "x"));
  const git::Oid a = reopened(desk, done, "A000000001", 10);
  const git::Oid b = reopened(desk, done, "B000000001", 20);
  const git::Oid c =
      desk.save(done, with_priority(desk.ticket(done), desk, "critical", "C000000001", 30, "y"));
  const git::Oid one = both_ways(desk, both_ways(desk, a, b), c);
  CHECK(desk.tree(one) == desk.tree(both_ways(desk, both_ways(desk, a, c), b)));
  CHECK(desk.tree(one) == desk.tree(both_ways(desk, both_ways(desk, b, c), a)));
  const Clock clock = desk.ticket(one).sla.at(1);
  CHECK(clock.cycle == 2);
  CHECK(clock.allowed == std::chrono::minutes(60));
  CHECK(clock.due == minute(70));  // from the first reopening
}

TEST_CASE("a message that was sent is not owed again") {
  MergeDesk desk;
  Ticket owing = desk.ticket(desk.root);
  owing.messages.push_back({"0000000001", "email", "contact", "opened", std::nullopt});
  const git::Oid base = desk.save(desk.root, owing);
  Ticket sent = owing;
  sent.messages[0].sent = minute(9);
  const git::Oid a = desk.save(base, sent);
  sent.messages[0].sent = minute(7);
  const git::Oid b = desk.save(base, sent);
  CHECK(desk.ticket(both_ways(desk, a, b)).messages.at(0).sent == minute(7));
}

TEST_CASE("an invoice while work was added: both are there, and it is told") {
  MergeDesk desk;
  Ticket worked = did(desk.ticket(desk.root), Step::work, "0000000002", 5, "x");
  worked.work.push_back({"W000000001", "x", minute(1), 30, "", true, ""});
  const git::Oid base = desk.save(desk.root, did(worked, Step::resolve, "0000000003", 6, "x"));
  Ticket billed = did(desk.ticket(base), Step::invoice, "A000000001", 7, "x");
  billed.work[0].invoice = "INV-2026-000001";
  Ticket more = did(desk.ticket(base), Step::work, "B000000001", 8, "y");
  more.work.push_back({"W000000002", "y", minute(7), 15, "", true, ""});
  const git::Oid a = desk.save(base, billed);
  const git::Oid b = desk.save(base, more);
  const Ticket merged = desk.ticket(both_ways(desk, a, b));
  CHECK(merged.status == Status::invoiced);
  CHECK(merged.unbilled_minutes() == 15);
  REQUIRE(desk.merged(a, b).told.size() == 1);
  CHECK(desk.merged(a, b).told[0].message.find("15 minutes") != std::string::npos);
}

}  // namespace tkt::test
