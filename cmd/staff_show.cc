// SPDX-License-Identifier: MIT
#include "cmd/staff_show.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "cmd/find.h"
#include "cmd/json.h"
#include "store/yaml.h"

namespace tkt {
namespace {

void line(Output& out, const std::string& name, const std::string& value) {
  if (!value.empty()) {
    out.text(Style::dim, fmt::format("{:<11}", name));
    out.line(printable_line(value));
  }
}

}  // namespace

Exit run(const StaffShowOptions& options, Context& context) {
  const auto record = find_staff(context.snapshot(), options.id);
  const Staff& staff = record.value;
  Output& out = context.io.out;
  if (options.json) {
    out.raw(dump(to_json(staff, parse_yaml(record.text, record.path))));
    return Exit::done;
  }
  out.line(Style::bold, staff.id);
  line(out, "name", staff.name);
  line(out, "email", staff.email);
  line(out, "mobile", staff.mobile);
  for (const std::string& role : staff.roles) {
    line(out, "role", role);
  }
  for (const std::string& skill : staff.skills) {
    line(out, "skill", skill);
  }
  for (const Leave& leave : staff.leave) {
    line(out, "leave", format_date(leave.from) + ".." + format_date(leave.to));
  }
  line(out, "active", staff.active ? "yes" : "no");
  return Exit::done;
}

}  // namespace tkt
