// SPDX-License-Identifier: MIT
#include "model/zone_rules.h"

#include <algorithm>
#include <cstdint>

#include "model/scan.h"

namespace tkt {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;
using std::chrono::year;

/// The name of a zone's time: three letters or more, or anything in angle brackets.
bool scan_name(Scan& scan) {
  const bool quoted = scan.take("<");
  const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  std::size_t length = 0;
  while (length < scan.rest.size() &&
         (quoted ? scan.rest[length] != '>' : is_letter(scan.rest[length]))) {
    ++length;
  }
  scan.rest.remove_prefix(length);
  return length >= 3 && (!quoted || scan.take(">"));
}

/// "[+-]h[:mm[:ss]]".
std::optional<Seconds> scan_signed_time(Scan& scan) {
  const bool negative = scan.take("-");
  if (!negative) {
    scan.take("+");
  }
  const auto hour = scan.number(1, 3);
  const auto minute = scan.take(":") ? scan.number(2, 2) : std::optional(0);
  const auto second = scan.take(":") ? scan.number(2, 2) : std::optional(0);
  if (!hour || !minute || !second || *hour > 167 || *minute > 59 || *second > 59) {
    return std::nullopt;
  }
  const Seconds time = hours(*hour) + minutes(*minute) + Seconds(*second);
  return negative ? -time : time;
}

std::optional<int> scan_within(Scan& scan, int least, int most) {
  const auto value = scan.number(1, 3);
  return value && *value >= least && *value <= most ? value : std::nullopt;
}

bool scan_day(Scan& scan, YearDay& result) {
  if (scan.take("M")) {
    const auto month = scan_within(scan, 1, 12);
    const auto week = scan.take(".") ? scan_within(scan, 1, 5) : std::nullopt;
    const auto day = scan.take(".") ? scan_within(scan, 0, 6) : std::nullopt;
    result.kind = YearDay::Kind::weekday;
    result.month = month.value_or(0);
    result.week = week.value_or(0);
    result.day = day.value_or(0);
    return month && week && day;
  }
  const bool without_leap = scan.take("J");
  const auto day = scan_within(scan, without_leap ? 1 : 0, 365);
  result.kind = without_leap ? YearDay::Kind::without_leap : YearDay::Kind::with_leap;
  result.day = day.value_or(0);
  return day.has_value();
}

/// ",M3.5.0/2".
std::optional<YearDay> scan_year_day(Scan& scan) {
  YearDay result;
  if (!scan.take(",") || !scan_day(scan, result)) {
    return std::nullopt;
  }
  if (scan.take("/")) {
    const auto time = scan_signed_time(scan);
    if (!time) {
      return std::nullopt;
    }
    result.time = *time;
  }
  return result;
}

sys_days day_in(const YearDay& rule, year y) {
  const sys_days new_year(y / 1 / 1);
  switch (rule.kind) {
    case YearDay::Kind::with_leap: return new_year + days(rule.day);
    case YearDay::Kind::without_leap:
      return new_year + days(rule.day - 1 + (y.is_leap() && rule.day >= 60 ? 1 : 0));
    case YearDay::Kind::weekday: break;
  }
  const std::chrono::weekday weekday(static_cast<unsigned>(rule.day));
  const auto month = y / rule.month;
  return rule.week == 5 ? sys_days(month / weekday[std::chrono::last])
                        : sys_days(month / weekday[static_cast<unsigned>(rule.week)]);
}

/// The big-endian numbers of a TZif file, read from its front.
class Bytes {
 public:
  explicit Bytes(std::string_view rest) : rest_(rest) {}

  [[nodiscard]] std::string_view rest() const { return rest_; }
  [[nodiscard]] bool holds(std::uint64_t length) const { return rest_.size() >= length; }
  void skip(std::uint64_t length) { rest_.remove_prefix(static_cast<std::size_t>(length)); }

  std::uint64_t number(std::size_t length) {
    std::uint64_t value = 0;
    for (const char byte : rest_.substr(0, length)) {
      value = value << 8 | static_cast<unsigned char>(byte);
    }
    skip(length);
    return value;
  }

 private:
  std::string_view rest_;
};

struct Header {
  int version = 0;
  std::uint64_t ut_flags, standard_flags, leaps, changes, types, letters;

