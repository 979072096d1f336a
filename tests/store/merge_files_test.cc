// SPDX-License-Identifier: MIT
//
// Files beside the tickets, tickets that collide, versions that cannot be merged, hostile trees.
#include <algorithm>

#include <fmt/core.h>

#include "model/error.h"
#include "tests/store/merge_desk.h"

namespace tkt::test {
namespace {

const std::string kClientPath = "clients/kgalagadi-foods.yaml";

std::string on_day(const std::string& id) {
  return "tickets/2026/11/23/" + id + ".yaml";
}

std::string sample(const std::string& id, const std::string& birth, const std::string& subject) {
  std::string text = kMergeTicket;
  text.replace(text.find("ITW-4F7K24"), 10, id);
  text.replace(text.find("0000000001"), 10, birth);
  text.replace(text.find("VPN down"), 8, subject);
  return text;
}

}  // namespace

TEST_CASE("clients and desk.yaml: the later commit stands, and the commit's trailer tells") {
  MergeDesk desk;
  const git::Oid a = desk.hand(desk.root, kClientPath, "71000001", "71000002", minute(20), "letla");
  const git::Oid b =
      desk.hand(desk.root, kClientPath, "71000001", "71000003", minute(10), "ciaron");
  const git::Oid c =
      desk.hand(desk.root, kClientPath, "name: Kgalagadi", "# ours\nname: Kgalagadi");
  CHECK(desk.file(both_ways(desk, a, b), kClientPath).find("71000002") != std::string::npos);
  const auto overruled = desk.merged(a, b).overruled;
  REQUIRE(overruled.size() == 1);
  CHECK(overruled[0].field == "contacts.Neo Kgosi.mobile");
  CHECK(overruled[0].lost == "+26771000003");
  CHECK(overruled[0].of == "ciaron");
  CHECK(overruled[0].by == "letla");
  CHECK(desk.file(both_ways(desk, both_ways(desk, a, b), c), kClientPath).find("# ours") !=
        std::string::npos);
  const git::Oid d = desk.hand(desk.root, "desk.yaml", "warn: 75", "warn: 80");
  const git::Oid e = desk.hand(desk.root, "desk.yaml", "escalation: [ntebo]", "escalation: []");
  const std::string text = desk.file(both_ways(desk, d, e), "desk.yaml");
  CHECK(text.find("warn: 80") != std::string::npos);
  CHECK(text.find("escalation: []") != std::string::npos);
}

TEST_CASE("templates merge by lines, or the later one stands as a whole") {
  MergeDesk desk;
  const std::string path = "templates/opened.email.txt";
  const git::Oid base = desk.commit({desk.root}, {{path, "one\ntwo\nthree\nfour\nfive\n"}});
  const git::Oid a = desk.hand(base, path, "one", "ONE");
  const git::Oid b = desk.hand(base, path, "five", "FIVE");
  const git::Oid c = desk.hand(base, path, "one", "first", minute(9));
  CHECK(desk.file(both_ways(desk, a, b), path) == "ONE\ntwo\nthree\nfour\nFIVE\n");
  CHECK(desk.file(both_ways(desk, a, c), path) == "first\ntwo\nthree\nfour\nfive\n");
}

TEST_CASE("two tickets under one ID: the later one gets another, and both are there") {
  MergeDesk desk;
  const std::string path = on_day("ITW-9QX0MK");
  const git::Oid a =
      desk.commit({desk.root}, {{path, sample("ITW-9QX0MK", "A000000001", "Printer")}});
  const git::Oid b =
      desk.commit({desk.root}, {{path, sample("ITW-9QX0MK", "B000000001", "Scanner")}});
  const git::Oid merged = both_ways(desk, a, b);
  const auto renamed = desk.merged(a, b).renamed;
  REQUIRE(renamed.size() == 1);
  CHECK(renamed[0].before == "ITW-9QX0MK");
  CHECK(renamed[0].opener == "ntebo");
  CHECK(is_ticket_id(renamed[0].after));
  CHECK(desk.ticket(merged, path).subject == "Printer");
  const std::string new_path = on_day(renamed[0].after);
  CHECK(desk.ticket(merged, new_path).subject == "Scanner");
  CHECK(desk.ticket(merged, new_path).formerly == std::vector<TicketId>{"ITW-9QX0MK"});
  // Whoever still works on it under the old ID ends up in the new file.
  const git::Oid on = desk.save(
      b, did(desk.ticket(b, path), Step::note, "B000000002", 30, "y", {{"note", "more"}}), path);
  const git::Oid again = both_ways(desk, merged, on);
  CHECK(desk.ticket(again, path).subject == "Printer");
  CHECK(desk.ticket(again, new_path).events.size() ==
        desk.ticket(merged, new_path).events.size() + 1);
  CHECK(desk.ticket(again, new_path).id == renamed[0].after);
}

TEST_CASE("a version that does not parse steps aside, and the rest goes on") {
  MergeDesk desk;
  const git::Oid a =
      desk.save(desk.root, assigned(desk.ticket(desk.root), "letla", "A000000001", 5, "x"));
  git::Oid b = desk.hand(desk.root, kMergePath, "status: open", "status: [open");
  b = desk.hand(b, kClientPath, "Kgalagadi Foods", "Kgalagadi");
  for (const auto& [ours, theirs] : {std::pair(a, b), std::pair(b, a), std::pair(desk.root, b)}) {
    const Merge merge = desk.merged(ours, theirs);
    CHECK(merge.kind == Merge::Kind::merged);
    CHECK(merge.refused.empty());
    REQUIRE(merge.stopped.size() == 1);
    CHECK(merge.stopped[0].path == kMergePath);
    CHECK(merge.stopped[0].line > 0);
    const git::Oid made = desk.commit({ours, theirs}, merge.files);
    CHECK(desk.ticket(made).subject == "VPN down");
    CHECK(desk.file(made, kClientPath).find("name: Kgalagadi\n") != std::string::npos);
    const std::string beside = std::string(kMergePath) + ".broken-";
    const auto kept = std::find_if(merge.files.begin(), merge.files.end(), [&](const auto& file) {
      return file.first.starts_with(beside);
    });
    CHECK(desk.file(made, kept == merge.files.end() ? "" : kept->first).find("status: [open") !=
          std::string::npos);
  }
}

TEST_CASE("files of a desk are not removed") {
  MergeDesk desk;
  const git::Oid a =
      desk.save(desk.root, assigned(desk.ticket(desk.root), "letla", "A000000001", 5, "x"));
  const git::Oid b =
      desk.commit({desk.root}, {{kMergePath, std::nullopt}, {"desk.yaml", std::nullopt}});
  for (const git::Oid& ours : {a, desk.root}) {
    const Merge merge = desk.merged(ours, b);
    CHECK(merge.stopped.size() == 2);
    const git::Oid made = desk.commit({ours, b}, merge.files);
    CHECK(desk.ticket(made) == desk.ticket(ours));
    CHECK(desk.file(made, "desk.yaml") == kDeskText);
  }
}

TEST_CASE("a file at a wrong place steps aside: one that was moved stays where it was") {
  MergeDesk desk;
  const std::string other_day = "tickets/2026/11/24/ITW-4F7K24.yaml";
  const std::string ntebo = "staff/a/ntebo.yaml";
  const git::Oid copied =
      desk.commit({desk.root}, {{other_day, kMergeTicket}, {ntebo, kStaffText}});
  const git::Oid moved =
      desk.commit({desk.root}, {{kMergePath, std::nullopt}, {other_day, kMergeTicket}});
  const git::Oid noted =
      desk.save(desk.root, assigned(desk.ticket(desk.root), "letla", "A000000001", 5, "x"));
  for (const git::Oid& side : {copied, moved}) {
    for (const auto& [ours, theirs] :
         {std::pair(desk.root, side), std::pair(noted, side), std::pair(side, noted)}) {
      const Merge merge = desk.merged(ours, theirs);
      CHECK(merge.refused.empty());
      REQUIRE(merge.stopped.size() == 2);
      const git::Oid made = desk.commit({ours, theirs}, merge.files);
      CHECK(desk.ticket(made).subject == "VPN down");
      CHECK(desk.file(made, other_day) == "");
      // Whoever put it there takes over that it is gone.
      CHECK(desk.merged(side, made).stopped.empty());
      CHECK(desk.file(desk.merge(side, made), other_day) == "");
      CHECK(desk.file(made, ntebo) == "");
      const auto& told = merge.stopped;
      CHECK(std::any_of(told.begin(), told.end(), [&](const Stopped& one) {
        return one.path == other_day &&
               one.message.starts_with("its place is '" + std::string(kMergePath) + "'");
      }));
    }
  }
}

TEST_CASE("a time in UTC leaves the day of a ticket's folder open") {
  std::string text = kMergeTicket;
  text.replace(text.find("2026-11-23T08:15:00+02:00"), 25, "2026-11-22T22:30:00Z");
  CHECK(read_ticket(kMergePath, text).value.subject == "VPN down");
  CHECK_THROWS_AS(read_ticket("tickets/2026/11/24/ITW-4F7K24.yaml", text), Error);
  CHECK_THROWS_AS(read_ticket("tickets/2026/11/22/ITW-4F7K24.yaml", kMergeTicket), Error);
}

TEST_CASE("what steps aside finds a name, however long its own and whatever stands there") {
  MergeDesk desk;
  const std::string long_path = "clients/" + std::string(190, 'a') + ".yaml";
  const git::Oid base = desk.commit({desk.root}, {{long_path, kMergeClient}});
  const std::string broken = std::string(kMergeTicket) + "tags: [twice]\n";
  const git::Oid first = desk.commit({base}, {{long_path, "name: [\n"}, {kMergePath, broken}});
  const Merge before = desk.merged(base, first);
  REQUIRE(before.stopped.size() == 2);
  std::string beside;
  for (const auto& [path, text] : before.files) {
    CHECK(path.substr(path.rfind('/') + 1).size() <= 200);
    beside = path.starts_with("tickets/") ? path : beside;
  }
  // A folder takes that name, and the longer one a file.
  const git::Oid taken = desk.commit({base}, {{beside + "/x", "x\n"}});
  for (const auto& [ours, theirs] : {std::pair(taken, first), std::pair(first, taken)}) {
    const Merge merge = desk.merged(ours, theirs);
    CHECK(merge.refused.empty());
    CHECK(merge.stopped.size() == 2);
    const git::Oid made = desk.commit({ours, theirs}, merge.files);
    CHECK(desk.file(made, beside + "/x") == "x\n");
    CHECK(std::any_of(merge.files.begin(), merge.files.end(), [&](const auto& file) {
            return file.second == broken && file.first.starts_with(beside);
          }) == (ours == taken || desk.file(made, kMergePath) != broken));
  }
}

TEST_CASE("fast forward, nothing to do, unrelated histories") {
  MergeDesk desk;
  const git::Oid a = desk.hand(desk.root, kMergePath, "VPN down", "VPN is down");
  CHECK(desk.merged(desk.root, a).kind == Merge::Kind::fast_forward);
  CHECK(desk.merged(a, desk.root).kind == Merge::Kind::nothing);
  CHECK(desk.merged(a, a).kind == Merge::Kind::nothing);
  const git::Oid other = desk.commit({}, {{"desk.yaml", kDeskText}});
  CHECK(desk.merged(a, other).kind == Merge::Kind::unrelated);
  const auto incoming = desk.incoming(desk.merged(desk.root, a));
  REQUIRE(incoming.size() == 1);
  CHECK(incoming[0].ticket == "ITW-4F7K24");
  CHECK(incoming[0].field == "subject");
  CHECK(incoming[0].before == "VPN down");
  CHECK(incoming[0].after == "VPN is down");
}

TEST_CASE("histories that crossed have one base all the same") {
  MergeDesk desk;
  const Ticket base = desk.ticket(desk.root);
  const git::Oid a = desk.save(desk.root, assigned(base, "letla", "A000000001", 5, "x"));
  const git::Oid b = desk.save(desk.root, assigned(base, "ciaron", "B000000001", 6, "y"));
  const git::Oid ab = desk.merge(a, b);
  const git::Oid ba = desk.merge(b, a);
  const git::Oid left =
      desk.save(ab, did(desk.ticket(ab), Step::note, "A000000002", 7, "x", {{"note", "l"}}));
  const git::Oid right =
      desk.save(ba, did(desk.ticket(ba), Step::note, "B000000002", 8, "y", {{"note", "r"}}));
  const Ticket merged = desk.ticket(both_ways(desk, left, right));
  CHECK(merged.events.size() == 6);
  CHECK(merge_events(merged).size() == 1);
}

TEST_CASE("lines that end as on Windows") {
  MergeDesk desk;
  std::string text = kMergeTicket;
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
    text.insert(at, 1, '\r');
  }
  const git::Oid base = desk.commit({desk.root}, {{kMergePath, text}});
  const git::Oid a = desk.save(base, assigned(desk.ticket(base), "letla", "A000000001", 5, "x"));
  const git::Oid b = desk.hand(base, kMergePath, "VPN down", "VPN is down");
  const std::string merged = desk.file(both_ways(desk, a, b), kMergePath);
  CHECK(merged.find("assigned: letla\r\n") != std::string::npos);
  CHECK(merged.find("subject: VPN is down\r\n") != std::string::npos);
}

