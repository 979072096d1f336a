// SPDX-License-Identifier: MIT
#include "cmd/staff_show.h"

#include <nlohmann/json.hpp>

#include "cmd/find.h"
#include "cmd/json.h"
#include "cmd/table.h"
#include "store/yaml.h"

namespace tkt {

Exit run(const StaffShowOptions& options, Context& context) {
  const auto record = find_staff(context.snapshot(), options.id);
  const Staff& staff = record.value;
  Output& out = context.io.out;
  if (options.json) {
    out.raw(dump(to_json(staff, parse_yaml(record.text, record.path))));
    return Exit::done;
  }
  out.line(Style::bold, staff.id);
  print_field(out, "name", staff.name);
  print_field(out, "email", staff.email);
  print_field(out, "mobile", staff.mobile);
  for (const std::string& role : staff.roles) {
    print_field(out, "role", role);
  }
  for (const std::string& skill : staff.skills) {
    print_field(out, "skill", skill);
  }
  for (const Leave& leave : staff.leave) {
    print_field(out, "leave", format_date(leave.from) + ".." + format_date(leave.to));
  }
  print_field(out, "active", staff.active ? "yes" : "no");
  return Exit::done;
}

}  // namespace tkt
