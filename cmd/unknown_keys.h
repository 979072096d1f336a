// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"

namespace tkt {

/// Warns of the keys of a file that are probably misspelt: "desk.yaml:9: unknown key 'holidys'; did
/// you mean 'holidays'?". They break no rule.
void warn_of_unknown_keys(Context& context, const std::string& path, const std::string& text);
/// Of all files that can be read.
void warn_of_unknown_keys(Context& context, const Snapshot& snapshot);

}  // namespace tkt
