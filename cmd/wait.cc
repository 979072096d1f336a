// SPDX-License-Identifier: MIT
#include "cmd/wait.h"

#include "cmd/ticket_change.h"

namespace tkt {

Exit run(const WaitOptions& options, Context& context) {
  auto change = begin_change(context, options.ticket);
  const Ticket& before = change.record.value;
  check_text(context, "--message", options.note);
  const Ticket after =
      take_step(before, Step::wait, happening(context, before, options.at),
                {{"was", std::string(to_string(before.status))}, {"note", options.note}});
  if (save(context, change, after, "wait")) {
    context.io.err.line(after.id + " waits for the client; its response clock runs on");
  }
  return Exit::done;
}

}  // namespace tkt
