// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace tkt {

/// What the desk of another company than the guide's is called.
struct DeskNames {
  std::string company;
  std::string prefix;              ///< of ticket IDs
  std::vector<std::string> chain;  ///< short names of staff, in the order of escalation
};

/// The shipped desk.yaml with these names in place of the guide's, and without its telephone number
/// and email address; nothing else of the text is touched.
[[nodiscard]] std::string desk_yaml(const DeskNames& names);

}  // namespace tkt
