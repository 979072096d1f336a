// SPDX-License-Identifier: MIT
#pragma once

#include "store/git.h"
#include "store/index_entry.h"
#include "store/index_tables.h"
#include "store/sqlite.h"

namespace tkt {

/// Fills an empty database with what a commit holds. Throws Error{storage} where the commit, its
/// trees or its desk.yaml cannot be read.
void build_index(sqlite::Database& database, const git::Repository& repository,
                 const git::Oid& commit, const Progress& progress);

/// Brings the tables from the stamped tree to a commit's, within a transaction. False, with the
/// tables in any state, where building anew is better: the old tree is gone, or the tables are full
/// of what nothing leads to.
[[nodiscard]] bool update_index(sqlite::Database& database, Stamp stamp,
                                const git::Repository& repository, const git::Oid& commit,
                                const Progress& progress);

}  // namespace tkt
