// SPDX-License-Identifier: MIT
#include "model/ledger.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include "model/invoice_rules.h"

namespace tkt {
namespace {

using Problems = std::vector<Problem>;

/// More missing numbers than this are told by their first and last.
constexpr int kMostMissing = 20;

bool is_on(const InvoiceLine& line, const Ticket& ticket) {
  return line.ticket == ticket.id || std::find(ticket.formerly.begin(), ticket.formerly.end(),
                                               line.ticket) != ticket.formerly.end();
}

bool bills(const Invoice& invoice, const Ticket& ticket, const Work& work) {
  return std::any_of(invoice.lines.begin(), invoice.lines.end(), [&](const InvoiceLine& line) {
    return line.work == work.id && is_on(line, ticket);
  });
}

/// The minutes of an entry on all lines that it has there.
int minutes_on(const Invoice& invoice, const InvoiceLine& like) {
  int minutes = 0;
  for (const InvoiceLine& line : invoice.lines) {
    minutes += line.ticket == like.ticket && line.work == like.work ? line.minutes : 0;
  }
  return minutes;
}

void add_gap(std::vector<std::string>& missing, const SeriesNumber& series, int from, int to) {
  if (to - from >= kMostMissing) {
    missing.push_back(invoice_number(series.prefix, series.year, from) + " to " +
                      invoice_number(series.prefix, series.year, to));
    return;
  }
  for (int serial = from; serial <= to; ++serial) {
    missing.push_back(invoice_number(series.prefix, series.year, serial));
  }
}

/// The serial that a series begins with, in its only year or in one that follows others; nullopt
/// where any may have been the first.
std::optional<int> first_serial(const std::string& prefix, const Billing& billing, bool only) {
  if (prefix == billing.credit_prefix) {
    return 1;
  }
  return prefix == billing.invoice_prefix ? std::optional(only ? billing.first_number : 1)
                                          : std::nullopt;
}

}  // namespace

void Ledger::add(const Invoice& invoice) {
  invoices_.emplace(invoice.number, invoice);
  if (!invoice.credits.empty()) {
    notes_[invoice.credits].insert(invoice.number);
    credited_[invoice.credits].merge(entries_on(invoice));
  }
}

void Ledger::add(const Ticket& ticket) {
  std::vector<TicketId> ids = ticket.formerly;
  ids.push_back(ticket.id);
  for (const TicketId& id : ids) {
    auto& entries = work_[id];
    for (const Work& work : ticket.work) {
      entries.emplace(work.id, work);
    }
  }
}

void Ledger::add_unread(const TicketId& id) {
  unread_.insert(id);
}

Problems Ledger::check(const Ticket& ticket) const {
  Problems problems;
  int item = -1;
  const auto tell = [&](std::string what) { problems.push_back({std::move(what), "work", item}); };
  for (const Work& work : ticket.work) {
    ++item;
    const auto invoice = invoices_.find(work.invoice);
    if (invoice == invoices_.end()) {
      continue;
    }
    if (!work.billable) {
      tell(fmt::format("work '{}' is billed by '{}', but is not billable", work.id, work.invoice));
    }
    if (!bills(invoice->second, ticket, work)) {
      tell(fmt::format("work '{}' is billed by '{}', which has no line for it", work.id,
                       work.invoice));
    }
    const auto taken_back = [&](const TicketId& id) {
      return is_credited(work.invoice, {id, work.id});
    };
    if (taken_back(ticket.id) || std::ranges::any_of(ticket.formerly, taken_back)) {
      tell(fmt::format("work '{}' is billed by '{}', which was credited", work.id, work.invoice));
    }
  }
  return problems;
}

Problems Ledger::check(const Invoice& invoice) const {
  if (invoice.kind == InvoiceKind::credit_note) {
    return check_note(invoice);
  }
  Problems problems;
  std::set<std::pair<TicketId, std::string>> seen;  // an entry may have several lines
  int item = -1;
  for (const InvoiceLine& line : invoice.lines) {
    ++item;
    if (!seen.insert({line.ticket, line.work}).second) {
      continue;
    }
    if (std::string what = line_problem(invoice, line); !what.empty()) {
      problems.push_back({std::move(what), "lines", item});
    }
  }
  return problems;
}

std::string Ledger::line_problem(const Invoice& invoice, const InvoiceLine& line) const {
  if (unread_.count(line.ticket) != 0) {
    return "";
  }
  const auto ticket = work_.find(line.ticket);
  if (ticket == work_.end()) {
    return fmt::format("ticket '{}' is not on the desk", line.ticket);
  }
  if (is_credited(invoice.number, {line.ticket, line.work})) {
    return "";  // the work is free again, and may have changed
  }
  const auto found = ticket->second.find(line.work);
  if (found == ticket->second.end()) {
    return fmt::format("ticket '{}' has no work '{}'", line.ticket, line.work);
  }
  const Work& work = found->second;
  if (work.invoice.empty()) {
    return fmt::format("work '{}' of '{}' is not marked as billed", line.work, line.ticket);
  }
  if (work.invoice != invoice.number) {
    return fmt::format("work '{}' of '{}' is billed by '{}' too", line.work, line.ticket,
                       work.invoice);
  }
  if (const int minutes = minutes_on(invoice, line); minutes != work.minutes) {
    return fmt::format("work '{}' of '{}' took {} minutes, but {} are on the invoice", line.work,
                       line.ticket, work.minutes, minutes);
  }
  return work.by == line.by ? ""
                            : fmt::format("work '{}' of '{}' is by '{}', not by '{}'", line.work,
                                          line.ticket, work.by, line.by);
}

std::vector<Invoice> Ledger::notes_of(const std::string& number) const {
  std::vector<Invoice> notes;
  for (const std::string& note : notes_.at(number)) {
    notes.push_back(invoices_.at(note));
  }
  std::ranges::stable_sort(notes, {}, &Invoice::issued);
  return notes;
}

bool Ledger::is_credited(const std::string& number, const EntryKey& entry) const {
  const auto found = credited_.find(number);
  return found != credited_.end() && found->second.count(entry) != 0;
}

Problems Ledger::check_note(const Invoice& note) const {
  const auto invoice = invoices_.find(note.credits);
  if (invoice == invoices_.end()) {
    return {};
  }
  std::vector<Invoice> earlier = notes_of(note.credits);
  const auto own = std::ranges::find(earlier, note.number, &Invoice::number);
  earlier.erase(own, earlier.end());
  return mirror_violations(note, invoice->second, earlier);
}

std::vector<std::string> missing_numbers(const std::set<std::string>& numbers,
                                         const Billing& billing) {
  std::map<std::string, std::map<int, std::set<int>>> series;
  for (const std::string& text : numbers) {
    if (const auto number = parse_invoice_number(text)) {
      series[number->prefix][number->year].insert(number->serial);
    }
  }
  std::vector<std::string> missing;
  for (const auto& [prefix, years] : series) {
    for (const auto& [year, serials] : years) {
      const bool only = years.size() == 1;
      const bool later = year != years.begin()->first;
      const auto first = only || later ? first_serial(prefix, billing, only) : std::nullopt;
      int next = first.value_or(*serials.begin());
      for (const int serial : serials) {
        if (serial > next) {
          add_gap(missing, {prefix, year, 0}, next, serial - 1);
        }
        next = std::max(next, serial + 1);
      }
    }
  }
  return missing;
}

}  // namespace tkt
