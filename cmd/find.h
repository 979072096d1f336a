// SPDX-License-Identifier: MIT
//
// From what somebody typed to the one thing on the desk that was meant; every miss is an
// Error{refused} that offers the nearest names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cmd/context.h"

namespace tkt {

/// Where a typed ticket ID lives. Throws Error{refused}: nothing of that ID; several of that
/// beginning, which are listed; a wrong check character, with the IDs on the desk that are one slip
/// away. Throws Error{storage} for a broken file.
[[nodiscard]] Record<Ticket> find_ticket(Context& context, const Snapshot& snapshot,
                                         std::string_view typed);
/// The same without reading the file: a broken one is found, too.
[[nodiscard]] std::string find_ticket_path(Context& context, const Snapshot& snapshot,
                                           std::string_view typed);
[[nodiscard]] Record<Client> find_client(const Snapshot& snapshot, std::string_view typed);
[[nodiscard]] Record<Staff> find_staff(const Snapshot& snapshot, std::string_view typed);
[[nodiscard]] Record<Invoice> find_invoice(const Snapshot& snapshot, std::string_view typed);

/// How requests come in that people log; an SMS comes by a gateway only.
[[nodiscard]] const std::vector<std::string>& logged_channels();

/// Throw Error{refused} with what exists unless `typed` is a priority of the desk / a channel of
/// requests that people log / a category.
void check_priority(const Desk& desk, std::string_view typed);
void check_channel(std::string_view typed);
void check_category(const Desk& desk, std::string_view typed);

}  // namespace tkt
