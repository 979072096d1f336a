// SPDX-License-Identifier: MIT
#include "store/merge_order.h"

#include <catch2/catch.hpp>

#include "store/codec.h"
#include "store/records.h"
#include "tests/store/sample_desk.h"

namespace tkt::test {
namespace {

std::vector<std::string> keys_of(const Node& record) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : record.fields) {
    keys.push_back(key);
  }
  return keys;
}

Ticket full_ticket() {
  Ticket ticket;
  ticket.id = "ITW-4F7K24";
  ticket.formerly = {"ITW-123458"};
  ticket.description = "Nobody can connect.";
  ticket.tags = {"vpn"};
  ticket.assigned = "letla";
  ticket.sla = {Clock{}};
  ticket.work = {{"9C2E0TQ4WX", "letla", {}, 45, "Restarted", false, "INV-2026-000042"}};
  ticket.events = {{"5D1AK3M90R", {}, std::nullopt, "ntebo", "open", {}}};
  ticket.messages = {{"5D1AK3M90R", "sms", "contact", "opened", std::nullopt}};
  return ticket;
}

Client full_client() {
  Client client;
  client.name = "Kgalagadi Foods";
  client.category = "contract";
  client.calendar = "always";
  client.address = {"Plot 22"};
  client.vat_number = "C1";
  client.contacts = {{"Neo Kgosi", "+26771234567", "neo@kgalagadi.example"}};
  client.domains = {"kgalagadi.example"};
  client.usual = "letla";
  client.contract.number = "C-17";
  client.rates.normal = 45000;
  client.rounding = Rounding{};
  client.discount = 1000;
  return client;
}

Staff full_staff() {
  Staff staff;
  staff.name = "Letla Mmeke";
  staff.email = "letla@itworx.example";
  staff.mobile = "+26771000002";
  staff.roles = {"technician"};
  staff.skills = {"vpn"};
  staff.leave = {{Date{}, Date{}}};
  staff.active = false;
  staff.key = "ssh-ed25519 AAAA";
  return staff;
}

}  // namespace

TEST_CASE("keys that meet for the first time stand as in a new file") {
  const Desk desk = read_desk("desk.yaml", kDeskText).value;
  const Node ticket = to_node(full_ticket(), desk.zone());
  for (const auto& keys :
       {keys_of(ticket), keys_of(to_node(full_client())), keys_of(to_node(full_staff())),
        keys_of(ticket.find("work")->items.front())}) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      for (std::size_t j = i + 1; j < keys.size(); ++j) {
        INFO(keys[i] << " before " << keys[j]);
        CHECK(merged_order({keys[j]}, {keys[i]}) == std::vector{keys[i], keys[j]});
      }
    }
  }
}

}  // namespace tkt::test
