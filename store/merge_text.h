// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "store/yaml.h"

namespace tkt {

/// The text that says `merged`, made of the pieces of both texts, so that comments, order and
/// spelling of either survive. `base` is empty where both sides added the file. The same bytes
/// whichever side is whose.
[[nodiscard]] std::string merge_texts(std::string_view base, std::string_view ours,
                                      std::string_view theirs, const Node& merged,
                                      std::string_view path);

}  // namespace tkt
