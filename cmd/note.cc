// SPDX-License-Identifier: MIT
#include "cmd/note.h"

#include "cmd/ticket_change.h"

namespace tkt {

Exit run(const NoteOptions& options, Context& context) {
  auto change = begin_change(context, options.ticket);
  check_text("--message", options.note);
  const Ticket after =
      take_step(change.record.value, Step::note,
                happening(context, change.record.value, options.at), {{"note", options.note}});
  if (save(context, change, after, "note")) {
    context.io.err.line("noted on " + after.id);
  }
  return Exit::done;
}

}  // namespace tkt
