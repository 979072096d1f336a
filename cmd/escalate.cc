// SPDX-License-Identifier: MIT
#include "cmd/escalate.h"

#include <fmt/core.h>

#include "cmd/find.h"
#include "cmd/ticket_change.h"
#include "model/escalation.h"

namespace tkt {
namespace {

/// Who is to be called, and where.
std::string call_text(const Staff& staff) {
  std::string text = staff.name.empty() ? staff.id : staff.name;
  if (!staff.mobile.empty()) {
    text += ", " + staff.mobile;
  }
  if (!staff.email.empty()) {
    text += ", " + staff.email;
  }
  return text;
}

void warn_of_absence(Context& context, const Staff& staff) {
  if (!staff.active) {
    context.warn("'" + staff.id + "' no longer works on this desk");
  } else if (staff.on_leave(context.zone().date(context.now()))) {
    context.warn("'" + staff.id + "' is on leave today");
  }
}

std::vector<Staff> staff_of(Context& context, const Snapshot& snapshot) {
  std::vector<BrokenFile> broken;
  std::vector<Staff> staff;
  for (auto& record : snapshot.staff(&broken)) {
    staff.push_back(std::move(record.value));
  }
  context.report_broken(broken);
  return staff;
}

}  // namespace

Exit run(const EscalateOptions& options, Context& context) {
  auto change = begin_change(context, options.ticket);
  const Ticket& before = change.record.value;
  check_text("--reason", options.reason);
  if (!options.asked_by.empty() && options.asked_by != "client") {
    (void)find_staff(change.change.snapshot(), options.asked_by);
  }
  (void)status_after(Step::escalate, before);
  const std::string to =
      member_named(options.to, context.desk(), staff_of(context, change.change.snapshot()));
  const EscalationStep step =
      next_escalation(before, context.desk(), to, context.may_act_as(kHelpdeskManager));
  const auto concerned = find_staff(change.change.snapshot(), step.staff);
  warn_of_absence(context, concerned.value);
  Ticket after = take_step(before, Step::escalate, happening(context, before, options.at),
                           {{"to", step.staff},
                            {"step", std::to_string(step.number)},
                            {"reason", options.reason},
                            {"asked-by", options.asked_by}});
  after.escalation = step.number;
  const Event escalated = after.events.back();
  after = owe_staff(context, std::move(after), escalated, "escalated", concerned.value);
  if (save(context, change, after, "escalate", {"to " + step.staff})) {
    context.io.err.line(fmt::format("escalated {} to {}, step {} of {}", after.id, step.staff,
                                    step.number, context.desk().escalation.size()));
    context.io.err.line("call: " + call_text(concerned.value));
  }
  return Exit::done;
}

}  // namespace tkt
