// SPDX-License-Identifier: MIT
#include "cmd/confirm.h"

#include "model/error.h"

namespace tkt {

bool confirm(Context& context, const std::string& question, bool yes) {
  if (yes || context.options.dry_run) {
    return true;
  }
  if (!context.io.in_terminal) {
    throw Error(ErrorKind::refused, "nothing was changed: there is nobody to ask",
                "look at what is shown, and say --yes");
  }
  context.io.out.flush();
  context.io.err.text(Style::bold, question + " [y/N]");
  context.io.err.text(" ");
  context.io.err.flush();
  std::string answer;
  if (!std::getline(context.io.in, answer)) {
    context.io.err.line();
  }
  return !answer.empty() && (answer.front() == 'y' || answer.front() == 'Y');
}

}  // namespace tkt
