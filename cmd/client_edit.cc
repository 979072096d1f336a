// SPDX-License-Identifier: MIT
#include "cmd/client_edit.h"

#include "cmd/find.h"
#include "model/error.h"
#include "model/text.h"

namespace tkt {

Exit run(const ClientEditOptions& options, Context& context) {
  (void)context.actor();
  if (options.fields == ClientFields{}) {
    throw Error(ErrorKind::usage, "nothing to change", "see 'tkt client edit --help'");
  }
  Change change = context.change();
  const auto record = find_client(change.snapshot(), options.id);
  const Client after = apply(record.value, options.fields, change.snapshot());
  if (after == record.value) {
    context.io.err.line("client " + after.id + " has that already");
    return Exit::done;
  }
  change.update(record, after);
  if (context.commit(change,
                     "client edit " + after.id + ": " +
                         joined(changed_fields(record.value, after)) + " [by " +
                         context.actor().id + "]",
                     {{"Client", after.id}})) {
    context.io.err.line("changed client " + after.id);
  }
  return Exit::done;
}

}  // namespace tkt
