// SPDX-License-Identifier: MIT
#include "cmd/invoice_text.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "cmd/io.h"
#include "cmd/wrap.h"

namespace tkt {
namespace {

constexpr int kWidth = 80;
constexpr int kHalf = 39;  // of two columns side by side, two spaces between them

using Lines = std::vector<std::string>;

std::string minutes_text(int count) {
  return format_duration(std::chrono::minutes(count));
}

std::string without_spaces_at_end(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

void add_wrapped(Lines& lines, std::string_view text, int width, std::string_view indent = "") {
  for (const std::string& line : wrapped(text, width - static_cast<int>(indent.size()))) {
    lines.push_back(std::string(indent) + line);
  }
}

Lines party_lines(std::string_view heading, const Party& party) {
  Lines lines = {std::string(heading)};
  add_wrapped(lines, party.name, kHalf);
  for (const std::string& line : party.address) {
    add_wrapped(lines, line, kHalf);
  }
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) {
      add_wrapped(lines, fmt::format("{} {}", name, value), kHalf);
    }
  };
  add("VAT number", party.vat_number);
  add("Telephone", party.phone);
  add("Email", party.email);
  return lines;
}

/// Two blocks of lines, one beside the other.
Lines beside(const Lines& left, const Lines& right) {
  Lines lines;
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    lines.push_back(
        without_spaces_at_end(pad_right(i < left.size() ? left[i] : "", kWidth - kHalf) +
                              (i < right.size() ? right[i] : "")));
  }
  return lines;
}

/// Who bills whom, and when.
Lines head(const Invoice& invoice, const Zone& zone) {
  Lines lines = beside({invoice_title(invoice)}, {pad_left(printable_line(invoice.number), kHalf)});
  lines.emplace_back(kWidth, '=');
  for (std::string& line :
       beside(party_lines("From:", invoice.supplier), party_lines("To:", invoice.client))) {
    lines.push_back(std::move(line));
  }
  lines.emplace_back();
  lines.push_back("Date of issue:  " + format_date(zone.date(invoice.issued)));
  lines.push_back("Date of supply: " + format_date(invoice.supplied));
  lines.push_back("Currency:       " + printable_line(invoice.currency));
  if (!invoice.by.empty()) {
    lines.push_back("Issued by:      " + printable_line(invoice.by));
  }
  lines.emplace_back();
  return lines;
}

void add_remarks(Lines& lines, const Invoice& invoice) {
  const auto remarks = invoice_remarks(invoice);
  for (const std::string& remark : remarks) {
    add_wrapped(lines, remark, kWidth);
  }
  if (!remarks.empty()) {
    lines.emplace_back();
  }
}

/// A line of the table. The worth's column is there where the contract covers something.
std::string table_line(const Lines& cells, bool with_worth) {
  std::string line = pad_right(cells[0], 15) + " " + pad_right(cells[1], 10);
  line += pad_left(cells[2], 9) + pad_left(cells[3], 9);
  for (std::size_t i = 4; i < cells.size(); ++i) {
    if (i != 5 || with_worth) {
      line += " " + pad_left(cells[i], with_worth ? 11 : 17);
    }
  }
  return line;
}

void add_line(Lines& lines, const InvoiceLine& line, bool with_worth) {
  lines.push_back(
      table_line({printable_line(line.ticket), format_date(line.date), minutes_text(line.minutes),
                  minutes_text(line.billed), line.rate ? format_money(*line.rate) : "-",
                  format_money(worth_of(line)), format_money(line.amount)},
                 with_worth));
  add_wrapped(lines, line.description, kWidth, "  ");
  add_wrapped(lines, fmt::format("{}; by {}", line.reason, line.by), kWidth, "  ");
}

void add_table(Lines& lines, const Invoice& invoice) {
  const bool with_worth = shows_worth(invoice);
  lines.push_back(table_line(
      {"Ticket", "Date", "Worked", "Billed", "Rate per h", "Worth", "Amount"}, with_worth));
  lines.emplace_back(kWidth, '-');
  for (const InvoiceLine& line : invoice.lines) {
    add_line(lines, line, with_worth);
  }
  lines.emplace_back(kWidth, '-');
}

