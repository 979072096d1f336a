// SPDX-License-Identifier: MIT
#include <algorithm>

#include <catch2/catch.hpp>

#include "cmd/command.h"
#include "model/error.h"

namespace tkt {
namespace {

template <class Options>
Options parsed(const std::vector<std::string>& words) {
  return std::get<Options>(parse(words).command);
}

std::string refusal(const std::vector<std::string>& words) {
  try {
    (void)parse(words);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    return std::string(error.what()) + " | " + error.hint();
  }
  return "";
}

/// Commands that hold no others.
std::vector<std::string> leaves() {
  const auto commands = surface();
  std::vector<std::string> found;
  for (const SurfaceCommand& command : commands) {
    const bool holds = std::any_of(commands.begin(), commands.end(), [&](const auto& other) {
      return command.words.empty() || other.words.rfind(command.words + " ", 0) == 0;
    });
    if (!holds) {
      found.push_back(command.words);
    }
  }
  return found;
}

TEST_CASE("every command of the variant is registered, and nothing else") {
  CHECK(leaves().size() == std::variant_size_v<Command>);
}

TEST_CASE("every command and option says what it is, in a short line") {
  for (const SurfaceCommand& command : surface()) {
    INFO(command.words);
    CHECK_FALSE(command.help.empty());
    for (const SurfaceOption& option : command.options) {
      INFO(option.names.front());
      CHECK_FALSE(option.help.empty());
      CHECK(option.help.size() <= 80);
      CHECK(option.help.back() != '.');
    }
  }
}

TEST_CASE("words become options") {
  const auto open =
      parsed<OpenOptions>({"open", "VPN down", "-c", "acme", "--contact", "Neo Kgosi", "--mobile",
                           "71234567", "-p", "critical", "--channel", "phone", "-d",
                           "Nobody can connect", "--tag", "vpn", "--tag", "gateway", "--callout"});
  CHECK(open.subject == "VPN down");
  CHECK(open.client == "acme");
  CHECK(open.contact == "Neo Kgosi");
  CHECK(open.tags == std::vector<std::string>{"vpn", "gateway"});
  CHECK(open.callout);

  CHECK(parsed<AssignOptions>({"assign", "4F7K24", "letla"}).to == "letla");
  CHECK(parsed<AssignOptions>({"assign", "4F7K24"}).to.empty());
  CHECK(parsed<SetOptions>({"set", "4F7K24", "priority=high", "subject=A=B"}).assignments ==
        std::vector<std::string>{"priority=high", "subject=A=B"});
  CHECK(parsed<StaffEditOptions>({"staff", "edit", "letla", "--inactive"}).fields.active == false);
  CHECK_FALSE(parsed<StaffEditOptions>({"staff", "edit", "letla"}).fields.active.has_value());
}

TEST_CASE("a tag takes one word, and leaves the next to the subject") {
  const auto open = parsed<OpenOptions>({"open", "--tag", "vpn", "VPN down"});
  CHECK(open.tags == std::vector<std::string>{"vpn"});
  CHECK(open.subject == "VPN down");
}

TEST_CASE("global options stand before and behind the command") {
  CHECK(parse({"-C", "/desk", "note", "4F7K24", "-m", "x"}).global.desk == "/desk");
  CHECK(parse({"note", "4F7K24", "-m", "x", "-C", "/desk", "--dry-run"}).global.desk == "/desk");
  CHECK(parse({"note", "4F7K24", "-m", "x", "--dry-run"}).global.dry_run);
  CHECK(parse({"--now", "open", "note", "4F7K24", "-m", "x"}).global.now == "open");
}

TEST_CASE("what is wrong with a line is said, with the way on") {
  CHECK(refusal({"asign", "4F7K24"}) == "'tkt' has no command 'asign' | did you mean assign?");
  CHECK(refusal({"client", "ad"}) == "'tkt client' has no command 'ad' | did you mean add?");
  CHECK(refusal({"note", "4F7K24"}).find("--message") != std::string::npos);
  CHECK(refusal({"note", "4F7K24", "-m", "x", "--colour"}).find("--colour") != std::string::npos);
  CHECK(refusal({"client"}).find("tkt client --help") != std::string::npos);
  CHECK(refusal({"client"}).find("it has: add, edit, list") != std::string::npos);
  CHECK(refusal({"list", "--limit", "x"}).rfind("--limit: 'x' is no number |", 0) == 0);
  CHECK(refusal({"note", "4F7K24", "-m", "x", "--message", "y"})
            .rfind("--message is given twice", 0) == 0);
  CHECK(refusal({"note", "4F7K24", "-m"}).rfind("--message lacks its TEXT", 0) == 0);
  CHECK(refusal({"note"}).rfind("ID, --message are required", 0) == 0);
  CHECK(refusal({"set", "4F7K24"}).rfind("KEY=VALUE is required", 0) == 0);
}

TEST_CASE("a misspelt option is told before one that is missing, with the one that was meant") {
  CHECK(refusal({"note", "4F7K24", "--mesage", "hi"}) ==
        "'tkt note' has no option '--mesage' | did you mean --message?; see 'tkt note --help'");
  CHECK(refusal({"--dryrun", "list"}).find("did you mean --dry-run?") != std::string::npos);
  CHECK(refusal({"note", "4F7K24", "-x"}).rfind("'tkt note' has no option '-x' |", 0) == 0);
  CHECK(refusal({"--message", "note", "note"}).rfind("--message stands behind 'tkt note'", 0) == 0);
}

TEST_CASE("words too many are named as they were typed") {
  CHECK(
      refusal({"note", "4F7K24", "called", "Neo", "-m", "x"})
          .rfind("'tkt note' cannot use 'called', 'Neo' | a text of several words stands in quotes",
                 0) == 0);
  CHECK(refusal({"status", "now"}).rfind("'tkt status' cannot use 'now' |", 0) == 0);
}

TEST_CASE("an empty value is a value") {
  const Invocation list = parse({"--now=", "list"});
  CHECK(list.text.empty());
  CHECK(std::get<ListOptions>(list.command).words.empty());
  const auto note = parsed<NoteOptions>({"note", "--message=", "4F7K24"});
  CHECK(note.note.empty());
  CHECK(note.ticket == "4F7K24");
  CHECK(parsed<NoteOptions>({"note", "4F7K24", "-m", "--at="}).note == "--at=");
  CHECK(parsed<ClientEditOptions>({"client", "edit", "acme", "--hours="}).fields.hours == "");
  CHECK(parsed<ClientEditOptions>({"client", "edit", "acme", "--hours", ""}).fields.hours == "");
  CHECK(parsed<SlaCheckOptions>({"sla", "check", "--warn="}).warn == "");
}

TEST_CASE("an option whose value may be left out") {
  CHECK(parsed<SlaCheckOptions>({"sla", "check", "--warn", "50"}).warn == "50");
  CHECK(parsed<SlaCheckOptions>({"sla", "check", "--warn", "--json"}).warn == "");
  CHECK(parsed<SlaCheckOptions>({"sla", "check", "--warn"}).warn == "");
}

TEST_CASE("of two that say the same one is not dropped silently") {
  CHECK(refusal({"open", "x", "-d", "text", "-F", "-"}).find("excludes") != std::string::npos);
  CHECK(refusal({"list", "--json", "--csv"}).find("excludes") != std::string::npos);
  CHECK(refusal({"client", "list", "--json", "--csv"}).find("excludes") != std::string::npos);
}

TEST_CASE("help and version are texts") {
  CHECK(parse({}).text.find("assign") != std::string::npos);
  CHECK(parse({"--help"}).text == parse({"help"}).text);
  CHECK(parse({"help", "assign"}).text == parse({"assign", "--help"}).text);
  CHECK(parse({"assign", "-h"}).text.find("--suggest") != std::string::npos);
  CHECK(parse({"--version"}).text.rfind("tkt ", 0) == 0);
  CHECK(parse({"version"}).text == parse({"--version"}).text);
  CHECK(parse({"help", "help"}).text == parse({"help"}).text);
  CHECK(parse({"help", "version"}).text == parse({"help"}).text);
}

TEST_CASE("the help of a command") {
  const std::string open = parse({"open", "--help"}).text;
  CHECK(open.find("--dry-run") != std::string::npos);
  CHECK(open.find("--tag TAG  ") != std::string::npos);
  CHECK(open.find("Excludes") == std::string::npos);
  const std::string sla = parse({"sla", "--help"}).text;
  CHECK(sla.find("Money") == std::string::npos);
  CHECK(sla.find("recompute") != std::string::npos);
  CHECK(parse({"set", "--help"}).text.find("KEY=VALUE ...") != std::string::npos);
  CHECK(parse({"client", "--help"}).text.find("--no-wait") != std::string::npos);
}

}  // namespace
}  // namespace tkt
