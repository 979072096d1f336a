// SPDX-License-Identifier: MIT
//
// What the lists of tickets have in common: their cells, and how they end.
#pragma once

#include <string>
#include <vector>

#include "cmd/context.h"
#include "cmd/table.h"
#include "model/query.h"

namespace tkt {

/// "in 35m", "2h late", "met", and for a clock that stands still "35m left", on a terminal; in a
/// pipe the instant by which a promise still has to be kept, empty without one.
[[nodiscard]] Cell due_cell(Context& context, const Summary& summary);

/// "2h ago" on a terminal, the whole time in a pipe.
[[nodiscard]] Cell past_cell(Context& context, Instant instant);

[[nodiscard]] Cell id_cell(const Summary& summary);
/// Bold where it is the desk's most urgent.
[[nodiscard]] Cell priority_cell(Context& context, const Summary& summary);
[[nodiscard]] Cell status_cell(const Summary& summary);

/// Red where the promise is broken, yellow where it is close to it.
[[nodiscard]] Style style_of(SlaState state);

/// The summaries as one JSON array; of a broken file its ID and what is wrong.
void print_json(Context& context, const std::vector<Summary>& summaries,
                const std::vector<BrokenFile>& broken = {});

/// How a list ends: says on a terminal that it is empty, and names the desk's broken files.
[[nodiscard]] Exit end_list(Context& context, bool empty, const std::vector<BrokenFile>& broken);

}  // namespace tkt
