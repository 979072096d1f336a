// SPDX-License-Identifier: MIT
//
// A small desk to change, and what its repository must look like when nothing is amiss.
#pragma once

#include <string>

#include "store/store.h"
#include "tests/store/temporary.h"

namespace tkt::test {

inline constexpr const char* kDeskText = R"(company: {name: ITWorx, phone: "+267 71924495"}
prefix: ITW
currency: BWP
calendar: office
calendars:
  office:
    zone: Africa/Gaborone
    hours: {mon: ["08:00-17:00"], tue: ["08:00-17:00"], wed: ["08:00-17:00"], thu: ["08:00-17:00"], fri: ["08:00-17:00"], sat: [], sun: []}
    holidays: []
    days: {}
priorities:
  critical: {respond: 60m}
  low: {respond: 480m}
  queue: {}
categories:
  contract: {sla: true, callout: true, invoice: zero}
  non-contract: {sla: false, callout: false, invoice: charge}
warn: 75
escalation: [ntebo]
billing:
  rates: {}
  rounding: {unit: 15m, mode: up, minimum: 0m, scope: entry}
  vat: []
  invoice-prefix: INV
  credit-prefix: CN
  first-number: 1
)";

inline constexpr const char* kStaffText =
    "name: Ntebo Mokgotthu\nemail: ntebo@example.com\nroles: [helpdesk-manager]\n";

inline Author sample_author() {
  return {"Ntebo Mokgotthu", "ntebo@example.com", Instant(Seconds(1795421700)), Seconds(7200)};
}

/// A desk of ITWorx in its own repository, with one member of staff and one message template.
class SampleDesk {
 public:
  SampleDesk() {
    make_repository(root());
    Store::create(root(),
                  {{"desk.yaml", kDeskText},
                   {"staff/ntebo.yaml", kStaffText},
                   {"templates/opened.email.txt", "first\n"}},
                  "init ITWorx", sample_author());
  }

  [[nodiscard]] const std::filesystem::path& root() const { return folder_.path(); }
  [[nodiscard]] Store open() const { return Store::open(root()); }
  [[nodiscard]] std::string git(const std::vector<std::string>& arguments) const {
    return git_says(root(), arguments);
  }
  [[nodiscard]] std::string head() const { return git({"rev-parse", "HEAD"}); }

  /// Makes a commit that sets the template's text.
  git::Oid set(const std::string& text,
               const std::string& path = "templates/opened.email.txt") const {
    Change change = open().change();
    change.put(path, text);
    return change.commit("set", {}, sample_author());
  }

  /// What is wrong with work tree, index, objects and state folder; empty when nothing is.
  [[nodiscard]] std::string trouble() const {
    std::string found = git({"status", "--porcelain"}) + git({"fsck", "--strict", "--no-dangling"});
    for (const auto& file : std::filesystem::recursive_directory_iterator(root())) {
      const std::string name = file.path().filename().string();
      const bool lock =
          file.path().extension() == ".lock" && file.path().parent_path().filename() != "tkt";
      if (lock || name.find(".tkt-new") != std::string::npos || name == "intent" ||
          name == "intent.new" || name == "index.new" || name == "index-lock") {
        found += "left behind: " + file.path().string() + "\n";
      }
    }
    return found;
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace tkt::test
