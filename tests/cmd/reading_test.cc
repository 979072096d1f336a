// SPDX-License-Identifier: MIT
//
// The commands that only look: list, queue, show, log, search.
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

TEST_CASE("list on a narrow and on a wide terminal") {
  const ReadingDesk desk;
  CHECK(desk.play({"list"}).out ==
        "ID          DUE       PRIORITY  CLIENT           ASSIGNED  SUBJECT\n"
        "ITW-123458  45m late  critical  kgalagadi-foods            Server offline\n"
        "ITW-9QX0MK  in 2h     medium    kgalagadi-foods  ntebo     Slow printing in acc…\n"
        "ITW-4F7K24  met       critical  kgalagadi-foods  letla     VPN down for the who…\n");
  CHECK(desk.play({"list", "office"}, {true, 110, false}).out ==
        "ID          DUE  PRIORITY  STATUS       CLIENT           ASSIGNED  SUBJECT\n"
        "ITW-4F7K24  met  critical  in-progress  kgalagadi-foods  letla     VPN down for the whole "
        "office in Gaborone,…\n");
}

TEST_CASE("list in a pipe") {
  const ReadingDesk desk;
  const Screen screen = desk.play({"list"}, kPipe);
  CHECK(screen.exit == Exit::done);
  CHECK(screen.out ==
        "ITW-123458\t2026-11-23T09:15:00+02:00\tcritical\topen\tkgalagadi-foods\t\tServer offline\n"
        "ITW-9QX0MK\t2026-11-23T12:20:00+02:00\tmedium\tassigned\tkgalagadi-foods\tntebo\t"
        "Slow printing in accounts\n"
        "ITW-4F7K24\t\tcritical\tin-progress\tkgalagadi-foods\tletla\t"
        "VPN down for the whole office in Gaborone, and nobody can reach the files\n");
  CHECK(screen.err.empty());
}

/// The IDs of a list in a pipe, each by its first character.
std::string ids(const ReadingDesk& desk, std::vector<std::string> words) {
  words.insert(words.begin(), "list");
  std::istringstream lines(desk.play(words, kPipe).out);
  std::string found;
  for (std::string line; std::getline(lines, line);) {
    found += line.at(4);
  }
  return found;
}

TEST_CASE("what list is asked for") {
  const ReadingDesk desk;
  CHECK(ids(desk, {}) == "194");
  CHECK(ids(desk, {"--all"}) == "194Z");
  CHECK(ids(desk, {"--status", "resolved"}) == "Z");
  CHECK(ids(desk, {"--status", "open", "--status", "in-progress"}) == "14");
  CHECK(ids(desk, {"--client", "KGALAGADI-foods", "--all"}) == "194");
  CHECK(ids(desk, {"--assigned", "nobody"}) == "1");
  CHECK(ids(desk, {"--assigned", "letla", "--assigned", "nobody"}) == "14");
  CHECK(ids(desk, {"--mine"}) == "9");
  CHECK(ids(desk, {"--priority", "critical"}) == "14");
  CHECK(ids(desk, {"--tag", "VPN"}) == "4");
  CHECK(ids(desk, {"--since", "2026-11-23 08:20"}) == "9");
  CHECK(ids(desk, {"--since", "101m"}) == "9");
  CHECK(ids(desk, {"--sort", "id", "--all"}) == "149Z");
  CHECK(ids(desk, {"--sort", "opened", "--all"}) == "Z149");
  CHECK(ids(desk, {"--limit", "2"}) == "19");
  CHECK(ids(desk, {"--limit", "0"}).empty());
  CHECK(ids(desk, {"printing", "accounts"}) == "9");
}

TEST_CASE("what list cannot understand") {
  const ReadingDesk desk;
  const auto said = [&](std::vector<std::string> words, Exit exit) {
    words.insert(words.begin(), "list");
    const Screen screen = desk.play(words, kPipe);
    CHECK(screen.exit == exit);
    CHECK(screen.out.empty());
    return screen.err;
  };
  CHECK(said({"--status", "lost"}, Exit::usage) ==
        "tkt: there is no status 'lost'\ntkt: hint: a ticket is one of: open, assigned, "
        "in-progress, waiting, resolved, invoiced, cancelled\n");
  CHECK(said({"--sort", "size"}, Exit::usage) ==
        "tkt: cannot sort by 'size'\n"
        "tkt: hint: --sort takes queue, opened, due, priority, client or id\n");
  CHECK(said({"--limit", "-1"}, Exit::usage) ==
        "tkt: --limit is below 0\ntkt: hint: it is the number of tickets to show\n");
  CHECK(said({"--client", "kgalagadi"}, Exit::refused) ==
        "tkt: there is no client 'kgalagadi' on this desk\n"
        "tkt: hint: did you mean kgalagadi-foods?\n");
  CHECK(said({"--assigned", "lelta"}, Exit::refused) ==
        "tkt: there is nobody called 'lelta' on this desk's staff\n"
        "tkt: hint: did you mean letla?\n");
  CHECK(said({"--priority", "hihg"}, Exit::refused).find("did you mean high?") !=
        std::string::npos);
}

