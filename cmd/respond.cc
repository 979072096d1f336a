// SPDX-License-Identifier: MIT
#include "cmd/respond.h"

#include "cmd/ticket_change.h"
#include "model/sla.h"

namespace tkt {

Exit run(const RespondOptions& options, Context& context) {
  auto change = begin_change(context, options.ticket);
  const Ticket& before = change.record.value;
  if (!options.note.empty()) {
    check_text("--message", options.note);
  }
  const Happening happened = happening(context, before, options.at);
  Ticket after = take_step(before, Step::respond, happened, {{"note", options.note}});
  after = renew_solution_due(before, std::move(after), context.desk());
  after = meet_responses(std::move(after));
  if (save(context, change, after, "respond")) {
    context.io.err.line("noted the response to " + after.id + kept_text(before, after));
  }
  return Exit::done;
}

}  // namespace tkt
