// SPDX-License-Identifier: MIT
#include "cmd/staff_edit.h"

#include <algorithm>

#include "cmd/find.h"
#include "model/error.h"
#include "model/text.h"

namespace tkt {

Exit run(const StaffEditOptions& options, Context& context) {
  context.require_manager("change the staff");
  if (options.fields == StaffFields{}) {
    throw Error(ErrorKind::usage, "nothing to change", "see 'tkt staff edit --help'");
  }
  Change change = context.change();
  const auto record = find_staff(change.snapshot(), options.id);
  const Staff after = apply(record.value, options.fields);
  if (after == record.value) {
    context.io.err.line(after.id + " has that already");
    return Exit::done;
  }
  refuse_taken_address(change.snapshot(), after);
  refuse_last_manager(change.snapshot(), after);
  const auto& chain = context.desk().escalation;
  if (!after.active && std::find(chain.begin(), chain.end(), after.id) != chain.end()) {
    context.warn("'" + after.id + "' is in the escalation chain of desk.yaml");
  }
  change.update(record, after);
  if (context.commit(change,
                     "staff edit " + after.id + ": " + joined(changed_fields(record.value, after)) +
                         " [by " + context.actor().id + "]",
                     {{"Staff", after.id}})) {
    context.io.err.line("changed " + after.id);
  }
  return Exit::done;
}

}  // namespace tkt
