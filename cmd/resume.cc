// SPDX-License-Identifier: MIT
#include "cmd/resume.h"

#include "cmd/ticket_change.h"

namespace tkt {

Exit run(const ResumeOptions& options, Context& context) {
  auto change = begin_change(context, options.ticket);
  const Ticket& before = change.record.value;
  const Ticket after =
      renew_solution_due(before,
                         take_step(before, Step::resume, happening(context, before, options.at),
                                   {{"note", options.note}}),
                         context.desk());
  if (save(context, change, after, "resume")) {
    context.io.err.line(after.id + " is " + std::string(to_string(after.status)) + " again");
  }
  return Exit::done;
}

}  // namespace tkt
