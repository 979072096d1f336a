// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"

namespace tkt {

/// The bytes of a file that the user named, or of standard input for "-". Throws Error{refused},
/// with the hint, for what is not there or is a folder; Error{storage} where reading fails.
[[nodiscard]] std::string read_input(Context& context, const std::string& file,
                                     const std::string& hint = "");

}  // namespace tkt
