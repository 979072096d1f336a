// SPDX-License-Identifier: MIT
#include "cmd/unknown_keys.h"

#include <fmt/core.h>

#include "model/error.h"
#include "store/unknown_keys.h"

namespace tkt {

void warn_of_unknown_keys(Context& context, const std::string& path, const std::string& text) {
  for (const UnknownKey& unknown : unknown_keys(path, text)) {
    context.warn(printable_line(fmt::format("{}:{}: unknown key '{}'; did you mean '{}'?", path,
                                            unknown.line, unknown.key, unknown.meant)));
  }
}

void warn_of_unknown_keys(Context& context, const Snapshot& snapshot) {
  warn_of_unknown_keys(context, snapshot.desk().path, snapshot.desk().text);
  for (const char* folder : {"clients", "staff", "tickets"}) {
    for (const std::string& path : snapshot.files(folder)) {
      try {
        warn_of_unknown_keys(context, path, snapshot.file(path).value());
      } catch (const Error&) {  // whoever looks at the desk has named it
      }
    }
  }
}

}  // namespace tkt
