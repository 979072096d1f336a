// SPDX-License-Identifier: MIT
#include "store/ticket_row.h"

#include <algorithm>
#include <cstring>

#include "store/packing.h"

namespace tkt {

namespace {

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
  for (const int number : {summary.escalation, summary.unbilled_minutes, summary.owed_messages,
                           summary.given_up_messages}) {
    packer.put(std::int64_t{number});
  }
  packer.put(std::int64_t{summary.clock.has_value()});
  if (summary.clock) {
    packer.put(*summary.clock);
  }
  packer.put(static_cast<std::int64_t>(summary.assigned_before.size()));
  for (const Assigned& one : summary.assigned_before) {
    packer.put(std::string_view(one.to));
    packer.put(one.at);
  }
  for (const Instant instant : {summary.clock_start, summary.warning_from}) {
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
  for (int* number : {&summary.escalation, &summary.unbilled_minutes, &summary.owed_messages,
                      &summary.given_up_messages}) {
    *number = unpacker.small();
  }
  if (unpacker.integer() != 0) {
    summary.clock = unpacker.clock();
  }
  for (std::int64_t left = unpacker.count(); left > 0; --left) {
    std::string to = unpacker.text();
    summary.assigned_before.push_back({std::move(to), unpacker.instant()});
  }
  for (Instant* instant : {&summary.clock_start, &summary.warning_from}) {
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
  packer.put(std::int64_t{unmet.told});
}

UnmetClock take_unmet(Unpacker& unpacker) {
  UnmetClock unmet;
  unmet.clock = unpacker.clock();
  unmet.start = unpacker.instant();
  unmet.warning_from = unpacker.instant();
  unmet.still_since = unpacker.maybe_instant();
  unmet.recorded = unpacker.integer() != 0;
  unmet.told = unpacker.small();
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
  return sealed(packer.take());
}

std::uint64_t packed_digest(std::string_view bytes) {
  std::uint64_t sum = 0;
  if (bytes.size() >= sizeof sum) {
    std::memcpy(&sum, bytes.data() + bytes.size() - sizeof sum, sizeof sum);
  }
  return sum;
}

std::optional<TicketRow> unpack(std::string_view bytes) {
  const auto body = unsealed(bytes);
  if (!body) {
    return std::nullopt;
  }
  Unpacker unpacker(*body);
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
