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
}

TEST_CASE("help and version are texts") {
  CHECK(parse({}).text.find("assign") != std::string::npos);
  CHECK(parse({"--help"}).text == parse({"help"}).text);
  CHECK(parse({"help", "assign"}).text == parse({"assign", "--help"}).text);
  CHECK(parse({"assign", "-h"}).text.find("--suggest") != std::string::npos);
  CHECK(parse({"--version"}).text.rfind("tkt ", 0) == 0);
}

}  // namespace
}  // namespace tkt
