// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt verify`: every rule, over the files of the last commit and the history of the invoices.
struct VerifyOptions {
  bool json = false;
  bool operator==(const VerifyOptions&) const = default;
};

/// Exit::found where a rule is broken, Exit::storage where a file cannot be read.
Exit run(const VerifyOptions& options, Context& context);

/// A line of the report.
struct Finding {
  std::string path;
  int line = 0;  ///< 0: unknown, or the whole file
  std::string problem;
};
/// "clients/acme.yaml:2: category 'gold' is not in desk.yaml".
[[nodiscard]] std::string text_of(const Finding& finding);

/// What `tkt verify` complains about, looking only at what the last verification of this clone has
/// not seen as it is now (cmd/verified.h); the files that cannot be read are added to `broken`.
[[nodiscard]] std::vector<Finding> find_violations(Context& context,
                                                   std::vector<BrokenFile>& broken);

}  // namespace tkt
