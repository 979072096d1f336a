// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt resume ID`: the end of waiting.
struct ResumeOptions {
  std::string ticket;
  std::string note;
  std::string at;
  bool operator==(const ResumeOptions&) const = default;
};

/// The ticket goes back to what it was.
Exit run(const ResumeOptions& options, Context& context);

}  // namespace tkt
