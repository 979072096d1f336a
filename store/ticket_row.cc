// SPDX-License-Identifier: MIT
#include "store/ticket_row.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace tkt {

namespace {

class Packer {
 public:
  void put(std::int64_t value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    bytes_.append(bytes, sizeof value);
  }
  void put(Instant instant) { put(std::int64_t{instant.time_since_epoch().count()}); }
  void put(const std::optional<Instant>& instant) {
    put(std::int64_t{instant.has_value()});
    put(instant.value_or(Instant{}));
  }
  void put(std::string_view text) {
    put(static_cast<std::int64_t>(text.size()));
    bytes_.append(text);
  }
  void put(const Clock& clock);
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Takes values off in the order in which they were put; `sound` says whether there was enough.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}

  std::int64_t integer() {
    std::int64_t value = 0;
    if (rest_.size() < sizeof value) {
      sound_ = false;
      return 0;
    }
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_.remove_prefix(sizeof value);
    return value;
  }
  int small() { return static_cast<int>(integer()); }
  Instant instant() { return Instant(Seconds(integer())); }
  std::optional<Instant> maybe_instant() {
    const bool there = integer() != 0;
    const Instant value = instant();
    return there ? std::optional(value) : std::nullopt;
  }
  std::string text() {
    const auto size = static_cast<std::size_t>(count());
    std::string text(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return text;
  }
  /// A number of things of at least one byte each.
  std::int64_t count() {
    const std::int64_t count = integer();
    if (count >= 0 && static_cast<std::uint64_t>(count) <= rest_.size()) {
      return count;
    }
    sound_ = false;
    return 0;
  }
  Clock clock();
  [[nodiscard]] bool sound_to_the_end() const { return sound_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool sound_ = true;
};

void Packer::put(const Clock& clock) {
  put(std::int64_t{clock.cycle});
  put(static_cast<std::int64_t>(clock.target));
  put(std::int64_t{clock.allowed.count()});
  put(std::string_view(clock.calendar));
  put(clock.due);
  put(clock.met);
  put(std::int64_t{clock.agreed});
}

Clock Unpacker::clock() {
  Clock clock;
  clock.cycle = small();
  clock.target = static_cast<Target>(integer());
  clock.allowed = Seconds(integer());
  clock.calendar = text();
  clock.due = instant();
  clock.met = maybe_instant();
  clock.agreed = integer() != 0;
  return clock;
}

void put_summary(Packer& packer, const Summary& summary) {
  for (const std::string* text : {&summary.id, &summary.path, &summary.subject, &summary.priority,
                                  &summary.client, &summary.contact, &summary.assigned}) {
    packer.put(std::string_view(*text));
  }
  packer.put(static_cast<std::int64_t>(summary.tags.size()));
  for (const std::string& tag : summary.tags) {
    packer.put(std::string_view(tag));
  }
  packer.put(static_cast<std::int64_t>(summary.status));
  packer.put(summary.opened);
  for (const int number : {summary.escalation, summary.unbilled_minutes, summary.owed_messages}) {
    packer.put(std::int64_t{number});
  }
  packer.put(std::int64_t{summary.clock.has_value()});
  if (summary.clock) {
    packer.put(*summary.clock);
  }
  for (const Instant instant : {summary.clock_start, summary.warning_from, summary.last_assigned}) {
    packer.put(instant);
  }
  packer.put(summary.still_since);
}

Summary take_summary(Unpacker& unpacker) {
  Summary summary;
  for (std::string* text : {&summary.id, &summary.path, &summary.subject, &summary.priority,
                            &summary.client, &summary.contact, &summary.assigned}) {
    *text = unpacker.text();
  }
  for (std::int64_t left = unpacker.count(); left > 0; --left) {
    summary.tags.push_back(unpacker.text());
  }
  summary.status = static_cast<Status>(unpacker.integer());
  summary.opened = unpacker.instant();
  for (int* number : {&summary.escalation, &summary.unbilled_minutes, &summary.owed_messages}) {
    *number = unpacker.small();
  }
  if (unpacker.integer() != 0) {
    summary.clock = unpacker.clock();
  }
  for (Instant* instant : {&summary.clock_start, &summary.warning_from, &summary.last_assigned}) {
    *instant = unpacker.instant();
  }
  summary.still_since = unpacker.maybe_instant();
  return summary;
}

void put_unmet(Packer& packer, const UnmetClock& unmet) {
  packer.put(unmet.clock);
  packer.put(unmet.start);
  packer.put(unmet.warning_from);
  packer.put(unmet.still_since);
  packer.put(std::int64_t{unmet.recorded});
}

UnmetClock take_unmet(Unpacker& unpacker) {
  UnmetClock unmet;
  unmet.clock = unpacker.clock();
  unmet.start = unpacker.instant();
  unmet.warning_from = unpacker.instant();
  unmet.still_since = unpacker.maybe_instant();
  unmet.recorded = unpacker.integer() != 0;
  return unmet;
}

}  // namespace

std::uint64_t digest(std::string_view bytes) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;
  std::uint64_t sum = bytes.size() * kOdd;
  while (!bytes.empty()) {
    std::uint64_t word = 0;
    const std::size_t size = std::min(bytes.size(), sizeof word);
    std::memcpy(&word, bytes.data(), size);
    sum = (sum ^ word) * kOdd;
    sum ^= sum >> 32;
    bytes.remove_prefix(size);
  }
  return sum * kOdd;
}

std::string pack(const TicketRow& row) {
  Packer packer;
  put_summary(packer, row.summary);
  packer.put(static_cast<std::int64_t>(row.unmet.size()));
  for (const UnmetClock& unmet : row.unmet) {
    put_unmet(packer, unmet);
  }
  std::string bytes = packer.take();
  const std::uint64_t sum = digest(bytes);
  bytes.append(sizeof sum, '\0');
  std::memcpy(bytes.data() + bytes.size() - sizeof sum, &sum, sizeof sum);
  return bytes;
}

std::uint64_t packed_digest(std::string_view bytes) {
  std::uint64_t sum = 0;
  if (bytes.size() >= sizeof sum) {
    std::memcpy(&sum, bytes.data() + bytes.size() - sizeof sum, sizeof sum);
  }
  return sum;
}

std::optional<TicketRow> unpack(std::string_view bytes) {
  if (bytes.size() < sizeof(std::uint64_t)) {
    return std::nullopt;
  }
  const std::string_view body = bytes.substr(0, bytes.size() - sizeof(std::uint64_t));
  if (digest(body) != packed_digest(bytes)) {
    return std::nullopt;
  }
  Unpacker unpacker(body);
  TicketRow row;
  row.summary = take_summary(unpacker);
  for (std::int64_t left = unpacker.count(); left > 0; --left) {
    row.unmet.push_back(take_unmet(unpacker));
  }
  if (!unpacker.sound_to_the_end()) {
    return std::nullopt;
  }
  return row;
}

}  // namespace tkt
