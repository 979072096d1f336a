// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "store/yaml.h"

namespace tkt {

/// For each item of `after`, the item of `before` that it is, changed or not; nullopt for a new
/// one. The numbers rise; those left out are of items that are gone.
///
/// Items with the same `id` belong together, others when they are equal. What is left between two
/// matches is paired by position, but for items with different IDs: [a, b] becoming [a, c, d]
/// changes b to c and adds d.
[[nodiscard]] std::vector<std::optional<std::size_t>> align_items(const std::vector<Node>& before,
                                                                  const std::vector<Node>& after);

}  // namespace tkt
