// SPDX-License-Identifier: MIT
#include "cmd/reopen.h"

#include "cmd/find.h"
#include "cmd/ticket_change.h"
#include "model/sla.h"

namespace tkt {

Exit run(const ReopenOptions& options, Context& context) {
  auto change = begin_change(context, options.ticket);
  const Ticket& before = change.record.value;
  check_text("--reason", options.reason);
  Ticket after = take_step(before, Step::reopen, happening(context, before, options.at),
                           {{"reason", options.reason}});
  const auto client = find_client(change.change.snapshot(), after.client);
  const auto clocks = start_clocks(after, client.value, context.desk());
  after.sla.insert(after.sla.end(), clocks.begin(), clocks.end());
  if (save(context, change, after, "reopen")) {
    const std::string due = due_text(context, after);
    context.io.err.line("reopened " + after.id + (due.empty() ? "" : "; " + due));
  }
  return Exit::done;
}

}  // namespace tkt