void add_sums(Lines& lines, const Invoice& invoice) {
  lines.push_back("Time spent: " + time_spent(invoice));
  for (const InvoiceSum& sum : invoice_sums(invoice)) {
    lines.push_back(pad_left(printable_line(sum.name), kWidth - 18) +
                    pad_left(format_money(sum.amount), 18));
  }
}

void add_terms(Lines& lines, const Invoice& invoice) {
  if (!invoice.terms.empty()) {
    lines.emplace_back();
  }
  for (const std::string& line : invoice_terms(invoice)) {
    add_wrapped(lines, line, kWidth);
  }
}

bool charges_vat(const Invoice& invoice) {
  return std::any_of(invoice.totals.vat.begin(), invoice.totals.vat.end(),
                     [](const VatTotal& vat) { return vat.amount != 0; });
}

Money sum_of(const Invoice& invoice, Money InvoiceLine::*column) {
  return std::accumulate(
      invoice.lines.begin(), invoice.lines.end(), Money{0},
      [&](Money sum, const InvoiceLine& line) { return add(sum, line.*column); });
}

}  // namespace

std::string invoice_title(const Invoice& invoice) {
  if (!invoice.title.empty()) {
    return printable_line(invoice.title);
  }
  switch (invoice.kind) {
    case InvoiceKind::invoice: return charges_vat(invoice) ? "Tax Invoice" : "Invoice";
    case InvoiceKind::zero_value: return "Zero-value invoice";
    case InvoiceKind::credit_note: return "Credit note";
  }
  return "";
}

std::vector<std::string> invoice_remarks(const Invoice& invoice) {
  std::vector<std::string> remarks;
  if (invoice.number.empty()) {
    remarks.emplace_back("This is a preview: nothing has been issued.");
  }
  if (invoice.kind == InvoiceKind::zero_value) {
    remarks.push_back(
        "This work is covered by the contract: there is nothing to pay. Time spent: " +
        time_spent(invoice) + ".");
  }
  if (invoice.kind == InvoiceKind::credit_note) {
    remarks.push_back("This note takes back what stands below, of " + invoice.credits + ".");
    remarks.push_back("Reason: " + invoice.reason);
  }
  return remarks;
}

std::vector<std::string> invoice_terms(const Invoice& invoice) {
  std::vector<std::string> lines;
  for (std::string_view rest = invoice.terms; !rest.empty();) {
    lines.emplace_back(rest.substr(0, rest.find('\n')));
    rest.remove_prefix(std::min(lines.back().size() + 1, rest.size()));
  }
  return lines;
}

bool shows_worth(const Invoice& invoice) {
  return std::any_of(invoice.lines.begin(), invoice.lines.end(), [](const InvoiceLine& line) {
    return line.allowance != 0 || line.discount != 0;
  });
}

Money worth_of(const InvoiceLine& line) {
  return add(add(line.amount, line.allowance), line.discount);
}

std::vector<InvoiceSum> invoice_sums(const Invoice& invoice) {
  std::vector<InvoiceSum> sums;
  if (shows_worth(invoice)) {
    const Money allowance = sum_of(invoice, &InvoiceLine::allowance);
    const Money discount = sum_of(invoice, &InvoiceLine::discount);
    sums.push_back({"Worth", add(add(invoice.totals.net, allowance), discount)});
    if (allowance != 0) {
      sums.push_back({"Covered by the contract", -allowance});
    }
    if (discount != 0) {
      sums.push_back({"Discount", -discount});
    }
  }
  sums.push_back({"Net", invoice.totals.net});
  for (const VatTotal& vat : invoice.totals.vat) {
    sums.push_back(
        {fmt::format("VAT {} % of {}", format_percent(vat.percent), format_money(vat.base)),
         vat.amount});
  }
  sums.push_back({"Total " + invoice.currency, invoice.totals.gross});
  return sums;
}

std::string time_spent(const Invoice& invoice) {
  std::chrono::minutes sum{0};
  for (const InvoiceLine& line : invoice.lines) {
    sum += std::chrono::minutes(line.minutes);
  }
  return format_duration(sum);
}

std::string invoice_text(const Invoice& invoice, const Zone& zone) {
  Lines lines = head(invoice, zone);
  add_remarks(lines, invoice);
  add_table(lines, invoice);
  add_sums(lines, invoice);
  add_terms(lines, invoice);
  std::string text;
  for (const std::string& line : lines) {
    text += line + "\n";
  }
  return text;
}

}  // namespace tkt
