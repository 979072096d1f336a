// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "store/yaml_tree.h"

namespace tkt {

/// Hands the events of a text to `builder`, as yaml-cpp would, ten times as fast; but only of a
/// text in the plain spelling that tkt itself writes: one key a line, lists of one-line entries,
/// literal blocks. False for any other, sound or not: the builder is spent then, and yaml-cpp
/// decides. The text has passed `check_yaml_bytes`. May throw what the builder throws.
[[nodiscard]] bool read_canonical(std::string_view text, TreeBuilder& builder);

}  // namespace tkt
