// SPDX-License-Identifier: MIT
#include "store/field_reader.h"

#include <charconv>

#include <fmt/core.h>

#include "model/error.h"

namespace tkt {

FieldReader::FieldReader(const Node& map, std::string_view path) : map_(map), path_(path) {
  if (map.kind != Node::Kind::map) {
    throw Error(ErrorKind::storage, fmt::format("{}:{}: a map was expected here", path, map.line));
  }
}

const Node* FieldReader::find(std::string_view key) const {
  const Node* node = map_.find(key);
  return node == nullptr || node->kind == Node::Kind::null ? nullptr : node;
}

void FieldReader::fail(std::string_view key, const std::string& message) const {
  const Node* node = map_.find(key);
  throw Error(ErrorKind::storage,
              fmt::format("{}:{}: {}", path_, node == nullptr ? map_.line : node->line, message));
}

void FieldReader::fail(std::string_view key, std::string_view value, std::string_view kind) const {
  fail(key, fmt::format("{}: '{}' is no {}", key, value, kind));
}

std::string FieldReader::scalar(std::string_view key, const Node& node) const {
  if (node.kind != Node::Kind::scalar) {
    throw Error(ErrorKind::storage,
                fmt::format("{}:{}: {}: a plain value was expected", path_, node.line, key));
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

int FieldReader::integer(std::string_view key, int otherwise) const {
  const std::string value = text(key);
  int number = otherwise;
  const auto end = value.data() + value.size();
  if (!value.empty()) {
    const auto [stop, error] = std::from_chars(value.data(), end, number);
    if (error != std::errc() || stop != end) {
      fail(key, value, "whole number");
    }
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

std::vector<std::string> FieldReader::texts(std::string_view key) const {
  std::vector<std::string> values;
  const Node* node = find(key);
  if (node == nullptr) {
    return values;
  }
  if (node->kind != Node::Kind::sequence) {
    fail(key, fmt::format("{}: a list was expected", key));
  }
  for (const Node& item : node->items) {
    values.push_back(scalar(key, item));
  }
  return values;
}

std::optional<Instant> FieldReader::instant(std::string_view key) const {
  if (find(key) == nullptr) {
    return std::nullopt;
  }
  return parsed<Instant>(key, parse_instant, "time with its offset, as 2026-11-23T08:15:00+02:00");
}

Instant FieldReader::required_instant(std::string_view key) const {
  (void)required(key);
  return *instant(key);
}

std::optional<Date> FieldReader::date(std::string_view key) const {
  if (text(key).empty()) {
    return std::nullopt;
  }
  return parsed<Date>(key, parse_date, "day, as 2026-11-23");
}

Date FieldReader::required_date(std::string_view key) const {
  return parsed<Date>(key, parse_date, "day, as 2026-11-23");
}

std::optional<Seconds> FieldReader::duration(std::string_view key) const {
  if (find(key) == nullptr) {
    return std::nullopt;
  }
  return parsed<Seconds>(key, parse_duration, "length of time, as 45m or 1h30m");
}

std::optional<Money> FieldReader::money(std::string_view key) const {
  if (text(key).empty()) {
    return std::nullopt;
  }
  return required_money(key);
}

Money FieldReader::required_money(std::string_view key) const {
  return parsed<Money>(key, parse_money, "amount, as \"450.00\"");
}

Percent FieldReader::required_percent(std::string_view key) const {
  return parsed<Percent>(key, parse_percent, "percentage, as \"14\"");
}

std::vector<FieldReader> FieldReader::maps(std::string_view key) const {
  std::vector<FieldReader> values;
  const Node* node = find(key);
  if (node == nullptr) {
    return values;
  }
  if (node->kind != Node::Kind::sequence) {
    fail(key, fmt::format("{}: a list was expected", key));
  }
  for (const Node& item : node->items) {
    values.emplace_back(item, path_);
  }
  return values;
}

std::optional<FieldReader> FieldReader::map(std::string_view key) const {
  const Node* node = find(key);
  return node == nullptr ? std::nullopt : std::optional<FieldReader>(std::in_place, *node, path_);
}

}  // namespace tkt