TEST_CASE("a merge is written through the change's own steps") {
  const SampleDesk desk;
  const std::string path = "templates/opened.email.txt";
  const git::Oid base = desk.open().snapshot().commit();
  const git::Oid theirs = desk.set("theirs\n", "templates/resolved.sms.txt");
  (void)desk.git({"reset", "-q", "--hard", base.hex()});
  const git::Oid ours = desk.set("ours\n");
  {
    write_file(desk.root() / path, "edited\n");
    Change change = desk.open().change();
    const Merge merge = change.merge(theirs);
    CHECK(change.commit(merge, sample_author()) != ours);  // another file than the edited one
  }
  CHECK(desk.git({"rev-parse", "HEAD^1", "HEAD^2"}) == ours.hex() + "\n" + theirs.hex() + "\n");
  CHECK(read_file(desk.root() / "templates/resolved.sms.txt") == "theirs\n");
  (void)desk.git({"checkout", "-q", "--", path});
  CHECK(desk.trouble() == "");
  (void)desk.git({"reset", "-q", "--hard", base.hex()});
  Change change = desk.open().change();
  CHECK(change.commit(change.merge(ours), sample_author()) == ours);
  CHECK(desk.head() == ours.hex() + "\n");
  CHECK(desk.trouble() == "");
}

