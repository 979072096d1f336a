// SPDX-License-Identifier: MIT
#include "cmd/work.h"

#include "cmd/ticket_change.h"
#include "model/error.h"

namespace tkt {

Exit run(const WorkOptions& options, Context& context) {
  const int minutes = work_minutes(options.duration);
  auto change = begin_change(context, options.ticket);
  const Ticket& before = change.record.value;
  check_text("--message", options.note);
  const Instant started = options.at.empty() ? context.now() - std::chrono::minutes(minutes)
                                             : context.time_option("--at", options.at);
  if (started + std::chrono::minutes(minutes) > context.now()) {
    throw Error(ErrorKind::refused,
                "work of " + options.duration + " that began then is not over yet",
                "--at is when it started");
  }
  const Ticket after =
      add_work(context, before,
               {"", context.actor().id, started, minutes, options.note, !options.not_billable, ""});
  if (save(context, change, after, "work", {format_duration(std::chrono::minutes(minutes))})) {
    context.io.err.line("noted " + format_duration(std::chrono::minutes(minutes)) + " on " +
                        after.id + kept_text(before, after));
  }
  return Exit::done;
}

}  // namespace tkt
