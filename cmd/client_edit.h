// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/client_fields.h"
#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt client edit NAME [...]`: changes a client and its contacts.
struct ClientEditOptions {
  std::string id;
  ClientFields fields;
  bool operator==(const ClientEditOptions&) const = default;
};

/// Throws Error{refused} for an unknown client; Error{usage} where nothing is given.
Exit run(const ClientEditOptions& options, Context& context);

}  // namespace tkt
