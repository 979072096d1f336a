// SPDX-License-Identifier: MIT
//
// The sums of an issued invoice, reckoned again from its own lines. Rates, rounding and VAT table
// may have changed since: the document's own are taken.
#pragma once

#include <vector>

#include "model/invoice.h"
#include "model/rules.h"

namespace tkt {

/// Lines against their rates, totals against the lines, kind against the amounts, and the number
/// against its series and the day of issue in the desk's zone.
[[nodiscard]] std::vector<Problem> violations(const Invoice& invoice, const Desk& desk,
                                              const Known& known);

/// Where a credit note is not its invoice, or a part of it, with the other sign; and takes back
/// what an earlier note did. `earlier` are the notes before it, in the order of their issue.
[[nodiscard]] std::vector<Problem> mirror_violations(const Invoice& note, const Invoice& invoice,
                                                     const std::vector<Invoice>& earlier = {});

}  // namespace tkt
