// SPDX-License-Identifier: MIT
//
// Rounding and totals
// ===================
//
// Whoever pays an invoice may check it with a pocket calculator: every line follows from its own
// minutes and rate, and every total from the lines above it. So there are three roundings only,
// each done once and at one place, and everything else is a sum of whole numbers.
//
// 1. Minutes. A work entry that crosses a boundary of the client's calendar is cut there when the
//    desk has an after-hours rate of its own, for each part has its own rate. A part after hours is
//    cut again at a midnight where the reason changes (an evening that runs into a holiday).
//    Boundaries fall on any second and minutes are whole, so a cut lies at the minute nearest to
//    the boundary, counted from the entry's start: the parts always add up to the entry.
//
//    The desk's rounding then looks at a group of parts (its scope): one entry, one ticket, or one
//    ticket's day. The group is rounded once, as if it had not been cut; a client does not pay
//    twice for the begun quarter because his call ran past closing time. The difference is put
//    where the clock stood: time added goes to the group's last part, as if the work had run on;
//    time taken off comes from the end, as if it had stopped earlier. So the billed minutes of the
//    lines add up to the rounded group.
//
// 2. Lines. Amount = rate * billed / 60, rounded half up to the minor unit.
//
// 3. VAT. Net is the sum of the amounts. VAT = net * percent / 100 with the rate of the date of
//    supply, rounded half up once, and not line by line. Gross is net plus VAT.
//
// A contract client gets the same lines. The amount that would be charged stands there as the
// contract's allowance, and what is left to pay is 0.00.
//
// A worked example: rates 450.00 and after hours 675.00, rounding up to 15 minutes by entry, VAT of
// 14 %. On a Monday, closing at 17:00, somebody works from 16:30:20 for 50 minutes, and on Tuesday
// from 10:00 for 20.
//
//   Monday's boundary lies 29 minutes and 40 seconds after the start: cut at minute 30, parts of 30
//   and 20 minutes. The entry of 50 is rounded to 60; the 10 added go to its last part. Tuesday's
//   20 become 30.
//
//     Mon  normal rate   30 worked   30 billed   450.00 * 30 / 60 =  225.00
//     Mon  after hours   20 worked   30 billed   675.00 * 30 / 60 =  337.50
//     Tue  normal rate   20 worked   30 billed   450.00 * 30 / 60 =  225.00
//                                    net                             787.50
//                                    VAT 14 % of 787.50              110.25
//                                    gross                           897.75
//
//   By ticket instead, 70 minutes are rounded to 75 and the last line bills 25: 30 + 20 + 25.
#include "model/invoice.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "model/calendar.h"
#include "model/error.h"
#include "model/work_parts.h"

