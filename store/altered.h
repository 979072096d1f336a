// SPDX-License-Identifier: MIT
//
// Files that are written once and never changed, against the history that made them.
#pragma once

#include <string>
#include <vector>

namespace tkt {

/// A file that is not as it was made.
struct Altered {
  std::string path;
  std::string made;     ///< the commit that first had it, hexadecimal
  std::string changed;  ///< the last commit that touched it
  bool gone = false;    ///< it is no longer there
};

}  // namespace tkt
