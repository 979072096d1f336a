// SPDX-License-Identifier: MIT
//
// Whatever happens to the index's file, the answers stay right.
#include <algorithm>
#include <csignal>
#include <functional>
#include <random>
#include <thread>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/facts_row.h"
#include "store/file.h"
#include "store/index.h"
#include "store/sqlite.h"
#include "tests/store/ticket_desk.h"

namespace tkt::test {
namespace {

namespace fs = std::filesystem;

TicketQuery all_tickets() {
  TicketQuery query;
  query.all = true;
  return query;
}

std::vector<SampleTicket> many_tickets(int count) {
  Random random(7);
  std::vector<SampleTicket> tickets;
  for (int i = 0; i < count; ++i) {
    const bool finished = i % 3 != 0;
    tickets.push_back({draw_ticket_id("ITW", random), "Printer number " + std::to_string(i),
                       finished ? "resolved" : "open", "client-" + std::to_string(i % 7),
                       finished ? "" : kUnmetClock});
  }
  return tickets;
}

std::vector<std::string> found(Index& index, const git::Oid& commit) {
  std::vector<std::string> ids;
  for (const Summary& summary : index.search(commit, {"printer", "number"}).summaries) {
    ids.push_back(summary.id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

/// All answers about a commit but searches, as one text.
std::string answers(Index& index, const git::Oid& commit) {
  std::string text = "unfinished\n" + told(index.list(commit, {})) + "all\n" +
                     told(index.list(commit, all_tickets())) + "IDs and the rest\n";
  std::vector<std::string> names = index.ids(commit);
  for (const TicketId& id : index.ids(commit)) {
    names.push_back(index.paths_beginning(commit, id).at(0));
  }
  for (const std::string& path : index.paths_beginning(commit, "ITW-")) {
    names.push_back(path);
  }
  for (const TicketRow& row : index.unmet(commit).rows) {
    names.push_back(row.summary.id + " unmet");
  }
  for (const auto& [path, contents] : index.files(commit)) {
    names.push_back(path + contents);
  }
  for (const TicketFacts& facts : index.facts(commit).tickets) {
    names.push_back(pack(facts));
  }
  for (const std::string& path : index.owing_records(commit)) {
    names.push_back(path + " owes");
  }
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    text += name + "\n";
  }
  return text;
}

/// Runs a function in a process of its own.
pid_t start(const std::function<void()>& work) {
  const pid_t child = ::fork();
  if (child != 0) {
    return child;
  }
  try {
    work();
  } catch (...) {
    ::_exit(1);
  }
  ::_exit(0);
}

bool succeeded(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void expect(bool fact) {
  if (!fact) {
    throw std::runtime_error("not as expected");
  }
}

}  // namespace

TEST_CASE("random changes, one after the other: the index keeps in step") {
  const TicketDesk desk;
  std::mt19937 random(11);
  std::vector<SampleTicket> tickets = many_tickets(40);
  std::vector<git::Oid> commits{desk.commit(tickets)};
  Index index = desk.index();
  for (int step = 0; step < 60; ++step) {
    Files files;
    for (auto left = random() % 4; left > 0; --left) {
      SampleTicket& ticket = tickets[random() % tickets.size()];
      ticket.subject = "Subject of step " + std::to_string(step);
      ticket.status = random() % 2 == 0 ? "open" : "resolved";
      switch (random() % 4) {
        case 0: files[ticket.path()] = std::nullopt; break;
        case 1: files[ticket.path()] = "broken: [\n"; break;
        default: files[ticket.path()] = ticket.text(); break;
      }
    }
    if (random() % 8 == 0) {
      std::string policy = kDeskText;
      files["desk.yaml"] =
          policy.replace(policy.find("warn: 75"), 8, "warn: " + std::to_string(10 + random() % 80));
    }
    const git::Oid& parent =
        random() % 5 == 0 ? commits[random() % commits.size()] : commits.back();
    commits.push_back(desk.commit(files, parent));
    const git::Oid& commit = commits.back();
    REQUIRE(told(index.list(commit, all_tickets())) == told(desk.truth(commit, all_tickets())));
    REQUIRE(told(index.list(commit, {})) == told(desk.truth(commit, {})));
  }
  const std::string kept = answers(index, commits.back());
  fs::remove_all(desk.state());
  Index fresh = desk.index();
  CHECK(answers(fresh, commits.back()) == kept);
}

TEST_CASE("a damaged index is noticed and built anew") {
  const TicketDesk desk;
  const git::Oid commit =
      desk.commit({{many_tickets(60)[0].path(), "broken: [\n"}}, desk.commit(many_tickets(60)));
  Index sound = desk.index();
  const std::string right = answers(sound, commit);
  const std::vector<std::string> all_found = found(sound, commit);
  const std::string file = (desk.state() / "index.db").string();
  const std::string bytes = read_file(file);
  std::mt19937 random(3);
  const auto place = [&] { return random() % bytes.size(); };
  for (int round = 0; round < 400; ++round) {
    std::string damaged = bytes;
    switch (round % 5) {
      case 0: damaged[place()] ^= static_cast<char>(1 << random() % 8); break;
      case 1: damaged.resize(place()); break;
      case 2: damaged.replace(place() / 512 * 512, 512, 512, '\0'); break;
      case 3:
        damaged.replace(place() / 4096 * 4096, 4096, damaged, place() / 4096 * 4096, 4096);
        break;
      default: damaged[place()] = static_cast<char>(random()); break;
    }
    write_file(file, damaged);
    Index index = desk.index();
    INFO("round " << round);
    REQUIRE(answers(index, commit) == right);
    const std::vector<std::string> some = found(index, commit);
    REQUIRE(std::includes(all_found.begin(), all_found.end(), some.begin(), some.end()));
  }
}

TEST_CASE("what is no index at all is replaced") {
  const TicketDesk desk;
  const git::Oid commit = desk.commit(many_tickets(5));
  Index sound = desk.index();
  const std::string right = answers(sound, commit);
  const fs::path file = desk.state() / "index.db";
  for (const std::string& bytes : {std::string(), std::string("not a database"),
                                   std::string(100'000, 'x'), std::string(4096, '\0')}) {
    write_file(file, bytes);
    Index index = desk.index();
    CHECK(answers(index, commit) == right);
    CHECK(read_file(file).rfind("SQLite format 3", 0) == 0);
  }
  fs::remove(file);
  fs::create_directory(file);
  Index index = desk.index();
  CHECK(answers(index, commit) == right);
}

TEST_CASE("an index of another repository's tree is built anew") {
  const TicketDesk desk;
  const TicketDesk other;
  const git::Oid commit = desk.commit(many_tickets(5));
  const git::Oid elsewhere = other.commit(many_tickets(9));
  other.index().refresh(elsewhere);
  fs::create_directories(desk.state());
  fs::copy_file(other.state() / "index.db", desk.state() / "index.db");
  Index index = desk.index();
  CHECK(told(index.list(commit, all_tickets())) == told(desk.truth(commit, all_tickets())));
}

TEST_CASE("an index of many changes is built anew, without what nothing leads to") {
  const TicketDesk desk;
  SampleTicket ticket = many_tickets(1)[0];
  const git::Oid one = desk.commit({ticket});
  ticket.subject = "Something else";
  const git::Oid two = desk.commit({ticket});
  Index index = desk.index();
  index.refresh(one);
  const auto size = fs::file_size(desk.state() / "index.db");
  for (int i = 0; i < 50; ++i) {
    index.refresh(i % 2 == 0 ? two : one);
  }
  CHECK(index.search(one, {"else"}).summaries.empty());
  CHECK(index.search(two, {"else"}).summaries.size() == 1);
  CHECK(fs::file_size(desk.state() / "index.db") < 4 * size);
}

TEST_CASE("where the state folder cannot be made, the index is kept in memory") {
  const TicketDesk desk;
  const git::Oid before = desk.commit(many_tickets(20));
  const git::Oid after = desk.commit(many_tickets(25));
  write_file(desk.root() / "file", "");
  Index index(desk.root() / "file" / "tkt",
              [&]() -> const git::Repository& { return desk.repository(); });
  CHECK(told(index.list(before, all_tickets())) == told(desk.truth(before, all_tickets())));
  CHECK(told(index.list(after, {})) == told(desk.truth(after, {})));
}

TEST_CASE("a state folder that may only be read serves as it is, and as a start") {
  if (::geteuid() != 0) {
    WARN("not run: only root can become somebody else");
    return;
  }
  const TicketDesk desk;
  const git::Oid before = desk.commit(many_tickets(20));
  const git::Oid after = desk.commit(many_tickets(25));
  desk.index().refresh(before);
  const std::string right = told(desk.truth(after, all_tickets()));
  const std::string old = told(desk.truth(before, all_tickets()));
  fs::permissions(desk.root(), fs::perms(0755));
  fs::permissions(desk.state(), fs::perms(0755));
  const pid_t child = start([&] {
    expect(::setgid(65534) == 0 && ::setuid(65534) == 0);
    Index index = desk.index();
    expect(told(index.list(before, all_tickets())) == old);
    expect(told(index.list(after, all_tickets())) == right);
  });
  CHECK(succeeded(child));
}

TEST_CASE("several processes ask of several commits at once") {
  const TicketDesk desk;
  std::vector<git::Oid> commits;
  std::vector<std::string> right;
  for (const int count : {30, 31, 40, 90}) {
    commits.push_back(desk.commit(many_tickets(count)));
    right.push_back(told(desk.truth(commits.back(), all_tickets())));
  }
  std::vector<pid_t> children;
  for (unsigned seed = 0; seed < 8; ++seed) {
    children.push_back(start([&, seed] {
      const git::Repository own(desk.root());
      std::mt19937 random(seed);
      for (int round = 0; round < 25; ++round) {
        const std::size_t which = random() % commits.size();
        Index index(desk.state(), [&]() -> const git::Repository& { return own; });
        expect(told(index.list(commits[which], all_tickets())) == right[which]);
      }
    }));
  }
  for (const pid_t child : children) {
    CHECK(succeeded(child));
  }
}

TEST_CASE("a killed process leaves an index that is right or built anew") {
  const TicketDesk desk;
  const git::Oid one = desk.commit(many_tickets(200));
  const git::Oid two = desk.commit(many_tickets(150));
  const std::string right = told(desk.truth(one, all_tickets()));
  std::mt19937 random(5);
  for (int round = 0; round < 40; ++round) {
    const bool building = round % 2 == 0;
    if (building) {
      fs::remove(desk.state() / "index.db");
    }
    const pid_t child = start([&] {
      const git::Repository own(desk.root());
      Index index(desk.state(), [&]() -> const git::Repository& { return own; });
      for (int i = 0;; ++i) {
        index.refresh(i % 2 == 0 ? two : one);
      }
    });
    std::this_thread::sleep_for(std::chrono::microseconds(500 + random() % 60'000));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    Index index = desk.index();
    REQUIRE(told(index.list(one, all_tickets())) == right);
  }
}

TEST_CASE("an object that git cannot give hides its ticket alone, until it is there again") {
  const TicketDesk desk;
  const std::vector<SampleTicket> tickets = many_tickets(90);
  const git::Oid commit = desk.commit(tickets);
  Index sound = desk.index();
  const std::string right = answers(sound, commit);
  const std::string path = tickets[5].path();
  const git::Oid blob = desk.repository().entry(desk.repository().tree_of(commit), path)->oid;
  const fs::path object =
      desk.root() / ".git/objects" / blob.hex().substr(0, 2) / blob.hex().substr(2);
  const std::string bytes = read_file(object);
  fs::permissions(object, fs::perms::owner_write, fs::perm_options::add);
  write_file(object, "");
  fs::remove(desk.state() / "index.db");
  for (int again = 0; again < 2; ++again) {
    const git::Repository own(desk.root());
    Index index(desk.state(), [&]() -> const git::Repository& { return own; });
    const Listing listing = index.list(commit, all_tickets());
    CHECK(listing.summaries.size() == tickets.size() - 1);
    REQUIRE(listing.broken.size() == 1);
    CHECK(listing.broken[0].path == path);
    CHECK(listing.broken[0].problem.rfind(path + ": cannot read blob " + blob.hex(), 0) == 0);
    CHECK(listing.broken[0].problem.find("git hash-object -w " + path) != std::string::npos);
    CHECK(index.has_ticket(commit, tickets[5].id));
  }
  write_file(object, bytes);
  const git::Repository own(desk.root());
  Index index(desk.state(), [&]() -> const git::Repository& { return own; });
  CHECK(answers(index, commit) == right);
}

TEST_CASE("nobody who only asks waits for long for a file that somebody holds") {
  const TicketDesk desk;
  const git::Oid before = desk.commit(many_tickets(20));
  const git::Oid after = desk.commit(many_tickets(25));
  desk.index().refresh(before);
  const auto begin = std::chrono::steady_clock::now();
  Index index = desk.index();
  SECTION("the database") {
    sqlite::Database holder(desk.state() / "index.db", sqlite::Access::write);
    holder.run("BEGIN EXCLUSIVE");
    CHECK(told(index.list(before, all_tickets())) == told(desk.truth(before, all_tickets())));
    CHECK(told(index.list(after, all_tickets())) == told(desk.truth(after, all_tickets())));
    holder.run("ROLLBACK");
  }
  SECTION("the right to write it") {
    const Fd held = open_file((desk.state() / "index.db-lock").string(), O_RDWR | O_CREAT);
    REQUIRE(::flock(held.get(), LOCK_EX) == 0);
    CHECK(told(index.list(before, all_tickets())) == told(desk.truth(before, all_tickets())));
    CHECK(told(index.list(after, all_tickets())) == told(desk.truth(after, all_tickets())));
    fs::remove(desk.state() / "index.db");
    Index fresh = desk.index();
    CHECK(told(fresh.list(after, all_tickets())) == told(desk.truth(after, all_tickets())));
  }
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

}  // namespace tkt::test
