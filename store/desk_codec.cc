// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <set>

#include <fmt/core.h>

#include "model/error.h"
#include "model/holidays.h"
#include "model/ids.h"
#include "store/codec.h"
#include "store/field_reader.h"
#include "store/message_rules_codec.h"
#include "store/rates_codec.h"

namespace tkt {

namespace {

constexpr std::array<const char*, 7> kWeekdays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

Company company_from(const FieldReader& fields) {
  return {fields.required("name"), fields.text("phone"), fields.text("email"),
          fields.texts("address"), fields.text("vat-number")};
}

std::vector<Hours> hours_from(const FieldReader& fields, std::string_view key) {
  std::vector<Hours> list;
  for (const std::string& text : fields.texts(key)) {
    const auto hours = parse_hours(text);
    if (!hours) {
      fields.fail(key, text, "span of hours, as \"08:00-17:00\"");
    }
    list.push_back(*hours);
  }
  std::sort(list.begin(), list.end(),
            [](const Hours& a, const Hours& b) { return a.from < b.from; });
  for (std::size_t i = 1; i < list.size(); ++i) {
    if (list[i].from < list[i - 1].to) {
      fields.fail(key, fmt::format("{}: {} and {} overlap", key, format_hours(list[i - 1]),
                                   format_hours(list[i])));
    }
  }
  return list;
}

Zone zone_from(const FieldReader& fields) {
  const std::string name = fields.required("zone");
  try {
    return Zone(name);
  } catch (const Error&) {
    fields.fail("zone", name, "time zone, as Africa/Gaborone");
  }
}

std::vector<std::string> holidays_from(const FieldReader& fields) {
  const auto known = holiday_rule_sets();
  const auto names = fields.texts("holidays");
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      fields.fail("holidays", name, "shipped rule set");
    }
  }
  return names;
}

std::map<Date, SpecialDay> days_from(const FieldReader& fields) {
  std::map<Date, SpecialDay> days;
  const auto map = fields.map("days");
  if (!map) {
    return days;
  }
  for (const auto& [key, value] : map->node().fields) {
    const auto date = parse_date(key);
    if (!date) {
      map->fail(key, key, "day, as 2026-12-24");
    }
    const FieldReader day(value, fields);
    days[*date] = {hours_from(day, "hours"), day.text("name")};
  }
  return days;
}

Calendar calendar_from(const std::string& name, const FieldReader& fields) {
  Calendar calendar;
  calendar.name = name;
  if (name == "always") {
    fields.fail("zone", "the calendar name 'always' is taken: it is the wall clock's");
  }
  calendar.zone = zone_from(fields);
  if (const auto hours = fields.map("hours")) {
    for (const auto& [key, value] : hours->node().fields) {
      const auto day = std::find(kWeekdays.begin(), kWeekdays.end(), key);
      if (day == kWeekdays.end()) {
        hours->fail(key, key, "day of the week (mon, tue, wed, thu, fri, sat, sun)");
      }
      calendar.week[static_cast<std::size_t>(day - kWeekdays.begin())] = hours_from(*hours, key);
    }
  }
  calendar.holidays = holidays_from(fields);
  calendar.days = days_from(fields);
  return calendar;
}

PriorityRule priority_from(const std::string& name, const FieldReader& fields) {
  PriorityRule rule{name, fields.duration("respond"), fields.duration("resolve"),
                    fields.texts("examples")};
  for (const char* key : {"respond", "resolve"}) {
    if (fields.duration(key) == Seconds(0)) {
      fields.fail(key, fmt::format("{}: no time at all; leave it out for no clock", key));
    }
  }
  return rule;
}

std::optional<InvoicePolicy> parse_policy(std::string_view text) {
  return text == "zero"     ? std::optional(InvoicePolicy::zero)
         : text == "charge" ? std::optional(InvoicePolicy::charge)
                            : std::nullopt;
}

CategoryRule category_from(const std::string& name, const FieldReader& fields) {
  return {name, fields.boolean("sla", false), fields.boolean("callout", false),
          fields.parsed<InvoicePolicy>("invoice", parse_policy, "invoice policy (zero, charge)")};
}

void require_series(const FieldReader& fields, std::string_view key, const std::string& prefix) {
  const bool letters =
      std::all_of(prefix.begin(), prefix.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!letters || prefix.empty() || prefix.size() > 8) {
    fields.fail(key, prefix, "prefix: one to eight capital letters");
  }
}

std::string series_from(const FieldReader& fields, std::string_view key,
                        const std::string& otherwise) {
  const std::string prefix = fields.find(key) == nullptr ? otherwise : fields.text(key);
  require_series(fields, key, prefix);
  return prefix;
}

/// By date; one rate for each.
std::vector<VatRate> vat_from(const FieldReader& fields) {
  std::vector<VatRate> table;
  for (const FieldReader& rate : fields.maps("vat")) {
    table.push_back({rate.required_date("from"), rate.required_percent("percent")});
    const bool twice = std::count_if(table.begin(), table.end(), [&](const VatRate& other) {
                         return other.from == table.back().from;
                       }) > 1;
    if (twice) {
      rate.fail("from", fmt::format("two VAT rates from {}", format_date(table.back().from)));
    }
  }
  std::sort(table.begin(), table.end(),
            [](const VatRate& a, const VatRate& b) { return a.from < b.from; });
  return table;
}

