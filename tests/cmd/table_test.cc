// SPDX-License-Identifier: MIT
#include "cmd/table.h"

#include <algorithm>
#include <sstream>

#include <catch2/catch.hpp>

#include "tests/cmd/hostile.h"

namespace tkt {
namespace {

Table example() {
  Table table({"ID", "SUBJECT", "CLIENT"}, 1);
  table.row({{"ITW-4F7K24"}, {"VPN down for the whole office"}, {"kgalagadi-foods"}});
  table.row({{"ITW-123458"}, {"Slow printing"}, {"acme"}});
  return table;
}

std::string printed(const Table& table, bool terminal, int width = 80, bool colour = false) {
  std::ostringstream stream;
  Output out(stream, terminal, width, colour);
  table.print(out);
  return stream.str();
}

TEST_CASE("aligned under headings on a terminal") {
  CHECK(printed(example(), true) ==
        "ID          SUBJECT                        CLIENT\n"
        "ITW-4F7K24  VPN down for the whole office  kgalagadi-foods\n"
        "ITW-123458  Slow printing                  acme\n");
}

TEST_CASE("tab-separated without headings and uncut in a pipe") {
  CHECK(printed(example(), false, 10) ==
        "ITW-4F7K24\tVPN down for the whole office\tkgalagadi-foods\n"
        "ITW-123458\tSlow printing\tacme\n");
}

TEST_CASE("the elastic column is cut first") {
  CHECK(printed(example(), true, 50) ==
        "ID          SUBJECT                CLIENT\n"
        "ITW-4F7K24  VPN down for the who…  kgalagadi-foods\n"
        "ITW-123458  Slow printing          acme\n");
}

TEST_CASE("then the others, but never the first") {
  CHECK(printed(example(), true, 32) ==
        "ID          SUBJECT   CLIENT\n"
        "ITW-4F7K24  VPN dow…  kgalagadi…\n"
        "ITW-123458  Slow pr…  acme\n");
  CHECK(printed(example(), true, 3) ==
        "ID          SUBJECT\n"
        "ITW-4F7K24  VPN dow…\n"
        "ITW-123458  Slow pr…\n");
}

TEST_CASE("a spare column is left out where it leaves no room to read") {
  Table table({"ID", "SUBJECT", "STATUS", "CLIENT"}, 1);
  table.spare(2);
  table.row({{"ITW-4F7K24"}, {"VPN down for the whole office"}, {"open"}, {"kgalagadi-foods"}});
  CHECK(printed(table, true, 80) ==
        "ID          SUBJECT                        STATUS  CLIENT\n"
        "ITW-4F7K24  VPN down for the whole office  open    kgalagadi-foods\n");
  CHECK(printed(table, true, 61) ==
        "ID          SUBJECT                   STATUS  CLIENT\n"
        "ITW-4F7K24  VPN down for the whole …  open    kgalagadi-foods\n");
  CHECK(printed(table, true, 60) ==
        "ID          SUBJECT                        CLIENT\n"
        "ITW-4F7K24  VPN down for the whole office  kgalagadi-foods\n");
  CHECK(printed(table, true, 50) ==
        "ID          SUBJECT                CLIENT\n"
        "ITW-4F7K24  VPN down for the who…  kgalagadi-foods\n");
  CHECK(printed(table, false) ==
        "ITW-4F7K24\tVPN down for the whole office\topen\tkgalagadi-foods\n");
}

TEST_CASE(
    "on a very narrow terminal columns are left out from the right, but never the elastic one") {
  Table table({"ID", "DUE", "PRIORITY", "CLIENT", "SUBJECT"}, 4);
  table.row({{"ITW-4F7K24"}, {"2 h late"}, {"critical"}, {"kgalagadi-foods"}, {"VPN down today"}});
  CHECK(printed(table, true, 40) ==
        "ID          DUE       PRIORITY  SUBJECT\n"
        "ITW-4F7K24  2 h late  critical  VPN dow…\n");
  CHECK(printed(table, true, 24) ==
        "ID          SUBJECT\n"
        "ITW-4F7K24  VPN down to…\n");
}

TEST_CASE("columns fit the width wherever they can") {
  for (int width = 30; width < 80; ++width) {
    std::istringstream lines(printed(example(), true, width));
    for (std::string line; std::getline(lines, line);) {
      CHECK(display_width(line) <= width);
    }
  }
}

TEST_CASE("colour counts for no column") {
  Table table({"STATE", "ID"}, 1);
  table.row({{"breached", Style::red}, {"ITW-4F7K24"}});
  table.row({{"met"}, {"ITW-123458"}});
  CHECK(printed(table, true, 80, true) ==
        "\x1B[1mSTATE\x1B[0m     \x1B[1mID\x1B[0m\n"
        "\x1B[31mbreached\x1B[0m  ITW-4F7K24\n"
        "met       ITW-123458\n");
  CHECK(printed(table, false, 80, false) == "breached\tITW-4F7K24\nmet\tITW-123458\n");
}

TEST_CASE("wide characters stay aligned") {
  Table table({"A", "B"}, 0);
  table.row({{"日本"}, {"x"}});
  table.row({{"abcd"}, {"y"}});
  CHECK(printed(table, true) == "A     B\n日本  x\nabcd  y\n");
}

TEST_CASE("nothing to print prints nothing") {
  CHECK(printed(Table({"A"}, 0), true).empty());
  CHECK(printed(Table({"A"}, 0), false).empty());
}

TEST_CASE("a single column") {
  Table table({"SUBJECT"}, 0);
  table.row({{"Server offline in Gaborone"}});
  CHECK(printed(table, true, 12) == "SUBJECT\nServer offl…\n");
}

TEST_CASE("missing cells are empty") {
  Table table({"A", "B", "C"}, 1);
  table.row({{"1"}});
  CHECK(printed(table, false) == "1\t\t\n");
}

TEST_CASE("no hostile cell adds a line, a column or an escape sequence") {
  for (const std::string& text : hostile::strings()) {
    Table table({"A", "B"}, 1);
    table.row({{text}, {"line\nfeed\tand tab" + text}});
    const std::string piped = printed(table, false);
    CHECK(std::count(piped.begin(), piped.end(), '\n') == 1);
    CHECK(std::count(piped.begin(), piped.end(), '\t') == 1);
    CHECK(printable(piped) == piped);
    for (const int width : {5, 20, 80}) {
      const std::string shown = printed(table, true, width);
      CHECK(std::count(shown.begin(), shown.end(), '\n') == 2);
      CHECK(printable(shown) == shown);
    }
  }
}

}  // namespace
}  // namespace tkt
