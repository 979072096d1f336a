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
//    lines add up to the rounded group. A group of a day's work is cut at midnight as well, so that
//    it is the same whether the work was written down as one entry or as two.
//
// 2. Lines. Worth = rate * billed / 60, rounded half up to the minor unit. The client's discount is
//    a percentage of what is charged, rounded likewise, and the amount is what it leaves.
//
// 3. VAT. Net is the sum of the amounts. Each line is taxed at the rate of its day. VAT = base *
//    percent / 100, rounded half up once for each rate, and not line by line. Gross is net plus
//    VAT.
//
// A contract client gets the same lines. The amount that would be charged stands there as the
// contract's allowance, and what is left to pay is 0.00. Where a contract covers only so many hours
// a month, they go to the work in the order in which it was done, counted in billed minutes; the
// line on which they run out is covered for the minutes that are left, and charged for the rest.
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
#include <numeric>

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
  line.rate = part.after_hours.empty() || !rates.after_hours ? rates.normal : rates.after_hours;
  line.reason = part.after_hours;
  return line;
}

void add_reason(InvoiceLine& line, const std::string& reason) {
  line.reason += (line.reason.empty() ? "" : "; ") + reason;
}

std::string contract_name(const Client& client) {
  return client.contract.number.empty() ? "the contract" : "contract " + client.contract.number;
}

/// Takes the contract's share of the worth: all of it, or that of the minutes it still covers.
void cover(InvoiceLine& line, const Client& client, int minutes) {
  line.allowance = line.rate ? scale(*line.rate, minutes, 60) : 0;
  const bool whole = minutes == line.billed;
  add_reason(line, (whole ? "" : format_duration(std::chrono::minutes(minutes)) + " ") +
                       "covered by " + contract_name(client));
}

/// What nobody else covers is charged, less the client's discount.
void charge(InvoiceLine& line, const Client& client) {
  if (!line.rate) {
    throw Error(ErrorKind::refused, fmt::format("there is no rate to charge '{}' by", client.id),
                "set the price of an hour in desk.yaml, at 'billing: rates: normal:'");
  }
  if (line.reason.empty()) {
    line.reason = "normal rate";
  }
  const Money left = add(scale(*line.rate, line.billed, 60), -line.allowance);
  line.discount = scale(left, client.discount, 100 * 100);
  line.amount = add(left, -line.discount);
  if (line.discount != 0) {
    add_reason(line, "discount " + format_percent(client.discount) + " %");
  }
}

std::string month_of(Date date) {
  return format_date(date).substr(0, 7);
}

/// Shares the contract's hours out to the lines, in the order in which the work was done.
void cover_by_hours(std::vector<InvoiceLine>& lines, const std::vector<WorkPart>& parts,
                    const Client& client, Coverage used) {
  const auto most = static_cast<int>(*client.contract.hours / std::chrono::minutes(1));
  std::vector<std::size_t> order(lines.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return parts[i].from; });
  for (const std::size_t i : order) {
    InvoiceLine& line = lines[i];
    int& month = used[month_of(line.date)];
    line.covered = std::clamp(most - month, 0, line.billed);
    month += line.covered;
    if (line.covered > 0 || line.billed == 0) {
      cover(line, client, line.covered);
    }
  }
}

bool has_own_after_hours_rate(const Rates& rates) {
  return rates.after_hours && rates.after_hours != rates.normal;
}

bool in_force(const Contract& contract, Date date) {
  return (!contract.from || *contract.from <= date) && (!contract.to || date <= *contract.to);
}

Rates stronger(const Rates& rates, const Rates& otherwise) {
  return {rates.normal ? rates.normal : otherwise.normal,
          rates.after_hours ? rates.after_hours : otherwise.after_hours};
}

/// Whether any of the prices that may apply make a difference after hours.
bool is_cut_by_hours(const Client& client, const Desk& desk) {
  const Rates own = stronger(client.rates, desk.billing.rates);
  return has_own_after_hours_rate(own) ||
         has_own_after_hours_rate(stronger(client.contract.rates, own));
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

/// Everything but lines and totals.
Invoice blank(const Client& client, const Desk& desk, Instant now, std::string_view by) {
  Invoice invoice;
  invoice.issued = now;
  invoice.by = by;
  invoice.client = recipient(client);
  invoice.supplier = supplier_party(desk);
  invoice.currency = desk.currency;
  invoice.terms = desk.billing.terms;
  return invoice;
}

/// A line says its rate of VAT where the totals alone would not tell.
void add_totals(Invoice& invoice, const std::vector<VatRate>& table) {
  invoice.totals = total(invoice.lines, table, invoice.supplied);
  if (invoice.totals.vat.size() > 1) {
    for (InvoiceLine& line : invoice.lines) {
      line.vat = vat_on(table, line.date).value_or(0);
    }
  }
}

}  // namespace

