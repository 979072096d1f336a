// SPDX-License-Identifier: MIT
//
// What the last verification of this clone has seen, so that the next one looks at what changed
// since. A cache, in the file "verified" of the state folder: without it all is looked at.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "cmd/context.h"

namespace tkt {

struct Verified {
  git::Oid commit;
  std::set<std::string> unsound;  ///< paths of tickets that broke a rule, or could not be read
};
[[nodiscard]] std::optional<Verified> read_verified(const Store& store);
/// As well as possible; nullopt: nothing is known any more.
void write_verified(const Store& store, const std::optional<Verified>& verified);

/// The tickets at which a verification has to look: those that changed, and those that were
/// unsound. nullopt where it has to look at all, because something changed that others depend on:
/// desk.yaml, invoices and what they bill, staff or contacts that are gone, IDs that are there
/// twice.
[[nodiscard]] std::optional<std::set<std::string>> tickets_to_verify(Context& context,
                                                                     const Verified& last);

}  // namespace tkt
