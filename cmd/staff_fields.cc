// SPDX-License-Identifier: MIT
#include "cmd/staff_fields.h"

#include <algorithm>

#include "cmd/client_fields.h"
#include "model/error.h"
#include "model/text.h"

namespace tkt {
namespace {

Leave read_leave(const std::string& typed) {
  const auto dots = typed.find("..");
  const auto from = parse_date(typed.substr(0, dots));
  const auto to = dots == std::string::npos ? from : parse_date(typed.substr(dots + 2));
  if (!from || !to || *to < *from) {
    throw Error(ErrorKind::usage, "--leave: '" + typed + "' is no span of days",
                "write it as 2026-12-21..2027-01-04");
  }
  return {*from, *to};
}

void check_role(const std::string& role) {
  const auto& known = known_roles();
  if (std::find(known.begin(), known.end(), role) == known.end()) {
    std::string all;
    for (const std::string& one : known) {
      all += (all.empty() ? "" : ", ") + one;
    }
    throw Error(ErrorKind::refused, "there is no role '" + role + "'", "the roles are: " + all);
  }
}

}  // namespace

Staff apply(Staff staff, const StaffFields& fields) {
  staff.name = fields.name.value_or(staff.name);
  staff.email = fields.email && !fields.email->empty() ? email_option(*fields.email)
                                                       : fields.email.value_or(staff.email);
  staff.mobile = fields.mobile && !fields.mobile->empty() ? mobile_option(*fields.mobile)
                                                          : fields.mobile.value_or(staff.mobile);
  staff.roles = fields.roles.value_or(staff.roles);
  staff.skills = fields.skills.value_or(staff.skills);
  staff.active = fields.active.value_or(staff.active);
  for (const std::string& role : staff.roles) {
    check_role(role);
  }
  if (fields.leave && fields.leave->empty()) {
    staff.leave.clear();
  }
  for (const std::string& span : fields.leave.value_or(std::vector<std::string>{})) {
    staff.leave.push_back(read_leave(span));
  }
  return staff;
}

std::vector<std::string> changed_fields(const Staff& before, const Staff& after) {
  const std::vector<std::pair<const char*, bool>> all = {
      {"name", before.name != after.name},
      {"email", before.email != after.email},
      {"mobile", before.mobile != after.mobile},
      {"role", before.roles != after.roles},
      {"skill", before.skills != after.skills},
      {"leave", before.leave != after.leave},
      {after.active ? "active" : "inactive", before.active != after.active}};
  std::vector<std::string> fields;
  for (const auto& [field, differs] : all) {
    if (differs) {
      fields.emplace_back(field);
    }
  }
  return fields;
}

void refuse_taken_address(const Snapshot& snapshot, const Staff& staff) {
  for (const auto& record : snapshot.staff()) {
    if (record.value.id != staff.id && !staff.email.empty() &&
        same_name(record.value.email, staff.email)) {
      throw Error(ErrorKind::refused,
                  "'" + staff.email + "' is the address of '" + record.value.id + "'",
                  "tkt knows people by their address: each has its own");
    }
  }
}

void refuse_last_manager(const Snapshot& snapshot, const Staff& after) {
  for (const auto& record : snapshot.staff()) {
    const Staff& staff = record.value.id == after.id ? after : record.value;
    if (staff.active && staff.has_role(kHelpdeskManager)) {
      return;
    }
  }
  throw Error(ErrorKind::refused, "that would leave the desk without a Helpdesk Manager",
              "give the role to somebody else first");
}

}  // namespace tkt