Party supplier_party(const Desk& desk) {
  const Company& company = desk.company;
  return {"", company.name, company.address, company.vat_number, company.phone, company.email};
}

std::optional<Percent> vat_on(const std::vector<VatRate>& table, Date date) {
  std::optional<Percent> percent;
  for (const VatRate& rate : table) {
    if (rate.from <= date) {
      percent = rate.percent;
    }
  }
  return percent;
}

Rates rates_on(const Client& client, const Desk& desk, Date date) {
  const Rates own = stronger(client.rates, desk.billing.rates);
  return in_force(client.contract, date) ? stronger(client.contract.rates, own) : own;
}

Coverage coverage_of(const std::vector<Invoice>& invoices, std::string_view client) {
  Coverage coverage;
  for (const Invoice& invoice : invoices) {
    const int sign = invoice.kind == InvoiceKind::credit_note ? -1 : 1;
    for (const InvoiceLine& line : invoice.lines) {
      if (invoice.client.id == client && line.covered != 0) {
        coverage[month_of(line.date)] += sign * line.covered;
      }
    }
  }
  return coverage;
}

Totals total(const std::vector<InvoiceLine>& lines, const std::vector<VatRate>& table,
             Date supplied) {
  Totals totals;
  std::map<Percent, Money> bases;
  bool taxed = false;
  if (const auto percent = vat_on(table, supplied)) {
    bases[*percent] = 0;
    taxed = true;
  }
  for (const InvoiceLine& line : lines) {
    totals.net = add(totals.net, line.amount);
    const auto percent = vat_on(table, line.date);
    Money& base = bases[percent.value_or(0)];
    base = add(base, line.amount);
    taxed = taxed || percent;
  }
  totals.gross = totals.net;
  if (!taxed) {
    return totals;
  }
  for (const auto& [percent, base] : bases) {
    totals.vat.push_back({percent, base, scale(base, percent, 100 * 100)});
    totals.gross = add(totals.gross, totals.vat.back().amount);
  }
  return totals;
}

Invoice reckon(const std::vector<Ticket>& tickets, const Client& client, const Desk& desk,
               Instant now, std::string_view by, const Coverage& used) {
  const bool zero = policy_for(client, desk) == InvoicePolicy::zero;
  const bool by_month = zero && client.contract.hours.has_value();
  const Calendar calendar = desk.calendar_named(client.calendar);
  const Billing& billing = desk.billing;
  const auto parts =
      unbilled_parts(in_order(tickets, client), calendar, is_cut_by_hours(client, desk),
                     client.rounding.value_or(billing.rounding));
  if (parts.empty()) {
    throw Error(ErrorKind::refused, fmt::format("there is no unbilled work for '{}'", client.id));
  }

  Invoice invoice = blank(client, desk, now, by);
  for (const WorkPart& part : parts) {
    const Date date = calendar.zone.date(part.from);
    invoice.lines.push_back(line_of(part, rates_on(client, desk, date), calendar.zone));
    invoice.supplied = std::max(invoice.supplied, date);
  }
  if (by_month) {
    cover_by_hours(invoice.lines, parts, client, used);
  }
  bool charges = !zero;
  for (InvoiceLine& line : invoice.lines) {
    if (zero && !by_month) {
      cover(line, client, line.billed);
    } else if (!zero || line.covered < line.billed) {
      charge(line, client);
      charges = true;
    }
  }
  invoice.kind = charges ? InvoiceKind::invoice : InvoiceKind::zero_value;
  invoice.title = charges ? "" : billing.zero_value_title;
  add_totals(invoice, billing.vat);
  check_vat_number(invoice);
  return invoice;
}

Ticket mark_billed(Ticket ticket, const Invoice& invoice) {
  const std::set<EntryKey> entries = entries_on(invoice);
  for (Work& work : ticket.work) {
    if (entries.count({ticket.id, work.id}) != 0) {
      work.invoice = invoice.number;
    }
  }
  return ticket;
}

}  // namespace tkt
