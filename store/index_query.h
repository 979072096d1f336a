// SPDX-License-Identifier: MIT
//
// Questions to the index's tables, as they are now. What comes back is checked against the stamp
// and the rows' digests, and so is what does not come back; damage throws sqlite::Failure. Only
// what FTS5 keeps for itself is taken as it is: damage there that SQLite does not notice makes a
// search find less.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "store/index_tables.h"
#include "store/listing.h"
#include "store/odd_mode.h"

namespace tkt {

[[nodiscard]] std::vector<BrokenFile> broken_tickets(const sqlite::Database& database,
                                                     const Stamp& stamp);
/// Files of modes that no desk holds, whatever they are.
[[nodiscard]] std::vector<OddFile> odd_files(const sqlite::Database& database, const Stamp& stamp);
/// The tickets whose objects git could not give when they were asked for.
[[nodiscard]] std::vector<TicketFile> unread_files(const sqlite::Database& database,
                                                   const Stamp& stamp);
[[nodiscard]] std::vector<TicketRow> unfinished_rows(const sqlite::Database& database,
                                                     const Stamp& stamp);
[[nodiscard]] UnmetList unmet_rows(const sqlite::Database& database, const Stamp& stamp);
[[nodiscard]] Listing find_tickets(const sqlite::Database& database, const Stamp& stamp,
                                   const TicketQuery& query);
[[nodiscard]] std::map<std::string, Instant> find_assignments(const sqlite::Database& database,
                                                              const Stamp& stamp,
                                                              const TicketId& but);
[[nodiscard]] FactList all_facts(const sqlite::Database& database, const Stamp& stamp);
/// The paths of the tickets that owe records.
[[nodiscard]] std::vector<std::string> owing_paths(const sqlite::Database& database,
                                                   const Stamp& stamp);
[[nodiscard]] Listing search_tickets(const sqlite::Database& database, const Stamp& stamp,
                                     const std::vector<std::string>& words);
[[nodiscard]] std::vector<std::string> find_paths(const sqlite::Database& database,
                                                  const Stamp& stamp, std::string_view beginning);
[[nodiscard]] bool holds_ticket(const sqlite::Database& database, const Stamp& stamp,
                                const TicketId& id);
[[nodiscard]] std::vector<TicketId> all_ids(const sqlite::Database& database, const Stamp& stamp);
[[nodiscard]] std::map<std::string, std::string, std::less<>> all_files(
    const sqlite::Database& database, const Stamp& stamp);

}  // namespace tkt
