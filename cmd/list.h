// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt list [WORD...]`: the tickets that match; unfinished ones where nothing else is asked for.
struct ListOptions {
  std::vector<std::string> words;
  std::vector<std::string> status;
  std::vector<std::string> client;
  std::vector<std::string> assigned;  ///< "nobody" for unassigned
  bool mine = false;
  std::vector<std::string> priority;
  std::vector<std::string> tag;
  std::string since;  ///< a time, or a length of time back from now
  bool all = false;
  std::string sort;  ///< empty: in the order of the queue
  std::optional<int> limit;
  bool json = false;
  bool csv = false;
  bool operator==(const ListOptions&) const = default;
};

/// Ends in Exit::storage where the desk holds broken ticket files, which are named. Throws
/// Error{usage} for a value that can never be meant, Error{refused} for a name that the desk does
/// not know.
Exit run(const ListOptions& options, Context& context);

}  // namespace tkt
