// SPDX-License-Identifier: MIT
#include "cmd/assign.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "cmd/find.h"
#include "cmd/json.h"
#include "cmd/table.h"
#include "cmd/ticket_change.h"
#include "model/assignment.h"
#include "model/error.h"

namespace tkt {
namespace {

/// What everybody carries: unfinished tickets, and who was assigned one last, over the last month.
std::map<std::string, Load> loads_of(Context& context, const Snapshot& snapshot) {
  TicketQuery unfinished;
  TicketQuery recent;
  recent.all = true;
  recent.since = context.now() - std::chrono::days(31);
  std::map<std::string, Load> loads;
  for (const Summary& summary : context.store().list(snapshot, unfinished).summaries) {
    loads[summary.assigned].weight += load_weight(summary.priority);
  }
  for (const TicketQuery& query : {unfinished, recent}) {
    for (const Summary& summary : context.store().list(snapshot, query).summaries) {
      auto& last = loads[summary.assigned].last_assigned;
      last = std::max(last.value_or(summary.last_assigned), summary.last_assigned);
    }
  }
  return loads;
}

std::vector<Candidate> ranking(Context& context, const Snapshot& snapshot, const Ticket& ticket) {
  const auto client = find_client(snapshot, ticket.client);
  std::vector<BrokenFile> broken;
  std::vector<Staff> staff;
  for (auto& record : snapshot.staff(&broken)) {
    staff.push_back(std::move(record.value));
  }
  context.report_broken(broken);
  auto candidates = rank_technicians(ticket, client.value, staff, loads_of(context, snapshot),
                                     context.zone().date(context.now()));
  if (candidates.empty()) {
    throw Error(ErrorKind::refused, "nobody on this desk can take a ticket today",
                "everybody is on leave, inactive or a service: name somebody, or 'tkt staff add'");
  }
  return candidates;
}

Exit suggest(Context& context, const AssignOptions& options) {
  const Snapshot& snapshot = context.snapshot();
  const auto candidates =
      ranking(context, snapshot, find_ticket(context, snapshot, options.ticket).value);
  if (options.json) {
    context.io.out.raw(dump(to_json(candidates)));
    return Exit::done;
  }
  Table table({"STAFF", "NAME", "WHY"}, 2);
  for (const Candidate& candidate : candidates) {
    table.row({{candidate.staff.id}, {candidate.staff.name}, {candidate.why}});
  }
  table.print(context.io.out);
  return Exit::done;
}

Staff chosen(Context& context, const Snapshot& snapshot, const Ticket& ticket,
             const std::string& name, std::string& why) {
  if (name.empty()) {
    const Candidate best = ranking(context, snapshot, ticket).front();
    why = best.why;
    return best.staff;
  }
  const Staff staff = find_staff(snapshot, name).value;
  if (!staff.assignable()) {
    throw Error(ErrorKind::refused,
                staff.active ? "'" + staff.id + "' is a service and takes no tickets"
                             : "'" + staff.id + "' no longer works on this desk",
                "'tkt assign " + ticket.id + " --suggest' ranks who can take it");
  }
  if (staff.on_leave(context.zone().date(context.now()))) {
    context.warn("'" + staff.id + "' is on leave today");
  }
  return staff;
}

}  // namespace

Exit run(const AssignOptions& options, Context& context) {
  if (options.suggest) {
    return suggest(context, options);
  }
  auto change = begin_change(context, options.ticket);
  const Ticket& before = change.record.value;
  (void)status_after(Step::assign, before);
  std::string why;
  const Staff staff = chosen(context, change.change.snapshot(), before, options.to, why);
  if (before.assigned == staff.id) {
    context.io.err.line(before.id + " is assigned to " + staff.id + " already");
    return Exit::done;
  }
  Ticket after = take_step(before, Step::assign, happening(context, before, ""),
                           {{"to", staff.id}, {"was", before.assigned}, {"why", why}});
  after.assigned = staff.id;
  const Event assigned = after.events.back();
  after = owe_staff(context, std::move(after), assigned, "assigned", staff);
  if (save(context, change, after, "assign", {"to " + staff.id})) {
    context.io.err.line("assigned " + after.id + " to " + staff.id +
                        (why.empty() ? "" : " (" + why + ")"));
  }
  return Exit::done;
}

}  // namespace tkt
