// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "model/instant.h"

namespace tkt {

/// What became of handing a message over.
struct Dispatch {
  enum class Kind {
    sent,
    later,   ///< it failed, and may succeed another time
    never,   ///< it was refused, and will be
    closed,  ///< nothing can leave by this way; the message was not tried
  };
  Kind kind = Kind::sent;
  std::string why;              ///< for people; never holds a secret
  std::string hint;             ///< what to do
  std::optional<Seconds> wait;  ///< how long the other side asks to wait
  bool whole_channel = false;   ///< it would be the same for the next message
};

}  // namespace tkt
