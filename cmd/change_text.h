// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cmd/io.h"
#include "store/change.h"

namespace tkt {

/// The lines that differ between two texts, in order: "-" before a line that goes, "+" before one
/// that comes.
[[nodiscard]] std::vector<std::string> changed_lines(std::string_view before,
                                                     std::string_view after);

/// What a change would commit, for --dry-run: the subject, then each file with its changed lines.
void print_change(Output& out, const Change& change, std::string_view subject);

}  // namespace tkt
