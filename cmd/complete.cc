// SPDX-License-Identifier: MIT
#include "cmd/complete.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "cmd/command.h"
#include "cmd/find.h"
#include "model/error.h"

namespace tkt {
namespace {

struct Candidate {
  std::string text;
  std::string about;
};

/// What stands on the line in front of the word being typed.
struct Position {
  std::string words;  ///< of the command: "client add"
  const SurfaceCommand* command = nullptr;
  const SurfaceOption* option = nullptr;  ///< whose value is being typed
  std::size_t arguments = 0;              ///< complete ones
  GlobalOptions global;
};

const SurfaceCommand* find_command(const std::vector<SurfaceCommand>& commands,
                                   const std::string& words) {
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&](const auto& command) { return command.words == words; });
  return found == commands.end() ? nullptr : &*found;
}

const SurfaceOption* find_option(const SurfaceCommand& command, const std::string& name) {
  for (const SurfaceOption& option : command.options) {
    if (!option.argument &&
        std::find(option.names.begin(), option.names.end(), name) != option.names.end()) {
      return &option;
    }
  }
  return nullptr;
}

Position locate(const std::vector<SurfaceCommand>& commands,
                const std::vector<std::string>& words) {
  Position at;
  at.command = find_command(commands, "");
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string& word = words[i];
    if (at.option != nullptr) {
      if (at.option->names.front() == "--desk") {
        at.global.desk = word;
      }
      at.option = nullptr;
    } else if (!word.empty() && word.front() == '-') {
      const SurfaceOption* option = find_option(*at.command, word);
      option = option == nullptr ? find_option(commands.front(), word) : option;
      at.option = option != nullptr && !option->takes.empty() ? option : nullptr;
    } else if (const auto* next =
                   find_command(commands, at.words.empty() ? word : at.words + " " + word)) {
      at.words = next->words;
      at.command = next;
    } else {
      ++at.arguments;
    }
  }
  return at;
}

std::vector<Candidate> subcommands(const std::vector<SurfaceCommand>& commands,
                                   const std::string& words) {
  std::vector<Candidate> found;
  const std::string lead = words.empty() ? "" : words + " ";
  for (const SurfaceCommand& command : commands) {
    const bool below = command.words.size() > lead.size() && command.words.rfind(lead, 0) == 0;
    if (below && command.words.find(' ', lead.size()) == std::string::npos) {
      found.push_back({command.words.substr(lead.size()), command.help});
    }
  }
  return found;
}

std::vector<Candidate> option_names(const SurfaceCommand& command, const SurfaceCommand& program) {
  std::vector<Candidate> found;
  for (const SurfaceCommand* one : {&command, &program}) {
    for (const SurfaceOption& option : one->options) {
      if (!option.argument) {
        found.push_back({option.names.front(), option.help});
      }
    }
    if (&command == &program) {
      break;
    }
  }
  return found;
}

/// The unfinished ones, where the command refuses the others.
std::vector<Candidate> ticket_candidates(Context& context, const std::string& words) {
  constexpr std::array<std::string_view, 8> kUnfinished = {
      "assign", "respond", "remote", "wait", "resume", "escalate", "resolve", "cancel"};
  TicketQuery query;
  query.all = std::find(kUnfinished.begin(), kUnfinished.end(), words) == kUnfinished.end();
  std::vector<Candidate> found;
  for (const Summary& summary : context.store().list(context.snapshot(), query).summaries) {
    found.push_back({summary.id, summary.subject});
  }
  return found;
}

std::vector<Candidate> names_in(Context& context, const std::string& takes) {
  std::vector<Candidate> found;
  std::vector<BrokenFile> broken;
  if (takes == "CLIENT") {
    for (const auto& client : context.snapshot().clients(&broken)) {
      found.push_back({client.value.id, client.value.name});
    }
  } else if (takes == "STAFF") {
    for (const auto& staff : context.snapshot().staff(&broken)) {
      found.push_back({staff.value.id, staff.value.name});
    }
  } else if (takes == "STEP") {
    for (const std::string& name : context.desk().escalation) {
      found.push_back({name, "step of the chain"});
    }
  } else if (takes == "INVOICE") {
    for (const std::string& number : context.snapshot().invoice_numbers()) {
      found.push_back({number, ""});
    }
  }
  return found;
}

std::vector<Candidate> policy_words(Context& context, const std::string& takes) {
  std::vector<Candidate> found;
  if (takes == "PRIORITY") {
    for (const PriorityRule& rule : context.desk().priorities) {
      found.push_back({rule.name, rule.respond ? format_duration(*rule.respond) : "no clock"});
    }
  } else if (takes == "CATEGORY") {
    for (const CategoryRule& rule : context.desk().categories) {
      found.push_back({rule.name, ""});
    }
  } else if (takes == "CALENDAR") {
    for (const auto& [name, calendar] : context.desk().calendars) {
      found.push_back({name, calendar.zone.name()});
    }
  }
  return found;
}

