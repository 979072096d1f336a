// SPDX-License-Identifier: MIT
#include "store/paths.h"

#include <catch2/catch.hpp>

#include "model/error.h"

namespace tkt {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

TEST_CASE("the paths of a desk's files") {
  CHECK(ticket_path("ITW-4F7K24", year(2026) / month(11) / day(3)) ==
        "tickets/2026/11/03/ITW-4F7K24.yaml");
  CHECK(client_path("kgalagadi-foods") == "clients/kgalagadi-foods.yaml");
  CHECK(staff_path("letla") == "staff/letla.yaml");
  CHECK(template_path("opened.email.txt") == "templates/opened.email.txt");
  CHECK(invoice_path("INV-2026-000042") == "invoices/2026/INV-2026-000042.yaml");
  CHECK(invoice_path("CN-2027-000001") == "invoices/2027/CN-2027-000001.yaml");
  for (const char* number : {"", "INV", "INV-2026", "../desk", "INV-2026-00004x"}) {
    CHECK_THROWS_AS(invoice_path(number), Error);
  }
}

TEST_CASE("what a path holds") {
  CHECK(kind_of("desk.yaml") == FileKind::desk);
  CHECK(kind_of("tickets/2026/11/23/ITW-4F7K24.yaml") == FileKind::ticket);
  CHECK(kind_of("tickets/2026/11/23/notes.yaml") == FileKind::ticket);
  CHECK(kind_of("clients/kgalagadi-foods.yaml") == FileKind::client);
  CHECK(kind_of("staff/letla.yaml") == FileKind::staff);
  CHECK(kind_of("invoices/2026/INV-2026-000042.yaml") == FileKind::invoice);
  CHECK(kind_of("templates/opened.email.txt") == FileKind::message_template);
  for (const char* other :
       {"", "README.md", "x/desk.yaml", "desk.yml", "tickets", "tickets/", "tickets/README",
        "clients/logo.png", "staff/.#letla.yaml", "tickets/2026/11/23/.ITW-4F7K24.yaml.swp",
        "templates/.keep", "attachments/x.yaml"}) {
    CAPTURE(other);
    CHECK(kind_of(other) == FileKind::other);
  }
}

TEST_CASE("the name in a path") {
  CHECK(name_of("tickets/2026/11/23/ITW-4F7K24.yaml") == "ITW-4F7K24");
  CHECK(name_of("letla.yaml") == "letla");
  CHECK(name_of("templates/opened.email.txt") == "opened.email.txt");
  CHECK(name_of("").empty());
}

}  // namespace tkt
