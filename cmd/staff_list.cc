// SPDX-License-Identifier: MIT
#include "cmd/staff_list.h"

#include <nlohmann/json.hpp>

#include "cmd/json.h"
#include "cmd/table.h"
#include "model/text.h"
#include "store/yaml.h"

namespace tkt {

Exit run(const StaffListOptions& options, Context& context) {
  std::vector<BrokenFile> broken;
  const auto staff = context.snapshot().staff(&broken);
  if (options.json) {
    Json list = Json::array();
    for (const auto& record : staff) {
      list.push_back(to_json(record.value, parse_yaml(record.text, record.path)));
    }
    context.io.out.raw(dump(list));
  } else {
    const Date today = context.zone().date(context.now());
    Table table({"STAFF", "NAME", "ROLES", "SKILLS", "MOBILE", "NOW"}, 2);
    for (const auto& record : staff) {
      const Staff& one = record.value;
      table.row({{one.id, Style::bold},
                 {one.name},
                 {joined(one.roles)},
                 {joined(one.skills)},
                 {one.mobile},
                 {!one.active           ? "inactive"
                  : one.on_leave(today) ? "on leave"
                                        : "here"}});
    }
    table.print(context.io.out);
  }
  return context.report_broken(broken) ? Exit::storage : Exit::done;
}

}  // namespace tkt
