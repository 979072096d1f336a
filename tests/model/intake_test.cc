// SPDX-License-Identifier: MIT
#include "model/intake.h"

#include <catch2/catch.hpp>

namespace tkt {
namespace {

Client client(std::string id, std::vector<Contact> contacts) {
  Client one;
  one.id = std::move(id);
  one.contacts = std::move(contacts);
  return one;
}

}  // namespace

TEST_CASE("a sender belongs to the client of the contact, else of the domain") {
  const std::vector<Client> clients = {
      client("kgalagadi", {{"Neo", "+26771234567", "neo@kgalagadi.example"}}),
      client("chobe", {{"Thato", "71000001", "thato@gmail.com"}, {"Pule", "", "p@chobe.example"}}),
      client("also-chobe", {{"Kabo", "", "k@chobe.example"}})};
  const auto ids = [&](std::string_view address) {
    std::vector<std::string> found;
    for (const SenderClient& one : clients_of_sender(clients, address)) {
      found.push_back(one.client->id + (one.contact == nullptr ? "" : "/" + one.contact->name));
    }
    return found;
  };
  using Ids = std::vector<std::string>;
  CHECK(ids("NEO@kgalagadi.example") == Ids{"kgalagadi/Neo"});
  CHECK(ids("new@kgalagadi.example") == Ids{"kgalagadi"});
  CHECK(ids("thato@gmail.com") == Ids{"chobe/Thato"});
  CHECK(ids("other@gmail.com").empty());
  CHECK(ids("p@chobe.example") == Ids{"chobe/Pule"});
  CHECK(ids("x@chobe.example") == Ids{"chobe", "also-chobe"});
  CHECK(ids("x@evil-kgalagadi.example").empty());
  CHECK(ids("+26771234567") == Ids{"kgalagadi/Neo"});
  CHECK(ids("+26771000001") == Ids{"chobe/Thato"});
  CHECK(ids("").empty());
}

TEST_CASE(
    "a domain that a client names is stronger than that of a contact, but not than a contact") {
  std::vector<Client> clients = {client("kgalagadi", {{"Neo", "", "neo@chobe.example"}}),
                                 client("chobe", {{"Thato", "", "thato@chobe.example"}})};
  clients[1].domains = {"chobe.example", "Chobe.co.bw", "gmail.com"};
  const auto id = [&](std::string_view address) {
    const auto found = clients_of_sender(clients, address);
    return found.size() == 1 ? found.front().client->id : std::to_string(found.size());
  };
  CHECK(id("new@chobe.example") == "chobe");
  CHECK(id("new@CHOBE.co.bw") == "chobe");
  CHECK(id("neo@chobe.example") == "kgalagadi");
  CHECK(id("new@mail.chobe.co.bw") == "0");
  CHECK(id("new@notchobe.co.bw") == "0");
  CHECK(id("new@gmail.com") == "0");
  CHECK(id("+26771234567") == "0");
}

TEST_CASE("domains, and those where anybody can have an address") {
  for (const char* good : {"kgalagadi.co.bw", "a.b", "x-1.example"}) {
    CHECK(is_email_domain(good));
    CHECK_FALSE(is_anybodys_domain(good));
  }
  for (const char* bad : {"", "bw", "a..b", "@a.b", "a b.c", "-a.b", "a.b\n", "kgalägadi.bw"}) {
    CHECK_FALSE(is_email_domain(bad));
  }
  for (const char* anybodys : {"gmail.com", "GMail.com", "yahoo.co.za", "hotmail.fr"}) {
    CHECK(is_anybodys_domain(anybodys));
  }
}

TEST_CASE("our own Message-IDs") {
  const auto own = read_own_message_id("ITW-4F7K24.5D1AK3M90R.contact@itworx.example");
  REQUIRE(own);
  CHECK(own->ticket == "ITW-4F7K24");
  CHECK(own->event == "5D1AK3M90R");
  CHECK(read_own_message_id("ITW-4F7K24@itworx.example")->event.empty());
  CHECK_FALSE(read_own_message_id("ITW-4F7K25.x@itworx.example"));
  CHECK(read_own_message_id("ABC-4F7K24.x@itworx.example")->ticket == "ABC-4F7K24");
  CHECK_FALSE(read_own_message_id(""));
}

TEST_CASE("Message-IDs that an answer may name") {
  for (const char* good : {"1@x", "CA+a=b.c_d@mail.gmail.com", "a$b@[10.0.0.1]"}) {
    CHECK(is_message_id(good));
  }
  for (const std::string& bad :
       {std::string(), std::string("x"), std::string("@"), std::string("a@b@c"),
        std::string("a b@c"), std::string("<a@b>"), std::string("a@b\n"), std::string("\xC3\xA9@b"),
        "a@" + std::string(250, 'b')}) {
    CHECK_FALSE(is_message_id(bad));
  }
}

TEST_CASE("the tickets that a text names") {
  using Ids = std::vector<TicketId>;
  CHECK(named_tickets("Re: [ITW-4F7K24] VPN, hd-123458!") == Ids{"ITW-4F7K24", "HD-123458"});
  CHECK(named_tickets("ITW-4F7K24 ITW-4F7K24") == Ids{"ITW-4F7K24"});
  CHECK(named_tickets("ABCDEFGHI-4F7K24 ITW-4F7K245 ITW-4F7K2 ITW-4F7K25 -4F7K24 7-4F7K24 -")
            .empty());
}

TEST_CASE("IDs that follow from a message are valid, the same each time, and differ") {
  const std::string sum = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  CHECK(is_ticket_id(ticket_id_of_sum("ITW", sum, 0)));
  CHECK(ticket_id_of_sum("ITW", sum, 0) == ticket_id_of_sum("ITW", sum, 0));
  CHECK(ticket_id_of_sum("ITW", sum, 0) != ticket_id_of_sum("ITW", sum, 1));
  CHECK(is_ticket_id(ticket_id_of_sum("ITW", sum, 99)));
  CHECK(entry_id_of_sum(sum).size() == 10);
}

TEST_CASE("a subject without what mail programs put in front") {
  CHECK(bare_subject("Re: AW: [ITW-4F7K24] VPN down", "ITW") == "VPN down");
  CHECK(bare_subject("FWD: Printer: no paper", "ITW") == "Printer: no paper");
  CHECK(bare_subject("[ABC-4F7K24] Printer", "ITW") == "[ABC-4F7K24] Printer");
  CHECK(bare_subject("[urgent] VPN", "ITW") == "[urgent] VPN");
  CHECK(bare_subject("Re:", "ITW").empty());
}

}  // namespace tkt