TEST_CASE("nothing to list is no failure, and said only to people") {
  const ReadingDesk desk;
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"list", "nothing-of-the-kind"}, {"search", "nothing-of-the-kind"}}) {
    const Screen shown = desk.play(words);
    CHECK(shown.exit == Exit::done);
    CHECK(shown.out.empty());
    CHECK(shown.err == "no tickets found\n");
    const Screen piped = desk.play(words, kPipe);
    CHECK(piped.exit == Exit::done);
    CHECK(piped.out.empty());
    CHECK(piped.err.empty());
  }
  CHECK(desk.play({"list", "nothing-of-the-kind", "--json"}).out == "[]\n");
}

TEST_CASE("a limit tells people what it hides") {
  const ReadingDesk desk;
  CHECK(desk.play({"list", "--limit", "2"}).err == "2 of 3 tickets\n");
  CHECK(desk.play({"list", "--limit", "3"}).err.empty());
  CHECK(desk.play({"list", "--limit", "2"}, kPipe).err.empty());
}

TEST_CASE("list as CSV") {
  const ReadingDesk desk;
  CHECK(desk.play({"list", "vpn", "--csv"}, kPipe).out ==
        "id,subject,status,priority,client,contact,assigned,tags,opened,sla_state,due,"
        "unbilled_minutes\r\n"
        "ITW-4F7K24,\"VPN down for the whole office in Gaborone, and nobody can reach the files\","
        "in-progress,critical,kgalagadi-foods,Neo Kgosi,letla,\"vpn, gaborone\","
        "2026-11-23T08:15:00+02:00,met,2026-11-23T09:15:00+02:00,20\r\n");
}

TEST_CASE("queue") {
  const ReadingDesk desk;
  CHECK(desk.play({"queue"}, {true, 110, false}).out ==
        "ID          DUE       PRIORITY  CLIENT           CONTACT    ASSIGNED  STATUS       SUBJECT"
        "\n"
        "ITW-123458  45m late  critical  kgalagadi-foods  Neo Kgosi            open         Server "
        "offline\n"
        "ITW-9QX0MK  in 2h     medium    kgalagadi-foods  Neo Kgosi  ntebo     assigned     Slow "
        "printing in accounts\n"
        "ITW-4F7K24  met       critical  kgalagadi-foods  Neo Kgosi  letla     in-progress  VPN "
        "down for the whole off…\n");
  CHECK(desk.play({"queue", "--mine"}, kPipe).out ==
        "ITW-9QX0MK\t2026-11-23T12:20:00+02:00\tmedium\tkgalagadi-foods\tNeo Kgosi\tntebo\t"
        "assigned\tSlow printing in accounts\n");
  CHECK(desk.play({"queue"}, {true, 80, true}).out.find("\x1B[31m45m late\x1B[0m") !=
        std::string::npos);
}

TEST_CASE("a client's file that is missing or broken hides no ticket") {
  const ReadingDesk desk;
  for (const char* text : {"", "name: [\n"}) {
    if (*text == '\0') {
      std::filesystem::remove(desk.root() / "clients/kgalagadi-foods.yaml");
    } else {
      desk.write("clients/kgalagadi-foods.yaml", text);
    }
    test::commit_all(desk.root(), "lose the client");
    const Screen screen = desk.play({"show", "9qx"});
    CHECK(screen.exit == (*text == '\0' ? Exit::done : Exit::storage));
    CHECK((screen.err.find("tkt: clients/kgalagadi-foods.yaml:2:") == std::string::npos) ==
          (*text == '\0'));
    CHECK(screen.out.find("client      kgalagadi-foods\ncontact     Neo Kgosi\n") !=
          std::string::npos);
  }
}

