// SPDX-License-Identifier: MIT
#include "cmd/paid.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cmd/book.h"
#include "cmd/find.h"
#include "cmd/json.h"
#include "model/error.h"
#include "store/codec.h"

namespace tkt {
namespace {

Date day_of(const PaidOptions& options, Context& context, const Invoice& invoice) {
  const Date today = context.zone().date(context.now());
  const auto day = options.on.empty() ? today : parse_date(options.on);
  if (!day) {
    throw Error(ErrorKind::usage, "--on: '" + options.on + "' is no day", "write it as 2026-11-23");
  }
  if (*day > today) {
    throw Error(ErrorKind::refused, "--on: " + format_date(*day) + " is still to come");
  }
  if (*day < context.zone().date(invoice.issued)) {
    context.warn(format_date(*day) + " lies before the day of issue of '" + invoice.number + "'");
  }
  return *day;
}

Money amount_of(const PaidOptions& options, Money open) {
  if (options.amount.empty()) {
    return open;
  }
  const auto amount = parse_money(options.amount);
  if (!amount || *amount == 0) {
    throw Error(ErrorKind::usage, "--amount: '" + options.amount + "' is no amount",
                "write it as 641.25");
  }
  return *amount;
}

/// Throws where there is nothing to pay.
void check_payable(const Invoice& invoice, Money open, bool mends) {
  if (invoice.kind != InvoiceKind::invoice) {
    throw Error(ErrorKind::refused,
                fmt::format("'{}' is a {}: there is nothing to pay", invoice.number,
                            invoice.kind == InvoiceKind::credit_note ? "credit note"
                                                                     : "zero-value invoice"));
  }
  if (open <= 0 && !mends) {
    throw Error(ErrorKind::refused, fmt::format("nothing of '{}' is open", invoice.number),
                "'tkt invoices' shows what is; money beyond it is recorded with --amount");
  }
}

}  // namespace

Exit run(const PaidOptions& options, Context& context) {
  context.require_manager("record a payment");
  Change change = context.change();
  const Invoice invoice = find_invoice(change.snapshot(), options.number).value;
  const Book book = read_book(change.snapshot());
  const InvoiceAccount account = invoice.kind == InvoiceKind::credit_note
                                     ? InvoiceAccount{}
                                     : book.accounts.at(invoice.number);
  check_payable(invoice, account.open(), !options.amount.empty());
  const Payment payment{
      draw_entry_id(context.random),      invoice.number, day_of(options, context, invoice),
      amount_of(options, account.open()), context.now(),  context.actor().id};
  const Money left = add(account.open(), -payment.amount);
  change.create(payment);
  const std::string told =
      fmt::format("{} {}", format_money(payment.amount), printable_line(invoice.currency));
  const std::string subject = fmt::format("paid {}: {} on {} [{}, by {}]", invoice.number, told,
                                          format_date(payment.on), invoice.client.id, payment.by);
  if (context.commit(change, subject,
                     {{"Invoice", invoice.number}, {"Client", invoice.client.id}})) {
    if (options.json) {
      Json json = to_json(to_node(payment, context.zone()));
      json["currency"] = invoice.currency;
      context.io.out.raw(dump(json));
    }
    if (left < 0) {
      context.warn(fmt::format("{} more than is owed was paid for '{}'", format_money(-left),
                               invoice.number));
    }
    context.io.err.line(fmt::format("noted {} for {} on {}; open: {}", told, invoice.number,
                                    format_date(payment.on), format_money(left)));
  }
  return Exit::done;
}

}  // namespace tkt