/// What "--as FORM", "--channel CHANNEL" and "ACTION" take depends on the command.
std::vector<Candidate> fixed_words(const std::string& words, const std::string& takes) {
  std::vector<Candidate> found;
  if (words == "outbox" && takes == "CHANNEL") {
    found = {{"email", ""}, {"sms", ""}};
  } else if (takes == "CHANNEL") {
    for (const std::string& channel : logged_channels()) {
      found.push_back({channel, ""});
    }
  } else if (takes == "ACTION") {
    found = {{"list", ""}, {"show", ""}, {"retry", ""}, {"drop", ""}};
  } else if (words == "invoices" && takes == "FORM") {
    found = {{"ledger", ""}, {"hledger", ""}};
  } else if (takes == "ROLE") {
    for (const std::string& role : known_roles()) {
      found.push_back({role, ""});
    }
  } else if (takes == "STATUS") {
    for (int i = 0; i < kStatusCount; ++i) {
      found.push_back({std::string(to_string(static_cast<Status>(i))), ""});
    }
  } else if (takes == "SORT") {
    found = {{"queue", ""},    {"opened", ""}, {"due", ""},
             {"priority", ""}, {"client", ""}, {"id", ""}};
  } else if (takes == "GROUP") {
    found = {{"month", ""}, {"client", ""}, {"staff", ""}, {"priority", ""}};
  } else if (takes == "FORM") {
    found = {{"text", ""}, {"html", ""}, {"pdf", ""}, {"csv", ""}, {"ledger", ""}, {"hledger", ""}};
  }
  return found;
}

std::vector<Candidate> values(Context& context, const std::string& words,
                              const std::string& takes) {
  if (takes == "ID") {
    return ticket_candidates(context, words);
  }
  for (auto& found :
       {fixed_words(words, takes), policy_words(context, takes), names_in(context, takes)}) {
    if (!found.empty()) {
      return found;
    }
  }
  return {};
}

const SurfaceOption* argument_at(const SurfaceCommand& command, std::size_t number) {
  const SurfaceOption* last = nullptr;
  for (const SurfaceOption& option : command.options) {
    if (option.argument && (last = &option, number-- == 0)) {
      return last;
    }
  }
  // A last argument may be one that is given several times.
  return last;
}

/// Case and the forgiven letters of an ID do not count.
bool begins(const std::string& text, const std::string& typed) {
  return text.size() >= typed.size() &&
         std::equal(typed.begin(), typed.end(), text.begin(), [](char a, char b) {
           return std::tolower(static_cast<unsigned char>(a)) ==
                  std::tolower(static_cast<unsigned char>(b));
         });
}

std::vector<Candidate> candidates(const std::vector<std::string>& words,
                                  const Environment& environment, Io& io, Instant clock) {
  const auto commands = surface();
  const Position at = locate(commands, words);
  Context context(io, environment, at.global, clock);
  const std::string& typed = words.back();
  if (at.option != nullptr) {
    return values(context, at.words, at.option->takes);
  }
  if (!typed.empty() && typed.front() == '-') {
    return option_names(*at.command, commands.front());
  }
  if (auto below = subcommands(commands, at.words); !below.empty()) {
    return below;
  }
  const SurfaceOption* argument = argument_at(*at.command, at.arguments);
  return argument == nullptr ? std::vector<Candidate>{}
                             : values(context, at.words, argument->takes);
}

}  // namespace

void complete(std::vector<std::string> words, const Environment& environment, Io& io,
              Instant clock) {
  if (!words.empty() && words.front() == "--") {
    words.erase(words.begin());
  }
  if (words.empty()) {
    words.emplace_back();
  }
  // Whoever presses the tab key wants no warnings between the candidates.
  std::ostream nowhere(nullptr);
  Io quiet{io.in, false, io.out, Output(nowhere, false, 80, false)};
  try {
    for (const Candidate& candidate : candidates(words, environment, quiet, clock)) {
      if (begins(candidate.text, words.back())) {
        io.out.line(printable_line(candidate.text) + "\t" + printable_line(candidate.about));
      }
    }
  } catch (const std::exception&) {
    // No desk, or a broken one: nothing to offer. The command itself will say so.
  }
}

void print_surface(Output& out) {
  for (const SurfaceCommand& command : surface()) {
    out.line(command.words + "\t\t\t" + command.help);
    for (const SurfaceOption& option : command.options) {
      std::string names;
      for (const std::string& name : option.names) {
        names += (names.empty() ? "" : ",") + name;
      }
      out.line(command.words + "\t" + (option.argument ? "<" + names + ">" : names) + "\t" +
               option.takes + "\t" + option.help);
    }
  }
}

}  // namespace tkt
