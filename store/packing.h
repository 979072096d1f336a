// SPDX-License-Identifier: MIT
//
// Values as bytes, for the index alone: of this machine's order, and of no use anywhere else.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "model/instant.h"
#include "model/ticket.h"

namespace tkt {

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

/// The bytes and their digest behind them.
[[nodiscard]] std::string sealed(std::string bytes);
/// What was sealed; nullopt where the digest is another.
[[nodiscard]] std::optional<std::string_view> unsealed(std::string_view bytes);

}  // namespace tkt
