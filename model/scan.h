// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace tkt {

/// A short text that is read from its front: dates, times, hours, lengths of time.
struct Scan {
  std::string_view rest;

  [[nodiscard]] bool done() const { return rest.empty(); }

  /// Takes `word` off the front; false, and nothing taken, where the text goes on otherwise.
  bool take(std::string_view word) {
    if (!rest.starts_with(word)) {
      return false;
    }
    rest.remove_prefix(word.size());
    return true;
  }

  /// Takes a number of at least `least` and at most `most` digits (9 or fewer), as many as there
  /// are; nullopt, and nothing taken, where there are fewer.
  std::optional<int> number(std::size_t least, std::size_t most) {
    std::size_t length = 0;
    int value = 0;
    while (length < most && length < rest.size() && rest[length] >= '0' && rest[length] <= '9') {
      value = value * 10 + (rest[length++] - '0');
    }
    if (length < least) {
      return std::nullopt;
    }
    rest.remove_prefix(length);
    return value;
  }
};

}  // namespace tkt