namespace tkt {
namespace {

/// Each ticket once, in order of opening.
std::vector<const Ticket*> in_order(const std::vector<Ticket>& tickets, const Client& client) {
  std::map<std::pair<Instant, TicketId>, const Ticket*> ordered;
  for (const Ticket& ticket : tickets) {
    if (ticket.client != client.id) {
      throw Error(
          ErrorKind::refused,
          fmt::format("'{}' is of client '{}', not of '{}'", ticket.id, ticket.client, client.id),
          "an invoice is for one client: issue one for each");
    }
    ordered.emplace(std::pair(ticket.opened, ticket.id), &ticket);
  }
  std::vector<const Ticket*> result;
  for (const auto& [key, ticket] : ordered) {
    result.push_back(ticket);
  }
  return result;
}

InvoiceLine line_of(const WorkPart& part, const Rates& rates, const Zone& zone) {
  InvoiceLine line;
  line.ticket = part.ticket->id;
  line.work = part.work->id;
  line.by = part.work->by;
  line.date = zone.date(part.from);
  line.description = part.ticket->subject;
  if (!part.work->note.empty()) {
    line.description += ": " + part.work->note;
  }
  line.minutes = part.minutes;
  line.billed = part.billed;
  line.rate = part.after_hours.empty() ? rates.normal : rates.after_hours;
  line.reason = part.after_hours;
  return line;
}

InvoiceLine charged(InvoiceLine line, const Client& client) {
  if (!line.rate) {
    throw Error(ErrorKind::refused, fmt::format("there is no rate to charge '{}' by", client.id),
                "set the price of an hour in desk.yaml, at 'billing: rates: normal:'");
  }
  line.amount = scale(*line.rate, line.billed, 60);
  if (line.reason.empty()) {
    line.reason = "normal rate";
  }
  return line;
}

InvoiceLine covered(InvoiceLine line, const Client& client) {
  line.allowance = line.rate ? scale(*line.rate, line.billed, 60) : 0;
  if (!line.reason.empty()) {
    line.reason += "; ";
  }
  line.reason +=
      "covered by " +
      (client.contract.number.empty() ? "the contract" : "contract " + client.contract.number);
  return line;
}

Party supplier_of(const Desk& desk) {
  const Company& company = desk.company;
  return {"", company.name, company.address, company.vat_number, company.phone, company.email};
}

/// A client without a name in full goes by its short one.
Party recipient(const Client& client) {
  return {client.id,
          client.name.empty() ? client.id : client.name,
          client.address,
          client.vat_number,
          "",
          ""};
}

void check_vat_number(const Invoice& invoice) {
  for (const VatTotal& vat : invoice.totals.vat) {
    if (vat.percent != 0 && vat.base != 0 && invoice.supplier.vat_number.empty()) {
      throw Error(
          ErrorKind::refused,
          fmt::format("VAT of {} % is to be charged and the company has no VAT number",
                      format_percent(vat.percent)),
          "set 'company: vat-number:' in desk.yaml, or 'billing: vat: []' where the company "
          "is not registered");
    }
  }
}

InvoicePolicy policy_for(const Client& client, const Desk& desk) {
  const CategoryRule* category = desk.category(client.category);
  if (category == nullptr) {
    throw Error(ErrorKind::refused,
                fmt::format("client '{}' has category '{}', which is not one of the desk's",
                            client.id, client.category),
                "correct it with 'tkt client edit " + client.id + "'");
  }
  return category->invoice;
}

}  // namespace

std::optional<Percent> vat_on(const std::vector<VatRate>& table, Date date) {
  std::optional<Percent> percent;
  for (const VatRate& rate : table) {
    if (rate.from <= date) {
      percent = rate.percent;
    }
  }
  return percent;
}

Totals total(const std::vector<InvoiceLine>& lines, const std::vector<VatRate>& table,
             Date supplied) {
  Totals totals;
  for (const InvoiceLine& line : lines) {
    totals.net = add(totals.net, line.amount);
  }
  totals.gross = totals.net;
  if (const auto percent = vat_on(table, supplied)) {
    const Money vat = scale(totals.net, *percent, 100 * 100);
    totals.vat.push_back({*percent, totals.net, vat});
    totals.gross = add(totals.net, vat);
  }
  return totals;
}

Invoice reckon(const std::vector<Ticket>& tickets, const Client& client, const Desk& desk,
               Instant now, std::string_view by) {
  const bool zero = policy_for(client, desk) == InvoicePolicy::zero;
  const Calendar calendar = desk.calendar_named(client.calendar);
  const Billing& billing = desk.billing;
  const auto parts =
      unbilled_parts(in_order(tickets, client), calendar, billing.rates, billing.rounding);
  if (parts.empty()) {
    throw Error(ErrorKind::refused, fmt::format("there is no unbilled work for '{}'", client.id));
  }

  Invoice invoice;
  invoice.kind = zero ? InvoiceKind::zero_value : InvoiceKind::invoice;
  invoice.issued = now;
  invoice.by = by;
  invoice.client = recipient(client);
  invoice.supplier = supplier_of(desk);
  invoice.currency = desk.currency;
  invoice.terms = billing.terms;
  for (const WorkPart& part : parts) {
    InvoiceLine line = line_of(part, billing.rates, calendar.zone);
    invoice.supplied = std::max(invoice.supplied, line.date);
    invoice.lines.push_back(zero ? covered(std::move(line), client)
                                 : charged(std::move(line), client));
  }
  invoice.totals = total(invoice.lines, billing.vat, invoice.supplied);
  check_vat_number(invoice);
  return invoice;
}

Invoice credit_note(const Invoice& invoice, std::string_view reason, const Desk& desk, Instant now,
                    std::string_view by) {
  if (invoice.kind == InvoiceKind::credit_note) {
    throw Error(ErrorKind::refused, fmt::format("'{}' is a credit note itself", invoice.number),
                "the work that it took back is unbilled: issue a new invoice for it");
  }
  Invoice note = invoice;
  note.number.clear();
  note.kind = InvoiceKind::credit_note;
  note.issued = now;
  note.by = by;
  note.supplier = supplier_of(desk);
  note.credits = invoice.number;
  note.reason = reason;
  note.terms.clear();
  for (InvoiceLine& line : note.lines) {
    line.amount = -line.amount;
    line.allowance = -line.allowance;
  }
  note.totals.net = -note.totals.net;
  note.totals.gross = -note.totals.gross;
  for (VatTotal& vat : note.totals.vat) {
    vat.base = -vat.base;
    vat.amount = -vat.amount;
  }
  return note;
}

Ticket mark_billed(Ticket ticket, const Invoice& invoice) {
  for (Work& work : ticket.work) {
    for (const InvoiceLine& line : invoice.lines) {
      if (line.ticket == ticket.id && line.work == work.id) {
        work.invoice = invoice.number;
      }
    }
  }
  return ticket;
}

Ticket free_billed(Ticket ticket, const Invoice& credited) {
  for (Work& work : ticket.work) {
    if (work.invoice == credited.number) {
      work.invoice.clear();
    }
  }
  return ticket;
}

}  // namespace tkt
