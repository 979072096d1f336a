// SPDX-License-Identifier: MIT
#include "cmd/invoice_draft.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "cmd/book.h"
#include "cmd/find.h"
#include "model/error.h"
#include "model/life.h"
#include "model/text.h"

namespace tkt {
namespace {

bool is_unbilled(const Work& work) {
  return work.billable && work.invoice.empty();
}

/// The ticket with only the work that began in the month; all of it where no month is given.
Ticket only_month(Ticket ticket, const std::string& month, const Zone& zone) {
  std::erase_if(ticket.work, [&](const Work& work) {
    return !format_date(zone.date(work.started)).starts_with(month);
  });
  return ticket;
}

void add_named_tickets(Draft& draft, const InvoiceOptions& options, Context& context,
                       const Snapshot& snapshot) {
  for (const std::string& typed : options.tickets) {
    auto record = find_ticket(context, snapshot, typed);
    const bool twice =
        std::any_of(draft.tickets.begin(), draft.tickets.end(),
                    [&](const auto& known) { return known.value.id == record.value.id; });
    if (!options.interim || is_finished(record.value.status)) {
      (void)status_after(Step::invoice, record.value);
    }
    if (!twice) {
      draft.tickets.push_back(std::move(record));
    }
  }
}

/// The client's tickets with unbilled work, but for those that are not resolved yet: these are
/// named.
void add_client_tickets(Draft& draft, const std::string& client, bool interim, Context& context,
                        const Snapshot& snapshot) {
  TicketQuery query;
  query.client = {client};
  query.all = true;
  const Listing listing = context.store().list(snapshot, query);
  std::vector<std::string> unresolved;
  for (const Summary& summary : listing.summaries) {
    if (summary.unbilled_minutes > 0 &&
        (is_possible(Step::invoice, summary.status) || (interim && !is_finished(summary.status)))) {
      draft.tickets.push_back(snapshot.ticket_at(summary.path));
    } else if (summary.unbilled_minutes > 0 && !is_finished(summary.status)) {
      unresolved.push_back(summary.id);
    }
  }
  if (!unresolved.empty()) {
    context.io.err.line("tkt: note: not resolved yet, so left out: " + joined(unresolved));
  }
  draft.incomplete = context.report_broken(listing.broken);
}

/// What of the tickets is billed; those without any drop out of the draft. Throws Error{refused}
/// for one that was named.
std::vector<Ticket> billable(Draft& draft, const InvoiceOptions& options, const Zone& zone) {
  const std::string when = options.month.empty() ? "" : " in " + options.month;
  std::vector<Ticket> tickets;
  std::vector<Record<Ticket>> kept;
  for (auto& record : draft.tickets) {
    Ticket ticket = only_month(record.value, options.month, zone);
    if (std::any_of(ticket.work.begin(), ticket.work.end(), is_unbilled)) {
      tickets.push_back(std::move(ticket));
      kept.push_back(std::move(record));
    } else if (options.client.empty()) {
      throw Error(ErrorKind::refused, "'" + ticket.id + "' has no unbilled work" + when,
                  "time spent is noted with: tkt work " + ticket.id + " DURATION -m TEXT");
    }
  }
  if (tickets.empty()) {
    throw Error(ErrorKind::refused,
                "'" + options.client + "' has no resolved tickets with unbilled work" + when);
  }
  draft.tickets = std::move(kept);
  return tickets;
}

void warn_of_ended_contract(Context& context, const Invoice& invoice, const Contract& contract) {
  if (invoice.kind == InvoiceKind::zero_value && contract.to && *contract.to < invoice.supplied) {
    context.warn(fmt::format("the contract of '{}' ended on {}, before work of {}",
                             invoice.client.id, format_date(*contract.to),
                             format_date(invoice.supplied)));
  }
}

/// Says which other work of the client stays unbilled.
void tell_unbilled(const InvoiceOptions& options, Context& context, const Snapshot& snapshot,
                   const Draft& draft) {
  constexpr std::size_t kMost = 5;
  std::map<TicketId, int> billed;
  for (const InvoiceLine& line : draft.invoice.lines) {
    billed[line.ticket] += line.minutes;
  }
  TicketQuery query;
  query.client = {draft.invoice.client.id};
  query.all = true;
  std::vector<std::string> left;
  for (const Summary& one : context.store().list(snapshot, query).summaries) {
    const bool told =
        !options.client.empty() && !options.interim && !is_finished(one.status);  // as left out
    if (const int minutes = one.unbilled_minutes - billed[one.id]; minutes > 0 && !told) {
      left.push_back(fmt::format("{} ({}, {})", one.id,
                                 format_duration(std::chrono::minutes(minutes)),
                                 to_string(one.status)));
    }
  }
  std::ranges::sort(left);
  if (!left.empty()) {
    const std::string more =
        left.size() > kMost ? fmt::format(" and {} more", left.size() - kMost) : "";
    left.resize(std::min(left.size(), kMost));
    context.io.err.line("tkt: note: still unbilled: " + joined(left) + more);
  }
}

}  // namespace

Draft draft_invoice(const InvoiceOptions& options, Context& context, const Snapshot& snapshot,
                    std::string_view by) {
  Draft draft;
  std::string name = options.client;
  if (name.empty()) {
    add_named_tickets(draft, options, context, snapshot);
    name = draft.tickets.front().value.client;
  }
  const Client client = find_client(snapshot, name).value;
  if (!options.client.empty()) {
    add_client_tickets(draft, client.id, options.interim, context, snapshot);
  }
  const Desk& desk = snapshot.desk().value;
  const auto tickets = billable(draft, options, desk.calendar_named(client.calendar).zone);
  const Coverage used =
      client.contract.hours ? coverage_of(read_book(snapshot).invoices, client.id) : Coverage{};
  draft.invoice = reckon(tickets, client, desk, context.now(), by, used);
  warn_of_ended_contract(context, draft.invoice, client.contract);
  tell_unbilled(options, context, snapshot, draft);
  return draft;
}

}  // namespace tkt
