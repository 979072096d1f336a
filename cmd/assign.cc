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

/// What everybody carries beside this ticket, and when they were assigned one last.
std::map<std::string, Load> loads_of(Context& context, const Snapshot& snapshot,
                                     const TicketId& but, std::vector<BrokenFile>& broken) {
  std::map<std::string, Load> loads;
  for (const auto& [staff, at] : context.store().last_assignments(snapshot, but)) {
    loads[staff].last_assigned = at;
  }
  const Listing carried = context.store().list(snapshot, {});
  broken.insert(broken.end(), carried.broken.begin(), carried.broken.end());
  for (const Summary& summary : carried.summaries) {
    loads[summary.assigned].weight += summary.id == but ? 0 : load_weight(summary.priority);
  }
  return loads;
}

struct Ranking {
  std::vector<Candidate> candidates;
  bool incomplete = false;  ///< a file that it depends on is broken, and named
};

Ranking rank(Context& context, const Snapshot& snapshot, const Ticket& ticket) {
  const auto client = find_client(snapshot, ticket.client);
  std::vector<BrokenFile> broken;
  std::vector<Staff> staff;
  for (auto& record : snapshot.staff(&broken)) {
    staff.push_back(std::move(record.value));
  }
  Ranking ranking;
  ranking.candidates =
      rank_technicians(ticket, client.value, staff, loads_of(context, snapshot, ticket.id, broken),
                       context.zone().date(context.now()));
  ranking.incomplete = context.report_broken(broken);
  if (ranking.candidates.empty()) {
    throw Error(ErrorKind::refused, "nobody on this desk can take a ticket today",
                "everybody is on leave, inactive or a service: name somebody, or 'tkt staff add'");
  }
  return ranking;
}

Exit suggest(Context& context, const AssignOptions& options) {
  const Snapshot& snapshot = context.snapshot();
  const auto [candidates, incomplete] =
      rank(context, snapshot, find_ticket(context, snapshot, options.ticket).value);
  const Exit exit = incomplete ? Exit::storage : Exit::done;
  if (options.json) {
    context.io.out.raw(dump(to_json(candidates)));
    return exit;
  }
  Table table({"STAFF", "NAME", "WHY"}, 2);
  for (const Candidate& candidate : candidates) {
    table.row({{candidate.staff.id}, {candidate.staff.name}, {candidate.why}});
  }
  table.print(context.io.out);
  return exit;
}

Staff named(Context& context, const Snapshot& snapshot, const Ticket& ticket,
            const std::string& name) {
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
  const Snapshot& snapshot = change.change.snapshot();
  const Ranking ranking = options.to.empty() ? rank(context, snapshot, before) : Ranking();
  const bool ranked = !ranking.candidates.empty();
  const Staff staff =
      ranked ? ranking.candidates.front().staff : named(context, snapshot, before, options.to);
  const std::string why = ranked ? ranking.candidates.front().why : "";
  const Exit exit = ranking.incomplete ? Exit::storage : Exit::done;
  if (before.assigned == staff.id) {
    context.io.err.line(before.id + " is assigned to " + staff.id + " already");
    return exit;
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
  return exit;
}

}  // namespace tkt
