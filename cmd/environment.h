// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>

namespace tkt {

/// The environment variables that matter, read once in main.cc.
struct Environment {
  std::string desk;    ///< TKT_DESK
  std::string staff;   ///< TKT_STAFF
  std::string now;     ///< TKT_NOW
  std::string editor;  ///< VISUAL, else EDITOR, else "editor"
  std::string hostname;
  std::string home;                              ///< HOME
  std::map<std::string, std::string> variables;  ///< all that begin with TKT_, by name
  std::string working_folder;
  std::optional<unsigned long long>
      seed;  ///< TKT_SEED: draws the same IDs on every run; for tests and documentation
};

}  // namespace tkt
