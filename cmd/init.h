// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt init [DIR]`: makes a desk.
struct InitOptions {
  std::string folder;   ///< empty: the working folder
  std::string company;  ///< empty: the desk of the guide, ITWorx
  std::string prefix;   ///< of ticket IDs; empty: ITW, or made from the company's name
  std::string remote;   ///< an empty repository that others will reach the desk at; empty: none
  bool operator==(const InitOptions&) const = default;
};

/// Writes desk.yaml and the staff of the escalation chain in one commit. Throws Error{refused} for
/// a folder that holds a desk already, and without git's user.name and user.email. With a remote,
/// the desk is sent there, and each change after that by itself; the remote must be empty.
Exit run(const InitOptions& options, Context& context);

}  // namespace tkt
