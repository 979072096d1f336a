// SPDX-License-Identifier: MIT
#include "cmd/cancel.h"

#include "cmd/ticket_change.h"
#include "model/message.h"

namespace tkt {

Exit run(const CancelOptions& options, Context& context) {
  auto change = begin_change(context, options.ticket);
  check_text("--reason", options.reason);
  const Ticket cancelled =
      take_step(change.record.value, Step::cancel,
                happening(context, change.record.value, options.at), {{"reason", options.reason}});
  const Ticket after = without_outdated(cancelled, context.now());
  if (save(context, change, after, "cancel")) {
    const bool fewer = owed(after).size() < owed(cancelled).size();
    context.io.err.line("cancelled " + after.id +
                        (fewer ? "; its unsent messages are dropped" : ""));
  }
  return Exit::done;
}

}  // namespace tkt
