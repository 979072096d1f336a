// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "model/query.h"

namespace tkt {

/// A file that breaks a rule: named and listed, and no obstacle to the others.
struct BrokenFile {
  std::string path;
  std::string problem;  ///< "tickets/...yaml:7: ..."
};

/// Summaries of the tickets that a question finds.
struct Listing {
  std::vector<Summary> summaries;
  std::vector<BrokenFile> broken;  ///< all broken ticket files of the desk, whatever was asked
};

}  // namespace tkt
