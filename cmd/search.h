// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt search WORD...`: the tickets, finished ones too, whose text holds every word; best first.
struct SearchOptions {
  std::vector<std::string> words;
  bool json = false;
  bool operator==(const SearchOptions&) const = default;
};

/// Ends in Exit::storage where the desk holds broken ticket files, which are named. Throws
/// Error{usage} where there is no word to search for.
Exit run(const SearchOptions& options, Context& context);

}  // namespace tkt
