// SPDX-License-Identifier: MIT
#include "store/field_reader.h"

#include <charconv>

#include <fmt/core.h>

#include "model/ids.h"
#include "store/paths.h"
#include "store/yaml_text.h"

namespace tkt {

namespace {

/// The beginning of a value, for a message: long ones tell nobody more.
std::string_view shortened(std::string_view value) {
  constexpr std::size_t kMost = 60;
  if (value.size() <= kMost) {
    return value;
  }
  std::size_t end = kMost;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return value.substr(0, end);
}

}  // namespace

FieldReader::FieldReader(const Node& map, std::string_view path, AskedKeys* asked)
    : map_(map), path_(path), asked_(asked) {
  if (map.kind != Node::Kind::map && map.kind != Node::Kind::null) {
    refuse_file(path, map.line, "a map of keys and values was expected here");
  }
}

const Node* FieldReader::find(std::string_view key) const {
  if (asked_ != nullptr) {
    asked_->maps[&map_].emplace(key);
  }
  const Node* node = map_.find(key);
  return node == nullptr || node->kind == Node::Kind::null ? nullptr : node;
}

void FieldReader::fail(std::string_view key, const std::string& message) const {
  const Node* node = map_.find(key);
  refuse_file(path_, node == nullptr ? map_.line : node->line, message);
}

void FieldReader::fail(std::string_view key, std::string_view value, std::string_view kind) const {
  fail(key, fmt::format("{}: '{}' is no {}", key, shortened(value), kind));
}

std::string FieldReader::scalar(std::string_view key, const Node& node) const {
  if (node.kind != Node::Kind::scalar) {
    refuse_file(path_, node.line, fmt::format("{}: a single value was expected", key));
  }
  return node.scalar;
}

std::string FieldReader::text(std::string_view key) const {
  const Node* node = find(key);
  return node == nullptr ? "" : scalar(key, *node);
}

std::string FieldReader::required(std::string_view key) const {
  std::string value = text(key);
  if (value.empty()) {
    fail(key, fmt::format("'{}' is missing", key));
  }
  return value;
}

std::string FieldReader::name(std::string_view key) const {
  return text(key).empty() ? "" : required_name(key);
}

std::string FieldReader::required_name(std::string_view key) const {
  std::string value = required(key);
  if (!is_short_name(value)) {
    fail(key, value, "short name (lower-case letters, digits and single dashes)");
  }
  return value;
}

int FieldReader::integer(std::string_view key, int otherwise, int least, int most) const {
  const std::string value = text(key);
  if (value.empty()) {
    return otherwise;
  }
  int number = 0;
  const auto* const end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, number);
  if (error != std::errc() || stop != end) {
    fail(key, value, "whole number");
  }
  if (number < least || number > most) {
    fail(key, fmt::format("{}: {} is not between {} and {}", key, number, least, most));
  }
  return number;
}

bool FieldReader::boolean(std::string_view key, bool otherwise) const {
  const std::string value = text(key);
  if (value != "true" && value != "false" && !value.empty()) {
    fail(key, value, "true or false");
  }
  return value.empty() ? otherwise : value == "true";
}

const std::vector<Node>& FieldReader::items(std::string_view key) const {
  static const std::vector<Node> none;
  const Node* node = find(key);
  if (node == nullptr) {
    return none;
  }
  if (node->kind != Node::Kind::sequence) {
    fail(key, fmt::format("{}: a list was expected", key));
  }
  return node->items;
}

std::vector<std::string> FieldReader::texts(std::string_view key) const {
  std::vector<std::string> values;
  for (const Node& item : items(key)) {
    values.push_back(scalar(key, item));
  }
  return values;
}

std::optional<Instant> FieldReader::instant(std::string_view key) const {
  return text(key).empty() ? std::nullopt : std::optional(required_instant(key));
}

Instant FieldReader::required_instant(std::string_view key) const {
  return parsed<Instant>(key, parse_instant, "time with its offset, as 2026-11-23T08:15:00+02:00");
}

std::optional<Date> FieldReader::date(std::string_view key) const {
  return text(key).empty() ? std::nullopt : std::optional(required_date(key));
}

Date FieldReader::required_date(std::string_view key) const {
  return parsed<Date>(key, parse_date, "day, as 2026-11-23");
}

std::optional<Seconds> FieldReader::duration(std::string_view key) const {
  if (text(key).empty()) {
    return std::nullopt;
  }
  return parsed<Seconds>(key, parse_duration, "length of time, as 45m or 1h30m");
}

std::optional<Money> FieldReader::money(std::string_view key) const {
  return text(key).empty() ? std::nullopt : std::optional(required_money(key));
}

Money FieldReader::required_money(std::string_view key) const {
  return parsed<Money>(key, parse_money, "amount, as \"450.00\"");
}

Percent FieldReader::required_percent(std::string_view key) const {
  return parsed<Percent>(key, parse_percent, "percentage, as \"14\"");
}

std::vector<FieldReader> FieldReader::maps(std::string_view key) const {
  std::vector<FieldReader> values;
  for (const Node& item : items(key)) {
    values.emplace_back(item, *this);
  }
  return values;
}

FieldReader FieldReader::required_map(std::string_view key) const {
  if (find(key) == nullptr) {
    fail(key, fmt::format("'{}' is missing", key));
  }
  return {*find(key), *this};
}

std::optional<FieldReader> FieldReader::map(std::string_view key) const {
  const Node* node = find(key);
  return node == nullptr ? std::nullopt : std::optional<FieldReader>(std::in_place, *node, *this);
}

std::string short_file_name(std::string_view path) {
  std::string name = name_of(path);
  if (!is_short_name(name)) {
    refuse_file(path, 1,
                fmt::format("the file's name '{}' is no short name (lower-case letters, "
                            "digits and single dashes)",
                            name));
  }
  return name;
}

}  // namespace tkt
