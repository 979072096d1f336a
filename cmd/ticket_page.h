// SPDX-License-Identifier: MIT
#pragma once

#include "cmd/context.h"
#include "model/client.h"
#include "model/ticket.h"

namespace tkt {

/// A ticket in full, made to be read: on a terminal a page cut to its width; in a pipe the same
/// facts, one a line behind its name and a tab, times in full. `client` may be nullptr.
void print_page(Context& context, const Ticket& ticket, const Client* client);

}  // namespace tkt
