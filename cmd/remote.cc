// SPDX-License-Identifier: MIT
#include "cmd/remote.h"

#include <algorithm>
#include <cctype>

#include "cmd/ticket_change.h"
#include "model/error.h"
#include "model/sla.h"

namespace tkt {
namespace {

/// "1 234 567 890", as remote tools show an ID: groups of at most four digits.
bool is_grouped_id(const std::string& session) {
  std::size_t digits = 0;
  for (const char c : session) {
    const bool digit = c >= '0' && c <= '9';
    digits = digit ? digits + 1 : 0;
    if (digits > 4 || (!digit && c != ' ' && c != '-')) {
      return false;
    }
  }
  return true;
}

/// A session ID is one word, or groups of digits. A second word, or one of these, is likely the
/// access code.
void refuse_access_code(const std::string& session) {
  std::string lower(session);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const bool suspicious = std::any_of(lower.begin(), lower.end(), [](unsigned char c) {
    return std::isspace(c) != 0 || c == ':' || c == '/' || c == ',' || c == ';' || c == '=';
  });
  bool names_it = false;
  for (const char* word : {"code", "pass", "pin"}) {
    names_it = names_it || lower.find(word) != std::string::npos;
  }
  if ((suspicious && !is_grouped_id(session)) || names_it) {
    throw Error(ErrorKind::refused, "--session takes the session's ID alone, not its access code",
                "leave the code out: whatever a ticket holds stays in git for ever");
  }
}

}  // namespace

Exit run(const RemoteOptions& options, Context& context) {
  refuse_access_code(options.session);
  auto change = begin_change(context, options.ticket);
  const Ticket& before = change.record.value;
  check_text("--tool", options.tool);
  check_text("--session", options.session);
  const Happening happened = happening(context, before, options.at);
  Ticket after =
      take_step(before, Step::remote, happened,
                {{"tool", options.tool}, {"session", options.session}, {"note", options.note}});
  after = renew_solution_due(before, std::move(after), context.desk());
  after = meet_responses(std::move(after));
  if (save(context, change, after, "remote", {options.tool})) {
    context.io.err.line("noted a remote session on " + after.id + kept_text(before, after));
  }
  return Exit::done;
}

}  // namespace tkt
