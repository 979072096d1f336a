// SPDX-License-Identifier: MIT
#include "cmd/wait.h"

#include "cmd/ticket_change.h"
#include "model/sla.h"

namespace tkt {
namespace {

/// What becomes of the clocks that are not met.
std::string clocks_text(const Ticket& ticket) {
  std::string text;
  for (const Clock& clock : ticket.sla) {
    if (still_since(ticket, clock)) {
      text += "; its solution clock stands still";
    } else if (!clock.met && !is_at_rest(ticket, clock)) {
      text += clock.target == Target::respond ? "; its response clock runs on"
                                              : "; its solution is due as agreed";
    }
  }
  return text;
}

}  // namespace

Exit run(const WaitOptions& options, Context& context) {
  auto change = begin_change(context, options.ticket);
  const Ticket& before = change.record.value;
  check_text("--message", options.note);
  const Ticket after =
      take_step(before, Step::wait, happening(context, before, options.at),
                {{"was", std::string(to_string(before.status))}, {"note", options.note}});
  if (save(context, change, after, "wait")) {
    context.io.err.line(after.id + " waits for the client" + clocks_text(after));
  }
  return Exit::done;
}

}  // namespace tkt
