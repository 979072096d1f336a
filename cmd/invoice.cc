// SPDX-License-Identifier: MIT
#include "cmd/invoice.h"

#include <fmt/format.h>

#include "cmd/invoice_draft.h"
#include "cmd/invoice_text.h"
#include "cmd/issue.h"
#include "cmd/issuing.h"
#include "cmd/template_check.h"
#include "cmd/ticket_change.h"
#include "model/error.h"
#include "model/message.h"
#include "model/text.h"
#include "store/paths.h"

namespace tkt {
namespace {

void check(const InvoiceOptions& options) {
  if (options.tickets.empty() == options.client.empty()) {
    throw Error(ErrorKind::usage, "'tkt invoice' takes either tickets or --client",
                "tkt invoice ID..., or tkt invoice --client CLIENT --month 2026-11");
  }
  if (!options.month.empty() && !parse_date(options.month + "-01")) {
    throw Error(ErrorKind::usage, "--month: '" + options.month + "' is no month",
                "write it as 2026-11");
  }
}

/// "invoice INV-2026-000042: ITW-4F7K24 [charged, 641.25 BWP, kgalagadi-foods, by ntebo]".
std::string subject_of(const Invoice& invoice) {
  return fmt::format(
      "invoice {}: {} [{}, {}, by {}]", invoice.number, joined(tickets_on(invoice)),
      invoice.kind == InvoiceKind::zero_value ? "zero-value" : "charged, " + gross_text(invoice),
      invoice.client.id, invoice.by);
}

Trailers trailers_of(const Invoice& invoice) {
  Trailers trailers = {{"Invoice", invoice.number}};
  for (const TicketId& id : tickets_on(invoice)) {
    trailers.emplace_back("Ticket", id);
  }
  trailers.emplace_back("Client", invoice.client.id);
  return trailers;
}

/// A ticket that is not resolved yet keeps its status: the work goes on.
Ticket billed(Ticket ticket, const Happening& happening, const std::string& number) {
  if (is_possible(Step::invoice, ticket.status)) {
    return take_step(std::move(ticket), Step::invoice, happening, {{"invoice", number}});
  }
  ticket.events.push_back(
      {happening.id, happening.at, std::nullopt, happening.by, "interim", {{"invoice", number}}});
  return ticket;
}

/// Adds the email to the ticket whose last event issued the invoice.
Ticket owe_invoice(Ticket ticket, const Snapshot& snapshot, Context& context) {
  const auto client = snapshot.client(ticket.client);
  const Contact* const contact = client ? client->value.contact(ticket.contact) : nullptr;
  const auto messages =
      owed_for_invoice(ticket.events.back(), contact == nullptr ? Contact{} : *contact);
  if (messages.empty()) {
    context.io.err.line("tkt: note: " + printable_line(ticket.contact) +
                        " has no email address on file, so the invoice is not sent");
  }
  ticket.messages.insert(ticket.messages.end(), messages.begin(), messages.end());
  return ticket;
}

/// What a file of the desk may hold is bounded: some 2,000 lines.
void create(Change& change, const Invoice& invoice) {
  try {
    change.create(invoice);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::storage) {
      throw;
    }
    throw Error(ErrorKind::refused,
                fmt::format("{} lines are too many for one invoice", invoice.lines.size()),
                "bill some tickets at a time, or month by month with --month");
  }
}

void stage(Change& change, const Draft& draft, bool send, Context& context) {
  create(change, draft.invoice);
  const TicketId first = draft.invoice.lines.front().ticket;
  for (const auto& record : draft.tickets) {
    Ticket after = billed(mark_billed(record.value, draft.invoice),
                          happening(context, record.value, ""), draft.invoice.number);
    if (send && after.id == first) {
      after = owe_invoice(std::move(after), change.snapshot(), context);
    }
    change.update(record, after);
  }
}

/// The desk's own forms are tried first: a number is not given out for what cannot be printed.
void check_templates(const Snapshot& snapshot) {
  for (const char* name : {"invoice.html", "invoice.email.txt", "logo.png"}) {
    if (!snapshot.file(template_path(name))) {
      continue;
    }
    if (const std::string problem = template_problem(snapshot, name); !problem.empty()) {
      throw Error(ErrorKind::refused, problem,
                  "mend '" + template_path(name) + "' and take it over with 'tkt commit'");
    }
  }
}

void print(const InvoiceOptions& options, Context& context, const Invoice& invoice,
           const Zone& zone) {
  if (options.json) {
    context.io.out.raw(invoice_json(invoice, zone));
  } else if (options.preview) {
    context.io.out.text(invoice_text(invoice, zone));
  } else {
    context.io.out.line(invoice.number);
  }
}

/// The same for the same command line.
std::string request_of(const InvoiceOptions& options) {
  return printable_line(fmt::format("invoice {} {} {} {}", joined(options.tickets), options.client,
                                    options.month, options.interim ? "interim" : ""));
}

Exit issue(const InvoiceOptions& options, Context& context) {
  context.require_manager("issue an invoice");
  check_templates(context.snapshot());
  bool incomplete = false;
  const auto issued =
      issue_document(context, request_of(options), [&](Change& change, const std::string& id) {
        context.require_manager("issue an invoice");  // of the desk as it was fetched
        const Billing& billing = change.snapshot().desk().value.billing;
        Draft draft = draft_invoice(options, context, change.snapshot(), context.actor().id);
        incomplete = draft.incomplete;
        draft.invoice.draft = id;
        draft.invoice.number = next_number(change.snapshot(), billing.invoice_prefix,
                                           billing.first_number, context.now());
        stage(change, draft, options.send, context);
        return StagedDocument{draft.invoice, subject_of(draft.invoice), trailers_of(draft.invoice)};
      });
  if (issued) {
    const Invoice& invoice = issued->invoice;
    print(options, context, invoice, context.zone());
    context.io.err.line(
        fmt::format("issued {} to {}: {} for {}{}{}", invoice.number, invoice.client.id,
                    gross_text(invoice), time_spent(invoice),
                    invoice.kind == InvoiceKind::zero_value ? ", covered by the contract" : "",
                    issued->earlier ? "; by the same command, which broke off" : ""));
    forget_draft(context);
  }
  return incomplete ? Exit::storage : Exit::done;
}

}  // namespace

Exit run(const InvoiceOptions& options, Context& context) {
  check(options);
  if (!options.preview) {
    return issue(options, context);
  }
  const Draft draft = draft_invoice(options, context, context.snapshot(), "");
  print(options, context, draft.invoice, context.zone());
  return draft.incomplete ? Exit::storage : Exit::done;
}

}  // namespace tkt
