// SPDX-License-Identifier: MIT
#include <algorithm>

#include "store/codec.h"
#include "store/field_reader.h"
#include "store/paths.h"

namespace tkt {
namespace {

using Entries = std::vector<std::pair<std::string, Node>>;

Node names_node(const std::vector<std::string>& names) {
  std::vector<Node> items;
  for (const std::string& name : names) {
    items.push_back(Node::text(name));
  }
  return Node::list(std::move(items), true);
}

Node leave_node(const std::vector<Leave>& spans) {
  std::vector<Node> items;
  for (const Leave& leave : spans) {
    items.push_back(Node::record(
        {{"from", Node::bare(format_date(leave.from))}, {"to", Node::bare(format_date(leave.to))}},
        true));
  }
  return Node::list(std::move(items), false);
}

std::vector<std::string> roles_of(const FieldReader& fields) {
  const auto roles = fields.texts("roles");
  for (const std::string& role : roles) {
    if (std::find(known_roles().begin(), known_roles().end(), role) == known_roles().end()) {
      fields.fail("roles", role,
                  "role (technician, helpdesk-manager, infrastructure-manager, "
                  "managing-director, service)");
    }
  }
  return roles;
}

}  // namespace

Staff staff_from(const Node& root, std::string_view path) {
  const FieldReader fields(root, path);
  Staff staff;
  staff.id = name_of(path);
  staff.name = fields.text("name");
  staff.email = fields.text("email");
  staff.mobile = fields.text("mobile");
  staff.roles = roles_of(fields);
  staff.skills = fields.texts("skills");
  for (const FieldReader& leave : fields.maps("leave")) {
    staff.leave.push_back({leave.required_date("from"), leave.required_date("to")});
    if (staff.leave.back().to < staff.leave.back().from) {
      leave.fail("to", "leave ends before it begins");
    }
  }
  staff.active = fields.boolean("active", true);
  staff.key = fields.text("key");
  return staff;
}

Node to_node(const Staff& staff) {
  Entries entries;
  const auto add = [&](const char* key, const std::string& value, Node (*write)(std::string)) {
    if (!value.empty()) {
      entries.emplace_back(key, write(value));
    }
  };
  add("name", staff.name, Node::text);
  add("email", staff.email, Node::text);
  add("mobile", staff.mobile, Node::quoted);
  entries.emplace_back("roles", names_node(staff.roles));
  if (!staff.skills.empty()) {
    entries.emplace_back("skills", names_node(staff.skills));
  }
  if (!staff.leave.empty()) {
    entries.emplace_back("leave", leave_node(staff.leave));
  }
  if (!staff.active) {
    entries.emplace_back("active", Node::bare("false"));
  }
  add("key", staff.key, Node::text);
  return Node::record(std::move(entries), false);
}

}  // namespace tkt
