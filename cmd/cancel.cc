// SPDX-License-Identifier: MIT
#include "cmd/cancel.h"

#include "cmd/ticket_change.h"

namespace tkt {

Exit run(const CancelOptions& options, Context& context) {
  auto change = begin_change(context, options.ticket);
  check_text(context, "--reason", options.reason);
  const Ticket after =
      take_step(change.record.value, Step::cancel,
                happening(context, change.record.value, options.at), {{"reason", options.reason}});
  if (save(context, change, after, "cancel")) {
    context.io.err.line("cancelled " + after.id);
  }
  return Exit::done;
}

}  // namespace tkt
