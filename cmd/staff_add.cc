// SPDX-License-Identifier: MIT
#include "cmd/staff_add.h"

#include "cmd/short_name.h"
#include "model/error.h"

namespace tkt {

Exit run(const StaffAddOptions& options, Context& context) {
  context.require_manager("change the staff");
  if (!options.fields.email || !options.fields.roles) {
    throw Error(ErrorKind::usage, "a member of staff needs --email and --role",
                "the address is that of git's user.email, by which tkt knows who is who");
  }
  Staff staff;
  staff.id = short_name_of(options.id);
  staff.name = options.id == staff.id ? "" : options.id;
  staff = apply(staff, options.fields);
  Change change = context.change();
  refuse_taken_address(change.snapshot(), staff);
  change.create(staff);
  if (context.commit(change,
                     "staff add " + staff.id + (staff.name.empty() ? "" : ": " + staff.name) +
                         " [by " + context.actor().id + "]",
                     {{"Staff", staff.id}})) {
    context.io.err.line("added " + staff.id + " to the staff");
  }
  return Exit::done;
}

}  // namespace tkt
