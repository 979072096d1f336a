// SPDX-License-Identifier: MIT
//
// What a merge commit says of itself.
#pragma once

#include <string>

#include "store/change.h"
#include "store/merge.h"

namespace tkt {

/// "sync: merge 3 tickets and 1 other file [ITW-4F7K24, ITW-9QX0MK, ITW-123458]": what theirs
/// brought.
[[nodiscard]] std::string merge_subject(const Merge& merge);
/// `Ticket` for each that changed, and `Overruled` for each value that lost in a file without
/// events of its own.
[[nodiscard]] Trailers merge_trailers(const Merge& merge);

}  // namespace tkt
