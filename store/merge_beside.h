// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "store/git.h"

namespace tkt {

/// Where a version is kept that cannot stand in its place: "ITW-4F7K24.yaml.broken-1a2b3c4" beside
/// it, the number made from its text; with a part of a long name, and a longer number where one of
/// the trees has something else there.
[[nodiscard]] std::string place_beside(const git::Repository& repository,
                                       const std::vector<git::Oid>& trees, const std::string& path,
                                       const std::string& text);

/// Whether a version stepped aside so in one of the trees.
[[nodiscard]] bool is_kept_beside(const git::Repository& repository,
                                  const std::vector<git::Oid>& trees, const std::string& path,
                                  const std::string& text);

}  // namespace tkt
