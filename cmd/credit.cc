// SPDX-License-Identifier: MIT
#include "cmd/credit.h"

#include <fmt/format.h>

#include "cmd/find.h"
#include "cmd/issue.h"
#include "cmd/issuing.h"
#include "cmd/ticket_change.h"
#include "model/error.h"
#include "model/text.h"

namespace tkt {
namespace {

/// Only credit notes can take an invoice back: documents of another series than its own, unless the
/// desk has one series for both.
bool may_credit(const SeriesNumber& number, const SeriesNumber& invoice, const Billing& billing) {
  return number.year >= invoice.year &&
         (number.prefix != invoice.prefix || number.prefix == billing.credit_prefix);
}

/// The number of the note that took the invoice back already; empty when there is none.
std::string credited_by(const Snapshot& snapshot, const Invoice& invoice) {
  const auto own = parse_invoice_number(invoice.number);
  for (const std::string& text : snapshot.invoice_numbers()) {
    const auto number = parse_invoice_number(text);
    if (!own || !number || !may_credit(*number, *own, snapshot.desk().value.billing)) {
      continue;
    }
    if (const auto note = snapshot.invoice(text); note && note->value.credits == invoice.number) {
      return text;
    }
  }
  return "";
}

void check_not_credited(const Snapshot& snapshot, const Invoice& invoice) {
  const std::string note = credited_by(snapshot, invoice);
  if (!note.empty()) {
    throw Error(ErrorKind::refused,
                fmt::format("'{}' was credited already, by '{}'", invoice.number, note),
                "its work is unbilled again: issue a new invoice for it");
  }
}

/// A ticket that was reopened, or whose other invoice was credited before, keeps its status; the
/// event is written down all the same.
Ticket credited(const Ticket& ticket, const Invoice& invoice, const std::string& reason,
                const Happening& happening) {
  Ticket after = free_billed(ticket, invoice);
  std::vector<std::pair<std::string, std::string>> details = {{"reason", reason},
                                                              {"invoice", invoice.number}};
  if (is_possible(Step::credit, after.status)) {
    return take_step(std::move(after), Step::credit, happening, std::move(details));
  }
  after.events.push_back({happening.id, happening.at, std::nullopt, happening.by,
                          std::string(to_string(Step::credit)), std::move(details)});
  return after;
}

Trailers trailers_of(const Invoice& note) {
  Trailers trailers = {{"Invoice", note.credits}, {"Invoice", note.number}};
  for (const TicketId& id : tickets_on(note)) {
    trailers.emplace_back("Ticket", id);
  }
  trailers.emplace_back("Client", note.client.id);
  return trailers;
}

void stage(Change& change, const Invoice& invoice, const Invoice& note, Context& context) {
  change.create(note);
  for (const TicketId& id : tickets_on(invoice)) {
    const auto record = find_ticket(context, change.snapshot(), id);
    change.update(
        record, credited(record.value, invoice, note.reason, happening(context, record.value, "")));
  }
}

StagedDocument stage_note(const CreditOptions& options, Context& context, Change& change,
                          const std::string& draft) {
  context.require_manager("credit an invoice");  // of the desk as it was fetched
  const Snapshot& snapshot = change.snapshot();
  const Desk& desk = snapshot.desk().value;
  const Invoice invoice = find_invoice(snapshot, options.number).value;
  Invoice note = credit_note(invoice, options.reason, desk, context.now(), context.actor().id);
  check_not_credited(snapshot, invoice);
  note.draft = draft;
  note.number = next_number(snapshot, desk.billing.credit_prefix, 1, context.now());
  stage(change, invoice, note, context);
  const std::string subject =
      printable_line(fmt::format("credit {}: {} [{}]", invoice.number, note.reason, note.number));
  return {note, subject, trailers_of(note)};
}

}  // namespace

Exit run(const CreditOptions& options, Context& context) {
  check_text(context, "--reason", options.reason);
  context.require_manager("credit an invoice");
  const auto issued = issue_document(context, "credit " + printable_line(options.number),
                                     [&](Change& change, const std::string& draft) {
                                       return stage_note(options, context, change, draft);
                                     });
  if (issued) {
    const Invoice& note = issued->invoice;
    if (options.json) {
      context.io.out.raw(invoice_json(note, context.zone()));
    } else {
      context.io.out.line(note.number);
    }
    context.io.err.line(fmt::format("credited {} with {}: {}; unbilled again: {}", note.credits,
                                    note.number, gross_text(note), joined(tickets_on(note))));
    forget_draft(context);
  }
  return Exit::done;
}

}  // namespace tkt
