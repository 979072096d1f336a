// SPDX-License-Identifier: MIT
//
// Files that are written once: which version stands, and what becomes of the other.
#include <fmt/core.h>

#include "tests/store/merge_desk.h"

namespace tkt::test {
namespace {

const std::string kInvoice = "invoices/2026/INV-2026-000001.yaml";
const std::string kPayment = "invoices/2026/INV-2026-000001.paid.9C2E0TQ4WX.yaml";

std::string invoice(const std::string& issued, const std::string& terms,
                    const std::string& work = "") {
  const std::string line =
      work.empty() ? ""
                   : fmt::format(
                         "{{ticket: ITW-4F7K24, work: \"{}\", by: ntebo, date: 2026-11-23, "
                         "description: x, minutes: 30, billed: 30, amount: \"0.00\", "
                         "allowance: \"0.00\", reason: covered}}",
                         work);
  return fmt::format(
      "number: INV-2026-000001\nkind: zero-value\nissued: 2026-11-23T{}:00+02:00\nsupplied: "
      "2026-11-23\nclient: {{id: kgalagadi-foods, name: K}}\nsupplier: {{name: I}}\ncurrency: "
      "BWP\nlines: [{}]\ntotals: {{net: \"0.00\", vat: [], gross: \"0.00\"}}\nterms: {}\n",
      issued, line, terms);
}

std::string payment(const std::string& amount) {
  return "id: \"9C2E0TQ4WX\"\ninvoice: INV-2026-000001\ndate: 2026-11-24\namount: \"" + amount +
         "\"\nnoted: 2026-11-24T09:00:00+02:00\nby: ntebo\n";
}

/// The commit that a sync stands on, whatever was told.
git::Oid joined(MergeDesk& desk, const git::Oid& ours, const git::Oid& theirs) {
  desk.store();
  const Merge merge = desk.merged(ours, theirs);
  CHECK(merge.refused.empty());
  const git::Oid made =
      merge.kind == Merge::Kind::fast_forward ? theirs : desk.commit({ours, theirs}, merge.files);
  desk.store();
  return made;
}

/// Both ways.
git::Oid joined_alike(MergeDesk& desk, const git::Oid& ours, const git::Oid& theirs) {
  const git::Oid made = joined(desk, ours, theirs);
  CHECK(desk.tree(made) == desk.tree(joined(desk, theirs, ours)));
  return made;
}

std::string kept_of(const MergeDesk& desk, const git::Oid& commit, const std::string& path,
                    const std::string& text) {
  return desk.file(commit, path + ".broken-" + git::Repository::hash_blob(text).hex().substr(0, 7));
}

}  // namespace

TEST_CASE("an invoice or payment that was changed is as it was made, in whichever clone merges") {
  struct Row {
    std::string path;
    std::string made;
    std::string changed;
  };
  for (const Row& row : {Row{kInvoice, invoice("10:00", "30 days"), invoice("09:00", "60 days")},
                         Row{kPayment, payment("10.00"), payment("90.00")}}) {
    MergeDesk desk;
    const git::Oid issued = desk.commit({desk.root}, {{row.path, row.made}});
    const git::Oid changed = desk.commit({issued}, {{row.path, row.changed}});
    desk.store();
    const Merge merge = desk.merged(issued, changed);
    REQUIRE(merge.stopped.size() == 1);
    CHECK(merge.stopped[0].message.starts_with("was changed"));
    const git::Oid kept = joined(desk, issued, changed);
    CHECK(desk.file(kept, row.path) == row.made);
    CHECK(kept_of(desk, kept, row.path, row.changed) == row.changed);
    // The clone that changed it, and went on.
    const git::Oid on = desk.hand(changed, kMergePath, "VPN down", "VPN is down");
    desk.store();
    CHECK(desk.merged(on, kept).stopped.empty());
    CHECK(desk.file(joined_alike(desk, on, kept), row.path) == row.made);
    // Taken away and made anew, it is not issued anew.
    git::Oid anew = desk.commit({issued}, {{row.path, std::nullopt}});
    anew = desk.commit({anew}, {{row.path, row.changed}});
    CHECK(desk.file(joined_alike(desk, kept, anew), row.path) == row.made);
  }
}

TEST_CASE("of a number that was given out twice the first document stands, and work is freed") {
  MergeDesk desk;
  const auto work = [](const std::string& id) {
    return "work:\n  - {id: \"" + id +
           "\", by: ntebo, started: 2026-11-23T08:31:00+02:00, minutes: 30, invoice: "
           "INV-2026-000001}\n";
  };
  const std::string first = invoice("10:00", "30 days", "9C2E0TQ4WX");
  const std::string second = invoice("11:00", "14 days", "AC2E0TQ4WX");
  const git::Oid a = desk.commit(
      {desk.root},
      {{kInvoice, first}, {kMergePath, std::string(kMergeTicket) + work("9C2E0TQ4WX")}});
  const git::Oid b = desk.commit(
      {desk.root},
      {{kInvoice, second}, {kMergePath, std::string(kMergeTicket) + work("AC2E0TQ4WX")}});
  desk.store();
  for (const OurChanges changes : {OurChanges::sound, OurChanges::unknown}) {
    const Merge merge = desk.merged(b, a, changes);
    REQUIRE(merge.stopped.size() == 1);
    CHECK(merge.stopped[0].message.find("tkt invoice ITW-4F7K24 (kept as") != std::string::npos);
  }
  const git::Oid made = joined_alike(desk, a, b);
  CHECK(desk.file(made, kInvoice) == first);
  CHECK(kept_of(desk, made, kInvoice, second) == second);
  const Ticket ticket = desk.ticket(made);
  REQUIRE(ticket.work.size() == 2);
  for (const Work& one : ticket.work) {
    CHECK(one.invoice == (one.id == "9C2E0TQ4WX" ? "INV-2026-000001" : ""));
  }
  // Others who have the second one only take that over, and lose nothing of their own.
  const git::Oid on = desk.hand(b, kMergePath, "VPN down", "VPN is down");
  desk.store();
  CHECK(desk.merged(on, made).stopped.empty());
  const git::Oid again = joined_alike(desk, on, made);
  CHECK(desk.file(again, kInvoice) == first);
  CHECK(desk.ticket(again).work == ticket.work);
  // A third document of the number, and a ticket that only one side has touched.
  const std::string third = invoice("12:00", "7 days", "BC2E0TQ4WX");
  const git::Oid c = desk.commit(
      {desk.root},
      {{kInvoice, third}, {kMergePath, std::string(kMergeTicket) + work("BC2E0TQ4WX")}});
  const git::Oid left = joined_alike(desk, joined_alike(desk, c, b), a);
  const git::Oid right = joined_alike(desk, c, made);
  CHECK(desk.file(left, kInvoice) == first);
  CHECK(desk.tree(left) == desk.tree(right));
  for (const Work& one : desk.ticket(right).work) {
    CHECK(one.invoice == (one.id == "9C2E0TQ4WX" ? "INV-2026-000001" : ""));
  }
}

}  // namespace tkt::test