TEST_CASE("hostile trees are refused by name") {
  struct Row {
    const char* mode;
    const char* name;
    const char* said;
  };
  const std::vector<Row> rows = {
      {"120000", "link", "mode 120000"},         {"160000", "module", "mode 160000"},
      {"100755", "program", "mode 100755"},      {"100644", ".GIT", "reserved"},
      {"100644", ".gitmodules", "reserved"},     {"100644", "git~1", "reserved"},
      {"100644", ".x.yaml.tkt-new", "reserved"}, {"040000", "empty", "without files"},
      {"100644", "a\\b", "character"},           {"100644", "a\x1b[2J", "character"}};
  for (const Row& row : rows) {
    INFO(row.name);
    const SampleDesk desk;
    const std::string mode = row.mode;
    const std::string object =
        mode == "160000"   ? "commit " + std::string(40, '1')
        : mode == "040000" ? "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904"
                           : "blob " + desk.git({"rev-parse", "HEAD:desk.yaml"}).substr(0, 40);
    const Outcome tree = run_git(desk.root().string(), {"mktree", "-z", "--missing"},
                                 fmt::format("{}{} {}\t{}{}", desk.git({"ls-tree", "-z", "HEAD"}),
                                             mode, object, row.name, '\0'));
    REQUIRE(tree.status == 0);
    const std::string commit =
        desk.git({"commit-tree", "-p", "HEAD", "-m", "x", tree.output.substr(0, 40)});
    const git::Repository repository(desk.root());
    const Merge merge =
        merge_commits(repository, *repository.head(), *git::Oid::from_hex(commit.substr(0, 40)));
    REQUIRE(merge.refused.size() == 1);
    CHECK((merge.refused[0].path + merge.refused[0].message).find(row.said) != std::string::npos);
    Change change = desk.open().change();
    CHECK_THROWS_AS(change.commit(merge, sample_author()), Error);
  }
  MergeDesk desk;
  const git::Oid large =
      desk.commit({desk.root}, {{on_day("ITW-9QX0MK"), std::string(2 << 20, 'x')}});
  REQUIRE(desk.merged(desk.root, large).refused.size() == 1);
  CHECK(desk.merged(desk.root, large).refused[0].message.find("larger") != std::string::npos);
}

TEST_CASE("a few trees that name more places than there are minutes are refused at once") {
  const SampleDesk desk;
  for (const bool empty : {true, false}) {
    std::string tree = empty ? desk.git({"mktree", "--missing"}).substr(0, 40)
                             : desk.git({"rev-parse", "HEAD:staff"}).substr(0, 40);
    for (int depth = 0; depth < 14; ++depth) {
      std::string entries;
      for (int i = 0; i < 16; ++i) {
        entries += fmt::format("040000 tree {}\td{:02}\n", tree, i);
      }
      tree = run_git(desk.root().string(), {"mktree"}, entries).output.substr(0, 40);
    }
    const std::string root =
        run_git(desk.root().string(), {"mktree"},
                desk.git({"ls-tree", "HEAD"}) + "040000 tree " + tree + "\tdocs\n")
            .output.substr(0, 40);
    const std::string commit = desk.git({"commit-tree", "-p", "HEAD", "-m", "x", root});
    const git::Repository repository(desk.root());
    const Merge merge =
        merge_commits(repository, *repository.head(), *git::Oid::from_hex(commit.substr(0, 40)));
    REQUIRE(!merge.refused.empty());
    CHECK(merge.refused.size() <= 20);
  }
}

}  // namespace tkt::test
