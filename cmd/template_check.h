// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "store/snapshot.h"

namespace tkt {

/// True for the name of a template that some document or message is made from: "invoice.html",
/// "opened.email.txt".
[[nodiscard]] bool is_used_template(const std::string& name);

/// Why the desk's template of that name cannot be filled, tried on examples with and without what
/// may be missing; empty where it can.
[[nodiscard]] std::string template_problem(const Snapshot& snapshot, const std::string& name);

}  // namespace tkt
