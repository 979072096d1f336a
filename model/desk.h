// SPDX-License-Identifier: MIT
//
// The policy of a desk: what desk.yaml says. See tkt-desk(5).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/calendar.h"
#include "model/instant.h"
#include "model/message_rules.h"
#include "model/money.h"
#include "model/rates.h"

namespace tkt {

/// The company that runs the desk, as it stands on invoices and in messages.
struct Company {
  std::string name;
  std::string phone;
  std::string email;
  std::vector<std::string> address;
  std::string vat_number;
  bool operator==(const Company&) const = default;
};

/// One priority; their order on the desk is their urgency.
struct PriorityRule {
  std::string name;
  std::optional<Seconds> respond;  ///< working time to the first response; none: no clock
  std::optional<Seconds> resolve;  ///< working time to the solution; none: no such target
  std::vector<std::string> examples;
  bool operator==(const PriorityRule&) const = default;
};

enum class InvoicePolicy { zero, charge };

/// A category of clients: what they are entitled to.
struct CategoryRule {
  std::string name;
  bool sla = false;
  bool callout = false;
  InvoicePolicy invoice = InvoicePolicy::charge;
  bool operator==(const CategoryRule&) const = default;
};

/// A VAT rate and the first day it holds.
struct VatRate {
  Date from;
  Percent percent = 0;
  bool operator==(const VatRate&) const = default;
};

struct Billing {
  Rates rates;
  Rounding rounding;
  std::vector<VatRate> vat;  ///< by date; empty: the company is not registered
  std::string invoice_prefix = "INV";
  std::string credit_prefix = "CN";
  int first_number = 1;
  std::string terms;             ///< printed at the foot of an invoice
  std::string zero_value_title;  ///< of a zero-value invoice; empty: the form's own
  bool operator==(const Billing&) const = default;
};

/// What a client is told to download, for one operating system.
struct RemoteTool {
  std::string system;  ///< "windows", "mac"
  std::string tool;
  std::string url;
  bool operator==(const RemoteTool&) const = default;
};

struct Desk {
  Company company;
  std::string prefix;    ///< of ticket IDs
  std::string currency;  ///< ISO 4217
  std::string calendar;  ///< the one used where a client names no other
  std::map<std::string, Calendar> calendars;
  std::vector<PriorityRule> priorities;  ///< most urgent first
  std::vector<CategoryRule> categories;
  int warn = 75;                        ///< percent of the working time used up
  std::vector<std::string> escalation;  ///< staff, in order
  /// How long after a broken promise a member of the chain is told of it; none: not by itself.
  std::map<std::string, Seconds> told_after;
  Billing billing;
  std::vector<RemoteTool> remote;
  std::string deliverer;  ///< host name of the one machine that delivers messages; empty: any
                          ///< (`messages: {machine: NAME}`)
  MessageRules messages;
  bool sync_auto = false;
  bool operator==(const Desk&) const = default;

  /// nullptr where the desk has none of that name.
  [[nodiscard]] const PriorityRule* priority(std::string_view name) const;
  [[nodiscard]] const CategoryRule* category(std::string_view name) const;
  /// 0 for the most urgent; the number of priorities for an unknown one.
  [[nodiscard]] int urgency(std::string_view priority) const;
  /// The calendar of that name; "always" is the wall clock, empty the desk's own. Throws
  /// Error{refused} for an unknown one.
  [[nodiscard]] Calendar calendar_named(std::string_view name) const;
  /// The zone of the desk's own calendar: files are dated and times are shown in it.
  [[nodiscard]] const Zone& zone() const;
};

}  // namespace tkt
