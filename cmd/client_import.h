// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt client import FILE.csv`: clients with their contacts, so that a company can start on day
/// one.
struct ClientImportOptions {
  std::string file;  ///< "-": standard input
  bool operator==(const ClientImportOptions&) const = default;
};

/// The columns a file may have, by the words of its first line; `client list --csv` prints them.
[[nodiscard]] const std::vector<std::string>& client_columns();

/// One commit for the whole file, or none: Error{refused} names every bad line.
Exit run(const ClientImportOptions& options, Context& context);

}  // namespace tkt