TEST_CASE("log has a line for each commit") {
  const ReadingDesk desk;
  std::string text = ReadingDesk::kRunning;
  desk.write("tickets/2026/11/23/ITW-9QX0MK.yaml", text.replace(text.find("Slow"), 4, "Dead"));
  test::commit_all(desk.root(), "set ITW-9QX0MK: Dead printing");
  const std::string log = desk.play({"log", "9qx"}, kPipe).out;
  CHECK(std::count(log.begin(), log.end(), '\n') == 2);
  CHECK(log.find("\tNtebo Mokgotthu\tset ITW-9QX0MK: Dead printing\n") != std::string::npos);
  CHECK(log.find("set ITW") < log.find("set up"));
  CHECK(log.find('\t') == 40);
  const std::string shown = desk.play({"log", "9qx"}).out;
  CHECK(shown.starts_with("COMMIT "));
  CHECK(shown.find(log.substr(0, 9) + "  ") != std::string::npos);
  CHECK(desk.play({"log", "9qx", "--json"}).out.find("\"commit\": \"" + log.substr(0, 40)) !=
        std::string::npos);
}

TEST_CASE("search looks into all text of finished tickets too") {
  const ReadingDesk desk;
  CHECK(desk.play({"search", "printer"}).out ==
        "ID          OPENED    STATUS    CLIENT           SUBJECT\n"
        "ITW-9QX0MK  100m ago  assigned  kgalagadi-foods  Slow printing in accounts\n"
        "ITW-ZZZZZ5  3d ago    resolved  okavango-travel  New user\n");
  CHECK(desk.play({"search", "page minute"}, kPipe).out ==
        "ITW-9QX0MK\t2026-11-23T08:20:00+02:00\tassigned\tkgalagadi-foods\tntebo\t"
        "Slow printing in accounts\n");
  CHECK(desk.play({"search", "  "}, kPipe).exit == Exit::usage);
}

TEST_CASE("broken tickets are named, make the exit 4, and hide no other") {
  const ReadingDesk desk;
  desk.write("tickets/2026/11/23/ITW-9QX0MK.yaml", "id: \"ITW-9QX0MK\"\nsubject: [\n");
  test::commit_all(desk.root(), "break one");
  for (const std::string word : {"list", "queue"}) {
    for (const bool terminal : {true, false}) {
      const Screen screen = desk.play({word}, {terminal, 80, false});
      INFO(screen.err);
      CHECK(screen.exit == Exit::storage);
      CHECK(std::count(screen.out.begin(), screen.out.end(), '\n') ==
            (terminal ? 3 : 2) + (word == "list" ? 1 : 0));
      CHECK(screen.err.find("tickets/2026/11/23/ITW-9QX0MK.yaml:") != std::string::npos);
    }
  }
  CHECK(desk.play({"list"}, kPipe)
            .out.ends_with("ITW-9QX0MK\t\t\tbroken\t\t\ttickets/2026/11/23/ITW-9QX0MK.yaml:3: a "
                           "'[' that is never "
                           "closed\n"));
  const Screen json = desk.play({"list", "--json"}, kPipe);
  CHECK(json.exit == Exit::storage);
  CHECK(json.out.find("{\n    \"id\": \"ITW-9QX0MK\",\n    \"broken\": \"tickets/2026/11/23/") !=
        std::string::npos);
  for (const bool suggest : {true, false}) {
    const Screen assigned =
        desk.play(suggest ? std::vector<std::string>{"assign", "--suggest", "4f7"}
                          : std::vector<std::string>{"assign", "4f7"});
    CHECK(assigned.exit == Exit::storage);
    CHECK(assigned.err.find("tickets/2026/11/23/ITW-9QX0MK.yaml:") != std::string::npos);
  }
  CHECK(desk.play({"search", "vpn"}, kPipe).exit == Exit::storage);
  const Screen shown = desk.play({"show", "9qx"});
  CHECK(shown.exit == Exit::storage);
  CHECK(shown.err.find("tickets/2026/11/23/ITW-9QX0MK.yaml:") != std::string::npos);
}

/// A ticket with that text wherever text can stand.
Ticket hostile_ticket(const TicketId& id, const std::string& text) {
  Ticket ticket;
  ticket.id = id;
  ticket.subject = "x" + text;
  ticket.priority = "low";
  ticket.client = "kgalagadi-foods";
  ticket.contact = "Neo" + text;
  ticket.channel = "phone";
  ticket.description = "One\n" + text + "\nthree\n";
  ticket.tags = {"tag" + text};
  ticket.opened = parse_instant("2026-11-23T08:20:00+02:00").value();
  ticket.events = {{"5D1AK3M90R", ticket.opened, {}, "ntebo", "open", {}},
                   {"5D1AK3M90S", ticket.opened, {}, "ntebo", "note", {{"note", "Hm" + text}}}};
  ticket.work = {{"9C2E0TQ4WX", "ntebo", ticket.opened, 5, "Did" + text, true, ""}};
  return ticket;
}