Billing billing_from(const FieldReader& fields) {
  Billing billing;
  if (const auto rates = fields.map("rates")) {
    billing.rates = rates_from(*rates);
  }
  if (const auto rounding = fields.map("rounding")) {
    billing.rounding = rounding_from(*rounding);
  }
  billing.vat = vat_from(fields);
  billing.invoice_prefix = series_from(fields, "invoice-prefix", billing.invoice_prefix);
  billing.credit_prefix = series_from(fields, "credit-prefix", billing.credit_prefix);
  if (billing.invoice_prefix == billing.credit_prefix) {
    fields.fail("credit-prefix", "credit notes need a prefix of their own");
  }
  billing.first_number = fields.integer("first-number", 1, 1, 999'999'999);
  billing.terms = fields.text("terms");
  billing.zero_value_title = fields.text("zero-value-title");
  return billing;
}

/// A step of the chain: "letla", or {staff: letla, after: 2h}.
std::string step_from(const FieldReader& fields, const Node& item,
                      std::map<std::string, Seconds>& told_after) {
  if (item.kind != Node::Kind::map) {
    return item.scalar;
  }
  const FieldReader step(item, fields);
  std::string name = step.required("staff");
  if (const auto after = step.duration("after")) {
    told_after[name] = *after;
  }
  return name;
}

void read_escalation(const FieldReader& fields, Desk& desk) {
  const Node* const list = fields.find("escalation");
  if (list != nullptr && list->kind != Node::Kind::sequence) {
    fields.fail("escalation", "escalation: a list was expected");
  }
  if (list == nullptr) {
    return;
  }
  std::set<std::string> once;
  for (const Node& item : list->items) {
    const std::string name = step_from(fields, item, desk.told_after);
    if (!is_short_name(name)) {
      fields.fail("escalation", name, "short name of a member of staff");
    }
    if (!once.insert(name).second) {
      fields.fail("escalation", fmt::format("escalation: '{}' is there twice", name));
    }
    desk.escalation.push_back(name);
  }
}

/// Three capital letters, as ISO 4217 has them.
std::string currency_from(const FieldReader& fields) {
  std::string currency = fields.required("currency");
  if (currency.size() != 3 ||
      currency.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string::npos) {
    fields.fail("currency", currency, "currency, as BWP");
  }
  return currency;
}

std::vector<RemoteTool> remote_from(const FieldReader& fields) {
  std::vector<RemoteTool> tools;
  if (const auto remote = fields.map("remote")) {
    for (const auto& [system, value] : remote->node().fields) {
      const FieldReader tool(value, fields);
      tools.push_back({system, tool.required("tool"), tool.text("url")});
    }
  }
  return tools;
}

template <class Rule>
std::vector<Rule> rules_from(const FieldReader& fields, std::string_view key,
                             Rule (*read)(const std::string&, const FieldReader&)) {
  std::vector<Rule> rules;
  if (const auto map = fields.map(key)) {
    for (const auto& [name, value] : map->node().fields) {
      if (!is_short_name(name)) {
        map->fail(name, name, "name (lower-case letters, digits and single dashes)");
      }
      rules.push_back(read(name, FieldReader(value, fields)));
    }
  }
  if (rules.empty()) {
    fields.fail(key, fmt::format("'{}' is missing", key));
  }
  return rules;
}

}  // namespace

Desk desk_from(const Node& root, std::string_view path, AskedKeys* asked) {
  const FieldReader fields(root, path, asked);
  Desk desk;
  desk.company = company_from(fields.required_map("company"));
  desk.prefix = fields.required("prefix");
  require_series(fields, "prefix", desk.prefix);
  desk.currency = currency_from(fields);
  desk.calendar = fields.required("calendar");
  for (Calendar& calendar : rules_from<Calendar>(fields, "calendars", calendar_from)) {
    desk.calendars.emplace(calendar.name, std::move(calendar));
  }
  if (desk.calendars.count(desk.calendar) == 0) {
    fields.fail("calendar", desk.calendar, "calendar of this desk");
  }
  desk.priorities = rules_from<PriorityRule>(fields, "priorities", priority_from);
  desk.categories = rules_from<CategoryRule>(fields, "categories", category_from);
  desk.warn = fields.integer("warn", 75, 1, 100);
  read_escalation(fields, desk);
  if (const auto billing = fields.map("billing")) {
    desk.billing = billing_from(*billing);
  }
  desk.remote = remote_from(fields);
  if (const auto messages = fields.map("messages")) {
    desk.deliverer = messages->text("machine");
    desk.messages = message_rules_from(*messages);
  }
  if (const auto sync = fields.map("sync")) {
    desk.sync_auto = sync->boolean("auto", false);
  }
  return desk;
}

}  // namespace tkt
