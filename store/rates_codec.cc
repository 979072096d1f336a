// SPDX-License-Identifier: MIT
#include "store/rates_codec.h"

#include "store/entries.h"

namespace tkt {
namespace {

std::optional<RoundingMode> parse_mode(std::string_view text) {
  return text == "up"        ? std::optional(RoundingMode::up)
         : text == "down"    ? std::optional(RoundingMode::down)
         : text == "nearest" ? std::optional(RoundingMode::nearest)
                             : std::nullopt;
}

std::optional<RoundingScope> parse_scope(std::string_view text) {
  return text == "entry"    ? std::optional(RoundingScope::entry)
         : text == "ticket" ? std::optional(RoundingScope::ticket)
         : text == "day"    ? std::optional(RoundingScope::day)
                            : std::nullopt;
}

std::optional<Money> rate_from(const FieldReader& fields, std::string_view key) {
  const auto rate = fields.money(key);
  if (rate && *rate < 0) {
    fields.fail(key, fields.text(key), "rate of 0.00 or more");
  }
  return rate;
}

std::string mode_text(RoundingMode mode) {
  switch (mode) {
    case RoundingMode::up: return "up";
    case RoundingMode::down: return "down";
    case RoundingMode::nearest: return "nearest";
  }
  return "";
}

std::string scope_text(RoundingScope scope) {
  switch (scope) {
    case RoundingScope::entry: return "entry";
    case RoundingScope::ticket: return "ticket";
    case RoundingScope::day: return "day";
  }
  return "";
}

}  // namespace

Rates rates_from(const FieldReader& fields) {
  return {rate_from(fields, "normal"), rate_from(fields, "after-hours")};
}

Rounding rounding_from(const FieldReader& fields) {
  Rounding rounding;
  rounding.unit = fields.duration("unit").value_or(rounding.unit);
  rounding.minimum = fields.duration("minimum").value_or(rounding.minimum);
  for (const char* key : {"unit", "minimum"}) {
    const Seconds length = key == std::string_view("unit") ? rounding.unit : rounding.minimum;
    if (length.count() % 60 != 0 || (key == std::string_view("unit") && length.count() == 0)) {
      fields.fail(key, fields.text(key), "number of whole minutes, as 15m");
    }
  }
  if (fields.find("mode") != nullptr) {
    rounding.mode = fields.parsed<RoundingMode>("mode", parse_mode, "mode (up, down, nearest)");
  }
  if (fields.find("scope") != nullptr) {
    rounding.scope =
        fields.parsed<RoundingScope>("scope", parse_scope, "scope (entry, ticket, day)");
  }
  return rounding;
}

Node to_node(const Rates& rates) {
  Entries entries;
  if (rates.normal) {
    entries.emplace_back("normal", Node::quoted(format_money(*rates.normal)));
  }
  if (rates.after_hours) {
    entries.emplace_back("after-hours", Node::quoted(format_money(*rates.after_hours)));
  }
  return Node::record(std::move(entries), true);
}

Node to_node(const Rounding& rounding) {
  return Node::record({{"unit", Node::text(format_duration(rounding.unit))},
                       {"mode", Node::text(mode_text(rounding.mode))},
                       {"minimum", Node::text(format_duration(rounding.minimum))},
                       {"scope", Node::text(scope_text(rounding.scope))}},
                      true);
}

}  // namespace tkt