TEST_CASE("no text of a ticket commands the terminal of whoever reads it") {
  const ReadingDesk desk;
  Random random(5);
  std::vector<std::string> show = {"show"};
  for (const std::string& text : hostile::strings()) {
    const TicketId id = draw_ticket_id("ITW", random);
    std::string yaml;
    try {
      yaml = emit_yaml(to_node(hostile_ticket(id, text), Zone("Africa/Gaborone")));
      (void)ticket_from(parse_yaml(yaml, "x"), "tickets/2026/11/23/" + id + ".yaml");
    } catch (const Error&) {
      continue;  // refused at the door: malformed UTF-8, NUL, a subject of two lines
    }
    desk.write("tickets/2026/11/23/" + id + ".yaml", yaml);
    show.push_back(id);
  }
  REQUIRE(show.size() > 100);
  test::commit_all(desk.root(), "open \x1B[2J\xE2\x80\xAEsomething");
  (void)desk.play({"list"}, kPipe);  // makes the index, which may take long enough to show progress
  for (const auto& words : std::vector<std::vector<std::string>>{{"list"},
                                                                 {"list", "--csv"},
                                                                 {"list", "--json"},
                                                                 {"queue"},
                                                                 {"queue", "--json"},
                                                                 show,
                                                                 {"search", "three"},
                                                                 {"log", show.back()},
                                                                 {"log", show.back(), "--json"}}) {
    for (const Place place : {Place{true, 80, false}, kPipe}) {
      const Screen screen = desk.play(words, place);
      INFO(words.front());
      CHECK(screen.exit == Exit::done);
      CHECK(screen.out.size() > 20);
      std::string out = screen.out;
      out.erase(std::remove(out.begin(), out.end(), words.back() == "--csv" ? '\r' : '\0'),
                out.end());
      CHECK((printable(out) == out));
      CHECK((printable(screen.err) == screen.err));
    }
  }
}

TEST_CASE("open asks in the desk's own words, until the input ends") {
  const ReadingDesk desk;
  std::string text(shipped_template("desk.yaml").value());
  text.replace(text.find("  queue:"), 8, "  whenever:");
  desk.write("desk.yaml", text);
  test::commit_all(desk.root(), "other words");
  const Screen screen = test::play(desk.root(), {"open"}, {}, "2026-11-23T10:00:00+02:00",
                                   "VPN down\nkgalagadi-foods\nNeo Kgosi\nphone\n");
  CHECK(screen.err.find("(phone, email, whatsapp)?") != std::string::npos);
  CHECK(screen.err.find("(critical, high, medium, low, whenever)?") != std::string::npos);
  CHECK(screen.err.find("What exactly happens?") == std::string::npos);
  CHECK(screen.err.find("without --priority, --description") != std::string::npos);
  CHECK(screen.exit == Exit::usage);
}

TEST_CASE("an explanation on a narrow terminal, and in a pipe") {
  const ReadingDesk desk;
  for (const char* const id : {"4F7K24", "123458", "9QX0MK"}) {
    std::istringstream lines(desk.play({"sla", "explain", id}, {true, 40, false}).out);
    std::string line;
    std::getline(lines, line);  // the subject
    while (std::getline(lines, line)) {
      INFO(line);
      CHECK(display_width(line) <= 40);
    }
  }
  CHECK(desk.play({"sla", "explain", "123458"}, kPipe)
            .out.find("broken: due 2026-11-23T09:15:00+02:00,") != std::string::npos);
  CHECK(desk.play({"sla", "report"}, kPipe).out.find("as of 2026-11-23T10:00:00+02:00") !=
        std::string::npos);
}

TEST_CASE("the outbox on a narrow terminal shows the state, and no empty column") {
  const ReadingDesk desk;
  const std::string out = desk.play({"outbox"}, {true, 40, false}).out;
  CHECK(out.substr(0, out.find('\n')) == "TICKET      CHANNEL  TO            STATE");
  CHECK(out.find("WHY") == std::string::npos);
}

}  // namespace
}  // namespace tkt
