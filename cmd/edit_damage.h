// SPDX-License-Identifier: MIT
//
// What edits of some files mean for the files that stay as they are.
#pragma once

#include <string>
#include <vector>

#include "cmd/context.h"
#include "cmd/verify_people.h"

namespace tkt {

/// The findings that were none before the edits.
[[nodiscard]] std::vector<Finding> new_findings(const People& before, const People& after);

/// The other files, after the edits, of the ticket of this one's ID.
[[nodiscard]] std::vector<std::string> other_places(Context& context, const Snapshot& before,
                                                    const Edits& edits, const std::string& path);

/// Of the tickets that were not edited, those that refer to a priority, calendar or contact which
/// is gone, each as "path:line: problem"; of many the first.
[[nodiscard]] std::vector<std::string> tickets_left_alone(Context& context, const Snapshot& before,
                                                          const Snapshot& after, const Known& known,
                                                          const Edits& edits);

}  // namespace tkt
