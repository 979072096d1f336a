// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt note ID -m TEXT`: a remark.
struct NoteOptions {
  std::string ticket;
  std::string note;
  std::string at;
  bool operator==(const NoteOptions&) const = default;
};

/// Possible in every status.
Exit run(const NoteOptions& options, Context& context);

}  // namespace tkt
