// SPDX-License-Identifier: MIT
#include "cmd/invoice_draft.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cmd/book.h"
#include "cmd/find.h"
#include "model/error.h"
#include "model/life.h"
#include "model/text.h"
#include "store/paths.h"

namespace tkt {
namespace {

bool is_unbilled(const Work& work) {
  return work.billable && work.invoice.empty();
}

/// By work entry: the invoice that it stands on, and that no credit note took it from.
using Standing = std::map<std::string, std::string>;

/// The IDs of the work entries in the text of a document, which is not parsed for it: a desk has
/// thousands.
std::set<std::string> entries_in(std::string_view text) {
  constexpr std::string_view kKey = "work: \"";
  std::set<std::string> ids;
  for (std::size_t at = text.find(kKey); at != std::string_view::npos; at = text.find(kKey, at)) {
    at += kKey.size();
    ids.emplace(text.substr(at, text.find('"', at) - at));
  }
  return ids;
}

/// Of the unbilled work of these tickets, what an invoice bills all the same: its mark was taken
/// out by hand.
Standing standing_entries(const Snapshot& snapshot, const std::vector<Record<Ticket>>& tickets) {
  std::set<std::string> unbilled;
  for (const auto& record : tickets) {
    for (const Work& work : record.value.work) {
      if (is_unbilled(work)) {
        unbilled.insert(work.id);
      }
    }
  }
  std::set<std::pair<std::string, std::string>> billed;  // entry, number
  std::set<std::pair<std::string, std::string>> credited;
  for (const std::string& path : snapshot.files("invoices")) {
    const bool document = kind_of(path) == FileKind::invoice;
    const auto ids = document ? entries_in(snapshot.file(path).value()) : std::set<std::string>();
    const bool named =
        std::ranges::any_of(ids, [&](const std::string& id) { return unbilled.count(id) != 0; });
    const auto record = named ? snapshot.invoice(name_of(path)) : std::nullopt;
    if (!record) {
      continue;
    }
    const Invoice& invoice = record->value;
    const bool note = invoice.kind == InvoiceKind::credit_note;
    for (const InvoiceLine& line : invoice.lines) {
      (note ? credited : billed).emplace(line.work, note ? invoice.credits : invoice.number);
    }
  }
  Standing standing;
  std::ranges::set_difference(billed, credited, std::inserter(standing, standing.end()));
  std::erase_if(standing, [&](const auto& entry) { return unbilled.count(entry.first) == 0; });
  return standing;
}

/// Takes what stands on an invoice out of the ticket, and says so.
void leave_out(Ticket& ticket, const Standing& standing, Context& context) {
  std::erase_if(ticket.work, [&](const Work& work) {
    const auto found = standing.find(work.id);
    if (!is_unbilled(work) || found == standing.end()) {
      return false;
    }
    context.io.err.line(fmt::format(
        "tkt: note: {} of {} stands on {}, although the ticket does not say so; left out: 'tkt "
        "credit {}' would free it",
        format_duration(std::chrono::minutes(work.minutes)), ticket.id, found->second,
        found->second));
    return true;
  });
}

/// The ticket with only the work that began in the month; all of it where no month is given.
Ticket only_month(Ticket ticket, const std::string& month, const Zone& zone) {
  std::erase_if(ticket.work, [&](const Work& work) {
    return !format_date(zone.date(work.started)).starts_with(month);
  });
  return ticket;
}

/// The invoices that bill the ticket's work, each once.
std::string numbers_on(const Ticket& ticket) {
  std::set<std::string> numbers;
  for (const Work& work : ticket.work) {
    if (!work.invoice.empty()) {
      numbers.insert(work.invoice);
    }
  }
  return joined({numbers.begin(), numbers.end()});
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
std::vector<Ticket> billable(Draft& draft, const InvoiceOptions& options, const Zone& zone,
                             const Standing& standing, Context& context) {
  const std::string when = options.month.empty() ? "" : " in " + options.month;
  std::vector<Ticket> tickets;
  std::vector<Record<Ticket>> kept;
  for (auto& record : draft.tickets) {
    Ticket ticket = only_month(record.value, options.month, zone);
    leave_out(ticket, standing, context);
    if (std::any_of(ticket.work.begin(), ticket.work.end(), is_unbilled)) {
      tickets.push_back(std::move(ticket));
      kept.push_back(std::move(record));
    } else if (options.client.empty()) {
      const std::string billed_by = numbers_on(ticket);
      throw Error(ErrorKind::refused,
                  "'" + ticket.id + "' has no unbilled work" + when +
                      (billed_by.empty() ? "" : ": it is billed by " + billed_by),
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
    context.warn(fmt::format(
        "the contract of '{0}' ended on {1}, but work of {2} is billed at zero, as covered by it; "
        "an issued invoice never changes: where that is wrong, 'tkt client edit {0}' first",
        invoice.client.id, format_date(*contract.to), format_date(invoice.supplied)));
  }
}

/// What a Tax Invoice needs by law and the files lack.
void warn_of_missing_addresses(Context& context, const Invoice& invoice) {
  const auto charged = [](const VatTotal& vat) { return vat.amount != 0; };
  if (std::ranges::none_of(invoice.totals.vat, charged)) {
    return;
  }
  if (invoice.supplier.address.empty()) {
    context.warn(
        "the company has no address, which a Tax Invoice must name: set company.address in "
        "desk.yaml");
  }
  if (invoice.client.address.empty()) {
    context.warn(fmt::format(
        "'{0}' has no address, which a Tax Invoice must name: 'tkt client edit {0} --address LINE'",
        invoice.client.id));
  }
}

/// Work from before the first rate of the table is charged without VAT.
void warn_of_work_before_vat(Context& context, const Invoice& invoice,
                             const std::vector<VatRate>& table) {
  const auto line = std::ranges::find_if(invoice.lines, [&](const InvoiceLine& one) {
    return one.amount != 0 && !table.empty() && !vat_on(table, one.date);
  });
  if (line != invoice.lines.end()) {
    context.warn(
        fmt::format("no VAT is charged for work of {}: billing.vat in desk.yaml has no "
                    "rate for that day",
                    format_date(line->date)));
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
  const Standing standing = standing_entries(snapshot, draft.tickets);
  const auto tickets =
      billable(draft, options, desk.calendar_named(client.calendar).zone, standing, context);
  const Coverage used =
      client.contract.hours ? coverage_of(read_book(snapshot).invoices, client.id) : Coverage{};
  draft.invoice = reckon(tickets, client, desk, context.now(), by, used);
  warn_of_ended_contract(context, draft.invoice, client.contract);
  warn_of_missing_addresses(context, draft.invoice);
  warn_of_work_before_vat(context, draft.invoice, desk.billing.vat);
  tell_unbilled(options, context, snapshot, draft);
  return draft;
}

}  // namespace tkt
