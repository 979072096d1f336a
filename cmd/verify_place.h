// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "model/rules.h"
#include "model/ticket.h"
#include "model/zone_rules.h"
#include "store/snapshot.h"

namespace tkt {

/// The line of a file that a problem is about; 0: the whole file.
[[nodiscard]] int line_of(const std::string& text, const std::string& path, const Problem& problem);

/// Whether a ticket stands where its day of opening belongs: by the desk's zone, or by the one that
/// the desk had when the file was written.
[[nodiscard]] bool is_in_place(const Record<Ticket>& record, const Zone& zone);

}  // namespace tkt
