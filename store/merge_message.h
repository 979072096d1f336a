// SPDX-License-Identifier: MIT
//
// What a merge says of itself, and of what stood in its way.
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

/// "path:12: problem", as errors of files begin, in its parts.
[[nodiscard]] Stopped stopped_by(const std::string& path, std::string_view message);

}  // namespace tkt
