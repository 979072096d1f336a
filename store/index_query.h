// SPDX-License-Identifier: MIT
//
// Questions to the index's tables, as they are now. What comes back is checked against the stamp
// and the rows' digests; damage throws sqlite::Failure.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "store/index_tables.h"
#include "store/listing.h"

namespace tkt {

[[nodiscard]] std::vector<TicketRow> unfinished_rows(const sqlite::Database& database,
                                                     const Stamp& stamp);
[[nodiscard]] Listing find_tickets(const sqlite::Database& database, const Stamp& stamp,
                                   const TicketQuery& query);
[[nodiscard]] Listing search_tickets(const sqlite::Database& database,
                                     const std::vector<std::string>& words);
[[nodiscard]] std::vector<std::string> find_paths(const sqlite::Database& database,
                                                  std::string_view beginning);
[[nodiscard]] std::vector<TicketId> all_ids(const sqlite::Database& database, const Stamp& stamp);
[[nodiscard]] std::map<std::string, std::string, std::less<>> all_files(
    const sqlite::Database& database, const Stamp& stamp);

}  // namespace tkt