  /// Length of the data that follow, where an instant takes so many bytes.
  [[nodiscard]] std::uint64_t data_length(std::uint64_t instant) const {
    return changes * (instant + 1) + types * 6 + letters + leaps * (instant + 4) + standard_flags +
           ut_flags;
  }
};

std::optional<Header> read_header(Bytes& bytes) {
  constexpr std::string_view kMagic = "TZif";
  if (!bytes.holds(44) || !bytes.rest().starts_with(kMagic)) {
    return std::nullopt;
  }
  bytes.skip(kMagic.size());
  Header header{};
  header.version = static_cast<int>(bytes.number(1));
  bytes.skip(15);
  for (std::uint64_t* const count : {&header.ut_flags, &header.standard_flags, &header.leaps,
                                     &header.changes, &header.types, &header.letters}) {
    *count = bytes.number(4);
  }
  return header;
}

/// The header of the data in 64 bits; `bytes` then stands at those data.
std::optional<Header> skip_to_wide_data(Bytes& bytes) {
  const auto narrow = read_header(bytes);
  if (!narrow || narrow->version < '2' || !bytes.holds(narrow->data_length(4))) {
    return std::nullopt;
  }
  bytes.skip(narrow->data_length(4));
  const auto wide = read_header(bytes);
  if (!wide || wide->types == 0 || wide->leaps != 0 || !bytes.holds(wide->data_length(8))) {
    return std::nullopt;
  }
  return wide;
}

/// The offsets of the zone's local time types, of which a change names one.
std::vector<Seconds> read_offsets(Bytes types, std::uint64_t count) {
  std::vector<Seconds> offsets;
  for (std::uint64_t i = 0; i < count; ++i) {
    offsets.emplace_back(static_cast<std::int32_t>(types.number(4)));
    types.skip(2);
  }
  return offsets;
}

/// The rule for the years after the last change: the last line of the file.
std::optional<std::string_view> read_footer(std::string_view rest) {
  if (rest.size() < 2 || rest.front() != '\n' || rest.back() != '\n') {
    return std::nullopt;
  }
  return rest.substr(1, rest.size() - 2);
}

}  // namespace

Seconds YearlyRule::offset_at(Instant instant) const {
  if (!summer) {
    return standard;
  }
  const year around = Date(std::chrono::floor<days>(instant + standard)).year();
  Seconds offset = standard;
  Instant latest = Instant::min();
  for (const year y : {around - std::chrono::years(1), around, around + std::chrono::years(1)}) {
    const Instant begins = day_in(summer->begins, y) + summer->begins.time - standard;
    const Instant ends = day_in(summer->ends, y) + summer->ends.time - summer->offset;
    if (begins <= instant && begins >= latest) {
      latest = begins;
      offset = summer->offset;
    }
    if (ends <= instant && ends >= latest) {
      latest = ends;
      offset = standard;
    }
  }
  return offset;
}

Instant YearlyRule::next_change(Instant instant) const {
  Instant next = Instant::max();
  if (summer) {
    const year around = Date(std::chrono::floor<days>(instant + standard)).year();
    for (const year y : {around - std::chrono::years(1), around, around + std::chrono::years(1)}) {
      const Instant begins = day_in(summer->begins, y) + summer->begins.time - standard;
      const Instant ends = day_in(summer->ends, y) + summer->ends.time - summer->offset;
      next = begins > instant ? std::min(next, begins) : next;
      next = ends > instant ? std::min(next, ends) : next;
    }
  }
  return next;
}

std::optional<YearlyRule> parse_yearly_rule(std::string_view text) {
  Scan scan{text};
  YearlyRule rule;
  // POSIX counts west of Greenwich.
  const auto west = scan_name(scan) ? scan_signed_time(scan) : std::nullopt;
  if (!west) {
    return std::nullopt;
  }
  rule.standard = -*west;
  if (scan.done()) {
    return rule;
  }
  if (!scan_name(scan)) {
    return std::nullopt;
  }
  const auto summer_west =
      scan.rest.starts_with(',') ? std::optional(*west - hours(1)) : scan_signed_time(scan);
  const auto begins = scan_year_day(scan);
  const auto ends = scan_year_day(scan);
  if (!summer_west || !begins || !ends || !scan.done()) {
    return std::nullopt;
  }
  rule.summer = YearlyRule::Summer{-*summer_west, *begins, *ends};
  return rule;
}

std::optional<ZoneRules> ZoneRules::parse(std::string_view text) {
  Bytes times(text);
  const auto header = skip_to_wide_data(times);
  if (!header) {
    return std::nullopt;
  }
  Bytes kinds = times;
  kinds.skip(header->changes * 8);
  Bytes types = kinds;
  types.skip(header->changes);
  Bytes end = times;
  end.skip(header->data_length(8));

  const std::vector<Seconds> offsets = read_offsets(types, header->types);
  ZoneRules rules;
  rules.first_ = offsets.front();
  for (std::uint64_t i = 0; i < header->changes; ++i) {
    const Instant at(Seconds(static_cast<std::int64_t>(times.number(8))));
    const std::uint64_t kind = kinds.number(1);
    if (kind >= offsets.size() || (i > 0 && at <= rules.changes_.back().at)) {
      return std::nullopt;
    }
    rules.changes_.push_back({at, offsets[kind]});
  }
  const auto footer = read_footer(end.rest());
  if (!footer) {
    return std::nullopt;
  }
  rules.after_ = parse_yearly_rule(*footer);
  return footer->empty() || rules.after_ ? std::optional(rules) : std::nullopt;
}

Seconds ZoneRules::offset_at(Instant instant) const {
  if (after_ && (changes_.empty() || instant >= changes_.back().at)) {
    return after_->offset_at(instant);
  }
  const auto next =
      std::upper_bound(changes_.begin(), changes_.end(), instant,
                       [](Instant when, const Change& change) { return when < change.at; });
  return next == changes_.begin() ? first_ : std::prev(next)->offset;
}

Instant ZoneRules::next_change(Instant instant) const {
  const auto next =
      std::upper_bound(changes_.begin(), changes_.end(), instant,
                       [](Instant when, const Change& change) { return when < change.at; });
  if (next != changes_.end()) {
    return next->at;
  }
  return after_ ? after_->next_change(instant) : Instant::max();
}

}  // namespace tkt
