// SPDX-License-Identifier: MIT
#include "cmd/resolve.h"

#include "cmd/ticket_change.h"
#include "cmd/whatsapp.h"
#include "model/sla.h"

namespace tkt {

Exit run(const ResolveOptions& options, Context& context) {
  const int minutes = options.work.empty() ? 0 : work_minutes(options.work);
  auto change = begin_change(context, options.ticket);
  const Ticket& before = change.record.value;
  check_text("--message", options.note);
  // Refused before the work is noted: whoever reads the message must not think that half of it
  // happened.
  (void)status_after(Step::resolve, before);
  const Happening happened = happening(context, before, options.at);
  Ticket after = before;
  if (minutes > 0) {
    after = add_work(context, after,
                     {"", context.actor().id, happened.at - std::chrono::minutes(minutes), minutes,
                      options.note, true, ""});
  }
  after = take_step(std::move(after), Step::resolve, happened, {{"note", options.note}});
  after = renew_solution_due(before, std::move(after), context.desk());
  after = meet_solution(meet_responses(std::move(after)), happened.at);
  const Event resolved = after.events.back();
  after = owe_contact(context, change.change.snapshot(), std::move(after), resolved, "resolved");
  const std::vector<std::string> worked =
      minutes > 0 ? std::vector{format_duration(std::chrono::minutes(minutes))}
                  : std::vector<std::string>{};
  if (save(context, change, after, "resolve", worked)) {
    context.io.err.line("resolved " + after.id + kept_text(before, after));
    offer_whatsapp(context, after, resolved, "resolved");
  }
  return Exit::done;
}

}  // namespace tkt
