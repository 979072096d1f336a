// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt clone URL [DIR]`: joins a desk.
struct CloneOptions {
  std::string url;
  std::string folder;  ///< empty: named as the last part of the URL, without ".git"
  bool operator==(const CloneOptions&) const = default;
};

/// Makes a clone that exchanges its changes by itself. Exit::storage where files of the desk cannot
/// be read: they are named, and the clone is made all the same.
Exit run(const CloneOptions& options, Context& context);

}  // namespace tkt
