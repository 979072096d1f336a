// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/git.h"
#include "store/merge.h"
#include "store/merge_record.h"
#include "store/parsed_tickets.h"

namespace tkt {

struct ThreeRoots {
  std::optional<git::Oid> base;
  git::Oid ours;
  git::Oid theirs;
};

/// Who wrote what in a file without events.
using PathWriting = std::function<std::optional<Writing>(
    bool theirs, const std::string& path, const std::string& field, const std::string& value)>;

/// The versions with which a file that is written once came to be, the one that stands first.
using IssuedVersions = std::function<std::vector<std::string>(const std::string& path)>;

/// The fields of `Merge` that come from the trees alone.
struct TreesMerged {
  std::map<std::string, std::optional<std::string>> files;  ///< that differ from ours
  std::vector<Overruled> overruled;
  std::vector<Stopped> stopped;
  std::vector<Stopped> refused;
  std::vector<Stopped> told;
  std::vector<Renamed> renamed;
};
[[nodiscard]] TreesMerged merge_trees(const git::Repository& repository, const ThreeRoots& roots,
                                      const PathWriting& writing, const IssuedVersions& issued,
                                      ParsedTickets& tickets, OurChanges our_changes);

}  // namespace tkt
