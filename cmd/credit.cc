// SPDX-License-Identifier: MIT
#include "cmd/credit.h"

#include <algorithm>
#include <charconv>
#include <set>

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

/// The notes that took parts of the invoice back already, in the order of their issue.
std::vector<Invoice> notes_of(const Snapshot& snapshot, const Invoice& invoice) {
  const auto own = parse_invoice_number(invoice.number);
  std::vector<Invoice> notes;
  for (const std::string& text : snapshot.invoice_numbers()) {
    const auto number = parse_invoice_number(text);
    if (!own || !number || !may_credit(*number, *own, snapshot.desk().value.billing)) {
      continue;
    }
    if (auto note = snapshot.invoice(text); note && note->value.credits == invoice.number) {
      notes.push_back(std::move(note->value));
    }
  }
  std::ranges::stable_sort(notes, {}, &Invoice::issued);
  return notes;
}

/// The work entries on the lines that were named.
std::set<EntryKey> entries_named(const std::vector<std::string>& typed, const Invoice& invoice) {
  std::set<EntryKey> entries;
  for (const std::string& text : typed) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1 ||
        number > invoice.lines.size()) {
      throw Error(ErrorKind::usage, "--line: '" + text + "' is no line of '" + invoice.number + "'",
                  fmt::format("its lines are 1 to {}, in the order of 'tkt print {}'",
                              invoice.lines.size(), invoice.number));
    }
    const InvoiceLine& line = invoice.lines[number - 1];
    entries.emplace(line.ticket, line.work);
  }
  return entries;
}

/// A ticket that was reopened, or whose other invoice was credited before, keeps its status; the
/// event is written down all the same.
Ticket credited(const Ticket& ticket, const Invoice& note, const Happening& happening) {
  Ticket after = free_billed(ticket, note);
  std::vector<std::pair<std::string, std::string>> details = {{"reason", note.reason},
                                                              {"invoice", note.credits}};
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

void stage(Change& change, const Invoice& note, Context& context) {
  change.create(note);
  for (const TicketId& id : tickets_on(note)) {
    const auto record = find_ticket(context, change.snapshot(), id);
    change.update(record, credited(record.value, note, happening(context, record.value, "")));
  }
}

StagedDocument stage_note(const CreditOptions& options, Context& context, Change& change,
                          const std::string& draft) {
  context.require_manager("credit an invoice");  // of the desk as it was fetched
  const Snapshot& snapshot = change.snapshot();
  const Desk& desk = snapshot.desk().value;
  const Invoice invoice = find_invoice(snapshot, options.number).value;
  const CreditPart part{notes_of(snapshot, invoice), entries_named(options.lines, invoice)};
  Invoice note =
      credit_note(invoice, options.reason, desk, context.now(), context.actor().id, part);
  note.draft = draft;
  note.number = next_number(snapshot, desk.billing.credit_prefix, 1, context.now());
  stage(change, note, context);
  const std::string subject =
      printable_line(fmt::format("credit {}: {} [{}]", invoice.number, note.reason, note.number));
  return {note, subject, trailers_of(note)};
}

}  // namespace

Exit run(const CreditOptions& options, Context& context) {
  check_text("--reason", options.reason);
  context.require_manager("credit an invoice");
  const auto issued = issue_document(
      context, printable_line(fmt::format("credit {} {}", options.number, joined(options.lines))),
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
