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

/// An entry of a list, and when it was written down.
struct Dated {
  Instant time;
  std::string id;
  bool attached = false;  ///< an event `merge`: made anew at merges, with another time
  auto operator<=>(const Dated&) const = default;  // NOLINT(modernize-use-nullptr)
};
/// The IDs of both lists by time, but those of each list in its own order.
[[nodiscard]] std::vector<std::string> in_order(const std::vector<Dated>& ours,
                                                const std::vector<Dated>& theirs);

}  // namespace tkt
