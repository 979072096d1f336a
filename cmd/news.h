// SPDX-License-Identifier: MIT
//
// What came in while nobody was looking: exchanges in the background say nothing, so they write
// down, in the file "news" of the state folder, what the next `tkt sync` has to tell. Whoever calls
// these holds the exchange.
#pragma once

#include <cstddef>

#include "cmd/sync_round.h"

namespace tkt {

/// Adds to what is to be told.
void keep_news(Context& context, const Exchanged& exchanged, const Remote& remote);
/// Puts what was to be told before what `exchanged` tells, and forgets it.
void take_news(Context& context, Exchanged& exchanged);
/// How many changes are to be told.
[[nodiscard]] std::size_t count_news(Context& context);

}  // namespace tkt
