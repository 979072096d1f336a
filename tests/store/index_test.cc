// SPDX-License-Identifier: MIT
#include "store/index.h"

#include <catch2/catch.hpp>

#include "model/error.h"
#include "tests/store/ticket_desk.h"

namespace tkt::test {
namespace {

TicketQuery all_tickets() {
  TicketQuery query;
  query.all = true;
  return query;
}

std::vector<SampleTicket> three_tickets() {
  return {{"ITW-4F7K24", "VPN down for the whole office", "in-progress", "kgalagadi-foods", ""},
          {"ITW-123458", "Main printer jams", "open", "acme", kUnmetClock},
          {"ITW-9QX0MK", "Old phone system", "resolved", "acme", ""}};
}

std::vector<std::string> ids_of(const Listing& listing) {
  std::vector<std::string> ids;
  for (const Summary& summary : listing.summaries) {
    ids.push_back(summary.id);
  }
  return ids;
}

}  // namespace

TEST_CASE("the index answers as the files would, one by one") {
  const TicketDesk desk;
  const git::Oid commit = desk.commit(three_tickets());
  Index index = desk.index();
  std::vector<TicketQuery> queries(6);
  queries[1].all = true;
  queries[2].status = {Status::resolved, Status::open};
  queries[3].all = true;
  queries[3].client = {"ACME"};
  queries[4].words = {"print"};
  queries[5].all = true;
  queries[5].since = parse_instant("2026-11-23T08:15:01+02:00");
  for (const TicketQuery& query : queries) {
    CHECK(told(index.list(commit, query)) == told(desk.truth(commit, query)));
  }
  CHECK(index.list(commit, {}).summaries.size() == 2);
}

TEST_CASE("an index that describes the commit needs no repository") {
  const TicketDesk desk;
  const git::Oid commit = desk.commit(three_tickets());
  desk.index().refresh(commit);
  Index index(desk.state(), []() -> const git::Repository& { throw std::logic_error("opened"); });
  CHECK(index.list(commit, all_tickets()).summaries.size() == 3);
  CHECK(index.search(commit, {"vpn"}).summaries.size() == 1);
  CHECK(index.paths_beginning(commit, "ITW-").size() == 3);
  CHECK(index.ids(commit).size() == 3);
  CHECK(index.unmet(commit).rows.size() == 1);
  CHECK(index.file(commit, "staff/ntebo.yaml") == kStaffText);
}

TEST_CASE("one ticket changed, one new, one gone") {
  const TicketDesk desk;
  const git::Oid before = desk.commit(three_tickets());
  Index index = desk.index();
  index.refresh(before);
  SampleTicket changed = three_tickets()[0];
  changed.subject = "VPN up again";
  changed.status = "resolved";
  const SampleTicket added{"ITW-ZZZZZ5", "Slow scanner", "open", "acme", ""};
  const git::Oid after = desk.commit({{changed.path(), changed.text()},
                                      {added.path(), added.text()},
                                      {three_tickets()[1].path(), std::nullopt}},
                                     before);
  CHECK(told(index.list(after, all_tickets())) == told(desk.truth(after, all_tickets())));
  CHECK(ids_of(index.list(after, {})) == std::vector<std::string>{"ITW-ZZZZZ5"});
  CHECK(index.search(after, {"down"}).summaries.empty());
  CHECK(ids_of(index.search(after, {"again"})) == std::vector<std::string>{"ITW-4F7K24"});
  CHECK(index.unmet(after).rows.empty());
  SECTION("and back to an older commit") {
    CHECK(told(index.list(before, all_tickets())) == told(desk.truth(before, all_tickets())));
    CHECK(index.search(before, {"again"}).summaries.empty());
  }
}

TEST_CASE("a broken file is listed, keeps its ID, and comes back when it is mended") {
  const TicketDesk desk;
  const git::Oid sound = desk.commit(three_tickets());
  Index index = desk.index();
  index.refresh(sound);
  const std::string path = three_tickets()[0].path();
  const git::Oid broken = desk.commit({{path, "id: [\n"}}, sound);
  const Listing listing = index.list(broken, {});
  REQUIRE(listing.broken.size() == 1);
  CHECK(listing.broken[0].path == path);
  CHECK(listing.broken[0].problem.rfind(path, 0) == 0);
  CHECK(listing.summaries.size() == 1);
  CHECK(index.paths_beginning(broken, "ITW-4F7") == std::vector<std::string>{path});
  CHECK(index.has_ticket(broken, "ITW-4F7K24"));
  CHECK(index.ids(broken).size() == 3);
  CHECK(told(index.list(sound, {})) == told(desk.truth(sound, {})));
}

TEST_CASE("a file whose ID is not its name is broken") {
  const TicketDesk desk;
  SampleTicket ticket = three_tickets()[0];
  const std::string path = ticket.path();
  ticket.id = "ITW-ZZZZZ5";
  const git::Oid commit = desk.commit(Files{{"desk.yaml", kDeskText}, {path, ticket.text()}});
  Index index = desk.index();
  CHECK(index.list(commit, all_tickets()).summaries.empty());
  CHECK(index.list(commit, {}).broken.size() == 1);
}

TEST_CASE("a change of the desk's policy changes the warnings of unfinished tickets") {
  const TicketDesk desk;
  const git::Oid before = desk.commit(three_tickets());
  Index index = desk.index();
  const Instant warned = index.unmet(before).rows.at(0).unmet.at(0).warning_from;
  std::string policy = kDeskText;
  policy.replace(policy.find("warn: 75"), 8, "warn: 50");
  const git::Oid after = desk.commit({{"desk.yaml", policy}}, before);
  CHECK(index.unmet(after).rows.at(0).unmet.at(0).warning_from == warned - std::chrono::hours(2));
  CHECK(told(index.list(after, all_tickets())) == told(desk.truth(after, all_tickets())));
  CHECK(index.search(after, {"printer"}).summaries.size() == 1);
  CHECK(index.file(after, "desk.yaml") == policy);
}

TEST_CASE("a commit without desk.yaml, or with a broken one, is an error") {
  const TicketDesk desk;
  const git::Oid none = desk.commit(Files{{"staff/ntebo.yaml", kStaffText}});
  const git::Oid broken = desk.commit(Files{{"desk.yaml", "prefix: [\n"}});
  Index index = desk.index();
  CHECK_THROWS_AS(index.refresh(none), Error);
  CHECK_THROWS_AS(index.refresh(broken), Error);
  const git::Oid sound = desk.commit(three_tickets());
  CHECK(index.list(sound, {}).summaries.size() == 2);
}

TEST_CASE("search finds beginnings of words everywhere, and phrases") {
  const TicketDesk desk;
  SampleTicket noted{"ITW-ZZZZZ5", "Slow scanner", "open", "acme", ""};
  noted.more =
      "work:\n  - {id: \"9C2E0TQ4WX\", by: ntebo, started: 2026-11-23T08:31:00+02:00, "
      "minutes: 45, note: The PRINTER was off}\n";
  std::vector<SampleTicket> tickets = three_tickets();
  tickets.push_back(noted);
  const git::Oid commit = desk.commit(tickets);
  Index index = desk.index();
  const auto found = [&](const std::vector<std::string>& words) {
    return ids_of(index.search(commit, words));
  };
  using Ids = std::vector<std::string>;
  CHECK(found({"print"}) == Ids{"ITW-123458", "ITW-ZZZZZ5"});  // in the subject first
  CHECK(found({"main", "print"}) == Ids{"ITW-123458"});
  CHECK(found({"main printer"}) == Ids{"ITW-123458"});
  CHECK(found({"printer main"}).empty());
  CHECK(found({"ITW-9QX0MK"}) == Ids{"ITW-9QX0MK"});
  CHECK(found({"acme"}).size() == 3);
  CHECK(found({"acme"}).back() == "ITW-9QX0MK");  // finished last
  CHECK(found({"scanner", "off"}) == Ids{"ITW-ZZZZZ5"});
  CHECK(found({"smoke", "kgosi"}).size() == 4);
  CHECK(found({}).empty());
}

TEST_CASE("no word is an expression") {
  const TicketDesk desk;
  Index index = desk.index();
  const git::Oid commit = desk.commit(three_tickets());
  for (const std::string word : {"\"", "\"\"", "a\"b", "*", "OR", "headline:vpn", "(", ")", "-vpn",
                                 "^vpn", "NEAR(a b)", "", " ", "!!!", "\xff\xfe", "'"}) {
    CHECK_NOTHROW(index.search(commit, {word}));
    CHECK_NOTHROW(index.search(commit, {"vpn", word}));
  }
  CHECK(index.search(commit, {std::string("vp\0n", 4)}).summaries.size() == 1);
}

TEST_CASE("IDs are found by their beginning") {
  const TicketDesk desk;
  const git::Oid commit = desk.commit(three_tickets());
  Index index = desk.index();
  CHECK(index.paths_beginning(commit, "ITW-9QX") ==
        std::vector<std::string>{"tickets/2026/11/23/ITW-9QX0MK.yaml"});
  CHECK(index.paths_beginning(commit, "ITW-4F7K24").size() == 1);
  CHECK(index.paths_beginning(commit, "ITW-4F7K25").empty());
  CHECK(index.paths_beginning(commit, "ITW-").size() == 3);
  CHECK(index.paths_beginning(commit, "").size() == 3);
  CHECK(index.paths_beginning(commit, "ITX").empty());
  CHECK(index.has_ticket(commit, "ITW-4F7K24"));
  CHECK_FALSE(index.has_ticket(commit, "ITW-4F7K25"));
  CHECK_FALSE(index.has_ticket(commit, "ITW-4F7"));
}

TEST_CASE("the index has the facts that a report needs, and knows what owes records") {
  const TicketDesk desk;
  const std::string late =
      "sla:\n  - {cycle: 1, target: respond, minutes: 480, calendar: office, due: "
      "2026-11-24T08:15:00+02:00, met: 2026-11-24T08:15:01+02:00}\n";
  std::vector<SampleTicket> tickets = three_tickets();
  tickets.push_back({"ITW-ZZZZZ5", "Answered late", "resolved", "acme", late});
  const git::Oid commit = desk.commit(tickets);
  Index index = desk.index();
  std::vector<TicketFacts> facts = index.facts(commit).tickets;
  CHECK(facts.size() == tickets.size());
  const Snapshot snapshot(std::make_shared<git::Repository>(desk.root()), commit);
  for (const auto& record : snapshot.tickets()) {
    CHECK(std::count(facts.begin(), facts.end(), facts_of(record.value)) == 1);
  }
  CHECK(index.owing_records(commit) == std::vector<std::string>{tickets.back().path()});

  Files recorded{{tickets.back().path(), tickets.back().text() +
                                             "  - {id: \"6D1AK3M90R\", at: "
                                             "2026-11-24T08:15:00+02:00, by: sla, did: breach, "
                                             "target: respond, cycle: 1}\n"}};
  const git::Oid after = desk.commit(recorded, commit);
  CHECK(index.owing_records(after).empty());
  CHECK(index.facts(after).tickets.size() == tickets.size());
}

TEST_CASE("the index knows when each was assigned a ticket last, finished or not, but one's own") {
  const TicketDesk desk;
  const auto assigned = [](const char* entry, const char* hour, const char* to) {
    return std::string("  - {id: \"") + entry + "\", at: 2026-11-24T" + hour +
           ":00:00+02:00, by: ntebo, did: assign, to: " + to + "}\n";
  };
  std::vector<SampleTicket> tickets = three_tickets();
  Files files;
  files[tickets[0].path()] = tickets[0].text() + assigned("6D1AK3M90A", "08", "letla") +
                             assigned("6D1AK3M90B", "11", "thato");
  files[tickets[1].path()] = tickets[1].text() + assigned("6D1AK3M90C", "10", "letla");
  const git::Oid commit = desk.commit(files, desk.commit(tickets));
  Index index = desk.index();
  const auto at = [](const char* hour) {
    return *parse_instant(std::string("2026-11-24T") + hour + ":00:00+02:00");
  };
  using Last = std::map<std::string, Instant>;
  CHECK(index.last_assignments(commit, "") == Last{{"letla", at("10")}, {"thato", at("11")}});
  CHECK(index.last_assignments(commit, tickets[1].id) ==
        Last{{"letla", at("08")}, {"thato", at("11")}});
  CHECK(index.last_assignments(commit, tickets[0].id) == Last{{"letla", at("10")}});
}

TEST_CASE("a look at the past leaves the file of the index alone") {
  const TicketDesk desk;
  std::vector<SampleTicket> tickets = three_tickets();
  const git::Oid before = desk.commit({tickets[0]});
  const git::Oid now = desk.commit(tickets);
  desk.index().refresh(now);
  const auto written = std::filesystem::last_write_time(desk.state() / "index.db");
  Index past = desk.index();
  past.look_at_the_past(before);
  CHECK(past.facts(before).tickets.size() == 1);
  CHECK(past.list(before, all_tickets()).summaries.size() == 1);
  CHECK(std::filesystem::last_write_time(desk.state() / "index.db") == written);
  CHECK(desk.index().facts(now).tickets.size() == 3);
}

TEST_CASE("a file of a mode that no desk holds is named, and hides nothing") {
  const TicketDesk desk;
  const git::Oid sound = desk.commit(three_tickets());
  const std::string path = three_tickets()[0].path();
  Index index = desk.index();
  const std::size_t all = index.list(sound, all_tickets()).summaries.size();
  CHECK(index.odd_files(sound).empty());

  const git::Oid program = desk.with_mode(sound, path, "100755");
  const Listing listing = index.list(program, all_tickets());
  CHECK(listing.summaries.size() == all - 1);
  REQUIRE(listing.broken.size() == 1);
  CHECK(listing.broken[0].problem ==
        path +
            ": it is a program in git (mode 100755), and a desk holds plain files only: chmod -x " +
            path + ", then git commit " + path);
  CHECK(index.has_ticket(program, "ITW-4F7K24"));
  CHECK(told(index.list(program, all_tickets())) == told(desk.truth(program, all_tickets())));
  REQUIRE(index.odd_files(program).size() == 1);
  CHECK(index.odd_files(program)[0].path == path);

  const git::Oid elsewhere = desk.with_mode(sound, "docs/latest", "120000");
  CHECK(told(index.list(elsewhere, all_tickets())) == told(desk.truth(sound, all_tickets())));
  REQUIRE(index.odd_files(elsewhere).size() == 1);
  CHECK(index.odd_files(elsewhere)[0].mode == 0120000);
  CHECK(index.odd_files(desk.with_mode(sound, "sub", "160000")).size() == 1);

  const git::Oid staff = desk.with_mode(sound, "staff/ntebo.yaml", "100755");
  CHECK(index.file(staff, "staff/ntebo.yaml") == kStaffText);
  CHECK(index.odd_files(staff).size() == 1);
  CHECK(index.odd_files(sound).empty());
  CHECK(told(index.list(sound, {})) == told(desk.truth(sound, {})));
}

}  // namespace tkt::test
