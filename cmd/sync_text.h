// SPDX-License-Identifier: MIT
#pragma once

#include "cmd/io.h"
#include "cmd/json.h"
#include "cmd/sync_round.h"

namespace tkt {

/// What came in, as a table: ticket, field, old, new, by whom.
void print_incoming(Output& out, const Exchanged& exchanged);

/// What of one's own was overruled, what stopped, what got another ID, and what else is worth
/// knowing, a line each.
void print_notices(Output& err, const Exchanged& exchanged);

/// "received 3 commits from 'origin', sent 1".
[[nodiscard]] std::string summary_of(const Exchanged& exchanged, const Remote& remote,
                                     bool dry_run);

[[nodiscard]] Json to_json(const Exchanged& exchanged, const Remote& remote);
/// Adds what `to_json` made of lists; the counts are left as they are.
void add_from_json(const Json& json, Exchanged& exchanged);

}  // namespace tkt
