// SPDX-License-Identifier: MIT
#include "cmd/unknown_keys.h"

#include <fmt/core.h>

#include "store/unknown_keys.h"

namespace tkt {

void warn_of_unknown_keys(Context& context, const std::string& path, const std::string& text) {
  for (const UnknownKey& unknown : unknown_keys(path, text)) {
    context.warn(printable_line(fmt::format("{}:{}: unknown key '{}'; did you mean '{}'?", path,
                                            unknown.line, unknown.key, unknown.meant)));
  }
}

}  // namespace tkt
