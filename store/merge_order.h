// SPDX-License-Identifier: MIT
//
// In which order the parts of a merged file stand.
#pragma once

#include <compare>
#include <string>
#include <vector>

#include "model/instant.h"

namespace tkt {

/// The keys of both maps. Neighbours stay in the order that the sides give them; where the sides
/// leave it open, or contradict each other, known keys stand as in new files and others by name.
[[nodiscard]] std::vector<std::string> merged_order(const std::vector<std::string>& ours,
                                                    const std::vector<std::string>& theirs);

/// An entry that the base does not have.
struct Newcomer {
  Instant time;
  std::string id;
  auto operator<=>(const Newcomer&) const = default;
};
/// Both sides' newcomers by time, but each side's own in its own order.
[[nodiscard]] std::vector<Newcomer> in_order(const std::vector<Newcomer>& ours,
                                             const std::vector<Newcomer>& theirs);

}  // namespace tkt
