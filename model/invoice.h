// SPDX-License-Identifier: MIT
//
// Reckoning of invoices and credit notes: rounding, rates, VAT, totals; all in integer minor units
// and seconds. See tkt-desk(5).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/client.h"
#include "model/desk.h"
#include "model/money.h"
#include "model/ticket.h"

namespace tkt {

enum class InvoiceKind { invoice, zero_value, credit_note };
[[nodiscard]] std::string_view to_string(
    InvoiceKind kind);  ///< "invoice", "zero-value", "credit-note"
[[nodiscard]] std::optional<InvoiceKind> parse_invoice_kind(std::string_view text);

/// Supplier or client as they were on the day of issue.
struct Party {
  std::string id;  ///< the client's short name; empty for the supplier
  std::string name;
  std::vector<std::string> address;
  std::string vat_number;
  std::string phone;  ///< supplier only
  std::string email;  ///< supplier only
  bool operator==(const Party&) const = default;
};

/// One line: one work entry, or the part of it before or after the calendar's boundary. Always
/// rate * billed / 60 == amount + allowance + discount, rounded half up; on a credit note all three
/// have the other sign.
struct InvoiceLine {
  TicketId ticket;
  std::string work;  ///< the work entry's ID
  std::string by;
  Date date{};              ///< of the work, in the calendar's zone
  std::string description;  ///< the ticket's subject and the work's note
  int minutes = 0;          ///< worked
  int billed = 0;           ///< minutes after rounding
  std::optional<Money>
      rate;             ///< per hour; none where the desk has no rates (zero-value invoices only)
  Money amount = 0;     ///< what is charged: what is left of the worth; negative on a credit note
  Money allowance = 0;  ///< what the contract covers
  Money discount = 0;   ///< what the client's discount takes off
  int covered = 0;      ///< billed minutes out of a contract that covers so many in a month
  std::optional<Percent> vat;  ///< its rate, where the document has several
  /// "normal rate", "after hours: weekend", "covered by contract C-17", "after hours: weekend;
  /// covered by contract C-17".
  std::string reason;
  bool operator==(const InvoiceLine&) const = default;
};

struct VatTotal {
  Percent percent = 0;
  Money base = 0;
  Money amount = 0;
  bool operator==(const VatTotal&) const = default;
};

struct Totals {
  Money net = 0;
  std::vector<VatTotal> vat;
  Money gross = 0;
  bool operator==(const Totals&) const = default;
};

/// invoices/YYYY/NUMBER.yaml: issued once, never changed.
struct Invoice {
  std::string number;  ///< "INV-2026-000042"; empty in a preview
  InvoiceKind kind = InvoiceKind::invoice;
  Instant issued;
  std::string by;     ///< the Helpdesk Manager who issued it
  std::string title;  ///< instead of the form's own
  Date supplied{};    ///< date of supply: the last work's day
  Party client;
  Party supplier;
  std::string currency;
  std::vector<InvoiceLine> lines;
  Totals totals;
  std::string credits;  ///< of a credit note: the number it mends
  std::string reason;   ///< of a credit note
  std::string terms;
  std::string draft;  ///< issued through a remote: the ID by which its command finds it again
  bool operator==(const Invoice&) const = default;
};

/// Billed minutes for worked ones. Zero stays zero. up, down, nearest (half up) to the unit (one of
/// zero rounds nothing); then at least the minimum. Throws Error{refused} for a unit or minimum
/// that is not in whole minutes.
[[nodiscard]] int round_minutes(int minutes, const Rounding& rounding);

/// The VAT rate in force on a day; nullopt where the table is empty or begins later.
[[nodiscard]] std::optional<Percent> vat_on(const std::vector<VatRate>& table, Date date);

/// The totals of lines: net, one VAT total per rate (that of the line's day, rounded half up once),
/// gross. Without a VAT table, and for work before it begins: no VAT. Without lines the rate is
/// that of `supplied`.
[[nodiscard]] Totals total(const std::vector<InvoiceLine>& lines, const std::vector<VatRate>& table,
                           Date supplied);

/// The prices for a client's work on a day: the contract's where it is in force, then the client's,
/// then the desk's, each of the two by itself.
[[nodiscard]] Rates rates_on(const Client& client, const Desk& desk, Date date);

/// By month ("2026-11"): billed minutes that a contract has covered.
using Coverage = std::map<std::string, int>;
/// What the lines of a client's documents use of the contract's hours, less what credit notes gave
/// back.
[[nodiscard]] Coverage coverage_of(const std::vector<Invoice>& invoices, std::string_view client);

/// The company as it stands on documents now.
[[nodiscard]] Party supplier_party(const Desk& desk);

/// An invoice, without a number, for the unbilled billable work of these tickets, all of one
/// client; lines by ticket in order of opening, then by start. Zero-value by the client's category,
/// as long as its contract covers all; `used` is what it has covered already, and further work
/// counts in the order in which it was done.
/// Throws Error{refused}: nothing to bill; a ticket of another client; a work entry that is
/// negative or longer than a year; a charge to make and no rate on the desk; VAT to charge and no
/// VAT number of the company.
[[nodiscard]] Invoice reckon(const std::vector<Ticket>& tickets, const Client& client,
                             const Desk& desk, Instant now, std::string_view by,
                             const Coverage& used = {});

/// A work entry of a ticket.
using EntryKey = std::pair<TicketId, std::string>;
[[nodiscard]] std::set<EntryKey> entries_on(const Invoice& invoice);

/// What of an invoice is taken back.
struct CreditPart {
  std::vector<Invoice> earlier;  ///< the notes that it has already, in the order of their issue
  std::set<EntryKey> entries;    ///< with all their lines; empty: all that is left
};

/// The note that takes an invoice or a part of it back, line by line and at the invoice's own VAT
/// rates, without a number. Notes that take back all lines take back all VAT, to the last minor
/// unit. Throws Error{refused} for a credit note, and for what was taken back already.
[[nodiscard]] Invoice credit_note(const Invoice& invoice, std::string_view reason, const Desk& desk,
                                  Instant now, std::string_view by, const CreditPart& part = {});

/// "INV-2026-000042": at least six digits.
[[nodiscard]] std::string invoice_number(std::string_view prefix, int year, int serial);
struct SeriesNumber {
  std::string prefix;
  int year;
  int serial;
  bool operator==(const SeriesNumber&) const = default;
};
/// What `invoice_number` writes for a prefix of 1 to 8 capital letters and digits, a letter first,
/// a year of four digits and a serial from 1 to 999999999; anything else: nullopt.
[[nodiscard]] std::optional<SeriesNumber> parse_invoice_number(std::string_view text);

/// The number of the latest year and highest serial in that series; nullopt where it has none.
[[nodiscard]] std::optional<std::string> last_of_series(const std::vector<std::string>& numbers,
                                                        std::string_view prefix);

/// The serial that follows the highest of `numbers` in that series and year. A year without any
/// begins with 1, or where the series has no number at all, with `first`.
[[nodiscard]] int next_serial(const std::vector<std::string>& numbers, std::string_view prefix,
                              int year, int first);

/// The ticket with the entries on the invoice's lines carrying its number, which is what an
/// invoice's commit does; and with the entries on the credit note's lines unbilled again, which is
/// what a credit note's does.
[[nodiscard]] Ticket mark_billed(Ticket ticket, const Invoice& invoice);
[[nodiscard]] Ticket free_billed(Ticket ticket, const Invoice& note);

}  // namespace tkt
