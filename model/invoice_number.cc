// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <tuple>

#include <fmt/format.h>

#include "model/invoice.h"

namespace tkt {
namespace {

bool is_prefix(std::string_view text) {
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && text.size() <= 8 && capital(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return capital(c) || digit(c); });
}

/// The digits of a number, all of them; 0 for anything else.
int read_number(std::string_view digits) {
  int value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  return error == std::errc() && stop == end ? value : 0;
}

}  // namespace

std::string_view to_string(InvoiceKind kind) {
  switch (kind) {
    case InvoiceKind::invoice: return "invoice";
    case InvoiceKind::zero_value: return "zero-value";
    case InvoiceKind::credit_note: return "credit-note";
  }
  return "";
}

std::optional<InvoiceKind> parse_invoice_kind(std::string_view text) {
  for (const auto kind :
       {InvoiceKind::invoice, InvoiceKind::zero_value, InvoiceKind::credit_note}) {
    if (to_string(kind) == text) {
      return kind;
    }
  }
  return std::nullopt;
}

std::string invoice_number(std::string_view prefix, int year, int serial) {
  return fmt::format("{}-{:04}-{:06}", prefix, year, serial);
}

std::optional<SeriesNumber> parse_invoice_number(std::string_view text) {
  const std::string_view prefix = text.substr(0, text.find('-'));
  if (!is_prefix(prefix) || text.size() < prefix.size() + 12 || text.size() > prefix.size() + 15) {
    return std::nullopt;
  }
  const int year = read_number(text.substr(prefix.size() + 1, 4));
  const int serial = read_number(text.substr(prefix.size() + 6));
  // Written anew it is the same, or it was no number: this catches every other spelling.
  if (year < 1 || serial < 1 || invoice_number(prefix, year, serial) != text) {
    return std::nullopt;
  }
  return SeriesNumber{std::string(prefix), year, serial};
}

std::optional<std::string> last_of_series(const std::vector<std::string>& numbers,
                                          std::string_view prefix) {
  std::optional<SeriesNumber> last;
  for (const std::string& text : numbers) {
    const auto number = parse_invoice_number(text);
    if (number && number->prefix == prefix &&
        (!last || std::tie(number->year, number->serial) > std::tie(last->year, last->serial))) {
      last = number;
    }
  }
  return last ? std::optional(invoice_number(last->prefix, last->year, last->serial))
              : std::nullopt;
}

int next_serial(const std::vector<std::string>& numbers, std::string_view prefix, int year,
                int first) {
  int highest = 0;
  for (const std::string& text : numbers) {
    const auto number = parse_invoice_number(text);
    if (number && number->prefix == prefix) {
      first = 1;  // a year that is not the series' first
      highest = number->year == year ? std::max(highest, number->serial) : highest;
    }
  }
  return highest == 0 ? first : highest + 1;
}

}  // namespace tkt
