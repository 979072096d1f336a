// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"

namespace tkt {

/// Exit statuses, as in the EXIT STATUS section of tkt(1).
enum class Exit {
  done = 0,     ///< or nothing to list
  refused = 1,  ///< or not found: the user can mend it
  usage = 2,
  found = 3,    ///< a check found something
  storage = 4,  ///< no desk, or an unreadable file; beats `found`
  busy = 5,     ///< nothing changed, try again
  bug = 70,
};

[[nodiscard]] constexpr Exit exit_for(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::refused: return Exit::refused;
    case ErrorKind::usage: return Exit::usage;
    case ErrorKind::storage: return Exit::storage;
    case ErrorKind::busy: return Exit::busy;
  }
  return Exit::bug;
}

}  // namespace tkt
