// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/client_fields.h"
#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt client add NAME --category contract|non-contract [...]`: a new client.
struct ClientAddOptions {
  std::string id;  ///< a short name, or a full one from which the short name is made
  ClientFields fields;
  bool operator==(const ClientAddOptions&) const = default;
};

/// Throws Error{refused} for a name that is taken, Error{usage} without a category.
Exit run(const ClientAddOptions& options, Context& context);

}  // namespace tkt
