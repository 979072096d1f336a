// SPDX-License-Identifier: MIT
//
// Files that are written once: invoices, credit notes, and what was paid. Which version of one
// stands is told by how it came to be, and not by who merges, or by what was changed since.
#pragma once

#include <string>
#include <vector>

#include "store/git.h"

namespace tkt {

/// The sound versions with which a file came to be in the histories of two commits; the one that
/// stands is the first: that of the earlier time of issue. Several where clones that did not see
/// each other gave out one number twice; none where no commit made it. Throws Error{storage} where
/// git cannot read the history.
[[nodiscard]] std::vector<std::string> issued_versions(const git::Repository& repository,
                                                       const git::Oid& a, const git::Oid& b,
                                                       const std::string& path);

}  // namespace tkt
