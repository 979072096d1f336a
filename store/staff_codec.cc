// SPDX-License-Identifier: MIT
#include <algorithm>

#include "model/text.h"
#include "store/codec.h"
#include "store/entries.h"
#include "store/field_reader.h"

namespace tkt {

namespace {

Leave leave_from(const FieldReader& fields) {
  const Leave leave{fields.required_date("from"), fields.required_date("to")};
  if (leave.to < leave.from) {
    fields.fail("to", "the leave ends before it begins");
  }
  return leave;
}

Node leave_node(const Leave& leave) {
  return Node::record({{"from", date_node(leave.from)}, {"to", date_node(leave.to)}}, true);
}

std::vector<std::string> roles_of(const FieldReader& fields) {
  auto roles = fields.texts("roles");
  for (const std::string& role : roles) {
    if (std::find(known_roles().begin(), known_roles().end(), role) == known_roles().end()) {
      fields.fail("roles", role, "role (" + joined(known_roles()) + ")");
    }
  }
  return roles;
}

}  // namespace

Staff staff_from(const Node& root, std::string_view path, AskedKeys* asked) {
  const FieldReader fields(root, path, asked);
  Staff staff;
  staff.id = short_file_name(path);
  staff.name = fields.text("name");
  staff.email = fields.text("email");
  staff.mobile = fields.text("mobile");
  staff.roles = roles_of(fields);
  staff.skills = fields.texts("skills");
  for (const FieldReader& leave : fields.maps("leave")) {
    staff.leave.push_back(leave_from(leave));
  }
  staff.active = fields.boolean("active", true);
  staff.key = fields.text("key");
  return staff;
}

Node to_node(const Staff& staff) {
  Entries entries;
  add_text(entries, "name", staff.name);
  add_text(entries, "email", staff.email);
  add_text(entries, "mobile", staff.mobile, Node::quoted);
  add_texts(entries, "roles", staff.roles);
  add_texts(entries, "skills", staff.skills);
  add_list(entries, "leave", staff.leave, leave_node);
  if (!staff.active) {
    entries.emplace_back("active", Node::bare("false"));
  }
  add_text(entries, "key", staff.key);
  return Node::record(std::move(entries), false);
}

}  // namespace tkt
