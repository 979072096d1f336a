// SPDX-License-Identifier: MIT
//
// Clients, staff and invoices.
#include <catch2/catch.hpp>

#include "model/error.h"
#include "store/codec.h"

namespace tkt {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

namespace {

struct Case {
  const char* piece;
  const char* instead;
  const char* refusal;
};

/// Each case must be refused with its message behind "path:".
template <class Read, std::size_t n>
void check_refusals(const std::string& text, const std::string& path, Read read,
                    const Case (&cases)[n]) {
  for (const Case& c : cases) {
    CAPTURE(c.piece, c.instead);
    std::string changed = text;
    const std::size_t at = changed.find(c.piece);
    REQUIRE(at != std::string::npos);
    changed.replace(at, std::string(c.piece).size(), c.instead);
    CHECK_THROWS_WITH(read(changed), Catch::StartsWith(path + ":" + c.refusal));
  }
}

const std::string kClientPath = "clients/kgalagadi-foods.yaml";
const std::string kClient =
    "name: Kgalagadi Foods (Pty) Ltd\n"
    "category: contract\n"
    "calendar: shop\n"
    "address: [Plot 12, \"Gaborone, Botswana\"]\n"
    "vat-number: \"C00012345\"\n"
    "contacts:\n"
    "  - {name: Neo Kgosi, mobile: \"+26771234567\", email: neo@example.org}\n"
    "  - {name: Reception}\n"
    "domains: [kgalagadi.example, kgalagadi.co.bw]\n"
    "usual: letla\n"
    "contract: {number: \"C-17\", from: 2026-01-01, to: 2026-12-31}\n";

Client read_client(const std::string& text) {
  return client_from(parse_yaml(text, kClientPath), kClientPath);
}

const std::string kStaffPath = "staff/letla.yaml";
const std::string kStaff =
    "name: Letla Mmeke\n"
    "email: letla@example.org\n"
    "mobile: \"+26771234568\"\n"
    "roles: [technician, infrastructure-manager]\n"
    "skills: [vpn, wifi]\n"
    "leave:\n"
    "  - {from: 2026-12-21, to: 2026-12-31}\n"
    "active: false\n"
    "key: ssh-ed25519 AAAAC3Nza letla\n";

Staff read_staff(const std::string& text) {
  return staff_from(parse_yaml(text, kStaffPath), kStaffPath);
}

const std::string kInvoicePath = "invoices/2026/INV-2026-000042.yaml";
const std::string kInvoice =
    "number: INV-2026-000042\n"
    "kind: invoice\n"
    "issued: 2026-11-30T16:00:00+02:00\n"
    "by: ntebo\n"
    "supplied: 2026-11-23\n"
    "client: {id: kgalagadi-foods, name: Kgalagadi Foods, address: [Plot 12], vat-number: "
    "\"C00012345\"}\n"
    "supplier: {name: ITWorx, vat-number: \"C00000001\", phone: \"+267 71924495\", email: "
    "help@example.org}\n"
    "currency: BWP\n"
    "lines:\n"
    "  - {ticket: \"ITW-4F7K24\", work: \"9C2E0TQ4WX\", by: letla, date: 2026-11-23, description: "
    "\"VPN down: restarted\", minutes: 45, billed: 60, rate: \"450.00\", amount: \"450.00\", "
    "reason: normal rate}\n"
    "  - {ticket: \"ITW-4F7K24\", work: \"9C2E0TQ4WY\", by: letla, date: 2026-11-23, minutes: 5, "
    "billed: 15, amount: \"0.00\", allowance: \"112.50\"}\n"
    "totals: {net: \"450.00\", vat: [{percent: \"14\", base: \"450.00\", amount: \"63.00\"}], "
    "gross: \"513.00\"}\n"
    "terms: 30 days\n";

Invoice read_invoice(const std::string& text) {
  return invoice_from(parse_yaml(text, kInvoicePath), kInvoicePath);
}

const Zone& zone() {
  static const Zone gaborone("Africa/Gaborone");
  return gaborone;
}

}  // namespace

TEST_CASE("a client is read and written") {
  const Client client = read_client(kClient);
  Client expected;
  expected.id = "kgalagadi-foods";
  expected.name = "Kgalagadi Foods (Pty) Ltd";
  expected.category = "contract";
  expected.calendar = "shop";
  expected.address = {"Plot 12", "Gaborone, Botswana"};
  expected.vat_number = "C00012345";
  expected.contacts = {{"Neo Kgosi", "+26771234567", "neo@example.org"}, {"Reception", "", ""}};
  expected.domains = {"kgalagadi.example", "kgalagadi.co.bw"};
  expected.usual = "letla";
  expected.contract.number = "C-17";
  expected.contract.from = year(2026) / month(1) / day(1);
  expected.contract.to = year(2026) / month(12) / day(31);
  CHECK(client == expected);
  CHECK(emit_yaml(to_node(client)) == kClient);
  CHECK(emit_yaml(to_node(read_client("category: non-contract\n"))) == "category: non-contract\n");
}

TEST_CASE("a client's file is edited in place") {
  const std::string text =
      "name:   Kgalagadi   # since 2019\n"
      "category: contract\n"
      "contract:\n"
      "  number: C-17\n"
      "  # signed by hand\n"
      "  signed: 2025-12-01\n"
      "contacts:\n"
      "- name: Neo Kgosi\n"
      "  birthday: 3 May\n";
  const Client before = read_client(text);
  Client after = before;
  after.contract.number.clear();
  after.contacts[0].mobile = "+26771234567";
  after.contacts.push_back({"Thabo", "", "thabo@example.org"});
  CHECK(edit_yaml(text, to_node(before), to_node(after), kClientPath) ==
        "name:   Kgalagadi   # since 2019\n"
        "category: contract\n"
        "contract:\n"
        "  # signed by hand\n"
        "  signed: 2025-12-01\n"
        "contacts:\n"
        "- name: Neo Kgosi\n"
        "  mobile: \"+26771234567\"\n"
        "  birthday: 3 May\n"
        "- name: Thabo\n"
        "  email: thabo@example.org\n");
}

TEST_CASE("a client that breaks a rule is refused") {
  const Case cases[] = {
      {"category: contract\n", "", "1: 'category' is missing"},
      {"calendar: shop", "calendar: ../x", "3: calendar: '../x' is no short name"},
      {"address: [Plot 12, \"Gaborone, Botswana\"]", "address: Plot 12", "4: address: a list was"},
      {"address: [Plot 12, \"Gaborone, Botswana\"]", "address: Plot 12", "4: address: a list was"},
      {"{name: Reception}", "{email: a@example.org}", "8: 'name' is missing"},
      {"usual: letla", "usual: Letla M", "10: usual: 'Letla M' is no short name"},
      {"kgalagadi.co.bw]", "'a b']", "9: domains: 'a b' is no domain"},
      {"from: 2026-01-01", "from: 1 January", "11: from: '1 January' is no day, as"},
      {"from: 2026-01-01", "from: 2027-01-01", "11: the contract ends before it begins"},
      {"contract: {", "contract: [{", ""},
  };
  check_refusals(kClient, kClientPath, read_client, cases);
  CHECK_THROWS_WITH(client_from(parse_yaml(kClient, "clients/A b.yaml"), "clients/A b.yaml"),
                    Catch::StartsWith("clients/A b.yaml:1: the file's name 'A b' is no short"));
}

TEST_CASE("a member of staff is read and written") {
  const Staff staff = read_staff(kStaff);
  CHECK(staff == Staff{"letla",
                       "Letla Mmeke",
                       "letla@example.org",
                       "+26771234568",
                       {"technician", "infrastructure-manager"},
                       {"vpn", "wifi"},
                       {{year(2026) / month(12) / day(21), year(2026) / month(12) / day(31)}},
                       false,
                       "ssh-ed25519 AAAAC3Nza letla"});
  CHECK(emit_yaml(to_node(staff)) == kStaff);
  CHECK(read_staff("name: Letla\n").active);
}

TEST_CASE("staff that breaks a rule is refused") {
  const Case cases[] = {
      {"[technician,", "[wizard,",
       "4: roles: 'wizard' is no role (technician, helpdesk-manager, infrastructure-manager, "
       "managing-director, service)"},
      {"from: 2026-12-21, ", "", "7: 'from' is missing"},
      {"to: 2026-12-31", "to: 2026-12-20", "7: the leave ends before it begins"},
      {"active: false", "active: 0", "8: active: '0' is no true or false"},
  };
  check_refusals(kStaff, kStaffPath, read_staff, cases);
}

TEST_CASE("an invoice is read and written") {
  const Invoice invoice = read_invoice(kInvoice);
  CHECK(invoice.number == "INV-2026-000042");
  CHECK(invoice.kind == InvoiceKind::invoice);
  CHECK(invoice.issued == *parse_instant("2026-11-30T14:00:00Z"));
  CHECK(invoice.supplied == year(2026) / month(11) / day(23));
  CHECK(invoice.client ==
        Party{"kgalagadi-foods", "Kgalagadi Foods", {"Plot 12"}, "C00012345", "", ""});
  CHECK(invoice.supplier ==
        Party{"", "ITWorx", {}, "C00000001", "+267 71924495", "help@example.org"});
  REQUIRE(invoice.lines.size() == 2);
  CHECK(invoice.lines[0].rate == Money(45000));
  CHECK(invoice.lines[0].billed == 60);
  CHECK_FALSE(invoice.lines[1].rate);
  CHECK(invoice.lines[1].allowance == 11250);
  CHECK(invoice.totals == Totals{45000, {{1400, 45000, 6300}}, 51300});
  CHECK(emit_yaml(to_node(invoice, zone())) == kInvoice);
}

TEST_CASE("a credit note names what it credits") {
  std::string text = kInvoice;
  text.replace(text.find("kind: invoice"), 13, "kind: credit-note");
  CHECK_THROWS_WITH(read_invoice(text), Catch::EndsWith("a credit note names the invoice"));
  text += "credits: INV-2026-000041\nreason: wrong client\n";
  const Invoice note = read_invoice(text);
  CHECK(note.credits == "INV-2026-000041");
  CHECK(note.reason == "wrong client");
  CHECK(read_invoice(emit_yaml(to_node(note, zone()))) == note);
}

TEST_CASE("an invoice that breaks a rule is refused") {
  const Case cases[] = {
      {"number: INV-2026-000042\n", "", "1: 'number' is missing"},
      {"number: INV-2026-000042", "number: ../x", "1: number: '../x' is no invoice number"},
      {"kind: invoice", "kind: bill", "2: kind: 'bill' is no kind (invoice, zero-value, credit"},
      {"issued: 2026-11-30T16:00:00+02:00", "issued: 2026-11-30", "3: issued: '2026-11-30' is no"},
      {"supplied: 2026-11-23\n", "", "1: 'supplied' is missing"},
      {"client: {", "x: {", "1: 'client' is missing"},
      {"totals: {", "x: {", "1: 'totals' is missing"},
      {"{ticket: \"ITW-4F7K24\"", "{ticket: \"ITW-4F7K25\"", "10: ticket: 'ITW-4F7K25' is no"},
      {"amount: \"450.00\", reason", "amount: 450.005, reason", "10: amount: '450.005' is no"},
      {"amount: \"0.00\", ", "", "11: 'amount' is missing"},
      {"billed: 60", "billed: -60", "10: billed: -60 is not between 0 and"},
      {"gross: \"513.00\"", "sum: \"513.00\"", "12: 'gross' is missing"},
      {"terms: 30 days", "credits: INV-2026-000041", "13: only a credit note credits an invoice"},
  };
  check_refusals(kInvoice, kInvoicePath, read_invoice, cases);
}

}  // namespace tkt
