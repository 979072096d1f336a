// SPDX-License-Identifier: MIT
//
// Two tickets under one ID. Clones that do not see each other draw IDs at random, and once in a
// great while the same one. What makes a ticket the same ticket is not its ID but its birth: the
// ID of its event `open`.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store/merge.h"
#include "store/merge_record.h"

namespace tkt {

/// A ticket's file with its versions; nullopt where a side has none, or a broken one.
struct TicketVersions {
  struct Version {
    std::string text;
    Ticket ticket;
  };
  std::string path;
  std::optional<Version> base;
  std::optional<Version> ours;
  std::optional<Version> theirs;
};

/// The names of all files in these trees, without ".yaml".
[[nodiscard]] std::set<TicketId> names_in(const git::Repository& repository,
                                          const std::vector<git::Oid>& trees);

/// The ID of the event `open`; empty without one.
[[nodiscard]] std::string birth_of(const Ticket& ticket);

/// The files of `changed` that are about IDs under which there is more than one ticket, or was and
/// one of them has another now.
[[nodiscard]] std::set<std::string> colliding(const std::vector<TicketVersions>& changed);

struct Untangled {
  std::map<std::string, std::optional<std::string>> files;  ///< as they are to be
  std::vector<RecordMerge> merges;                          ///< of tickets that both sides changed
  std::vector<Renamed> renamed;
};
/// Merges what was born the same; of tickets that are left with one ID, all but the first get a new
/// one, made from what they are, and remember the old one in `formerly`. `is_taken` knows all IDs
/// of both sides.
[[nodiscard]] Untangled untangle(const std::vector<TicketVersions>& files, const Desk* desk,
                                 const std::function<bool(const TicketId&)>& is_taken);

}  // namespace tkt
