// SPDX-License-Identifier: MIT
#include "model/client.h"

#include <catch2/catch.hpp>

namespace tkt {
namespace {

TEST_CASE("a contact is found in upper and lower case") {
  Client client;
  client.contacts = {{"Neo Kgosi", "+26771234567", ""}, {"Šári Molefe", "", "sari@example.com"}};
  REQUIRE(client.contact("neo kgosi") != nullptr);
  CHECK(client.contact("neo kgosi")->mobile == "+26771234567");
  CHECK(client.contact("ŠÁRI MOLEFE") == &client.contacts[1]);
  CHECK(client.contact("Neo") == nullptr);
  CHECK(client.contact("") == nullptr);
}

TEST_CASE("mobile numbers in E.164 form") {
  for (const char* typed : {"+26771234567", "+267 71 234 567", "+267-71-234-567", "+267.71.234.567",
                            "(+267) 71234567", "0026771234567", "00 267 71 234 567", "71234567",
                            "71 234 567", "26771234567", "+267\u00A071\u00A0234\u00A0567",
                            "\u202A+267 71 234 567\u202C", "71\u2011234\u2013567", " 71234567\t"}) {
    INFO(typed);
    CHECK(normalise_mobile(typed) == "+26771234567");
  }
  CHECK(normalise_mobile("+27 82 123 4567") == "+27821234567");
  CHECK(normalise_mobile("+44 (20) 7946 0958") == "+442079460958");
  CHECK(normalise_mobile("+1234567") == "+1234567");
  CHECK(normalise_mobile("+123456789012345") == "+123456789012345");
}

TEST_CASE("what cannot be a telephone number") {
  for (const char* typed :
       {"", "+", "00", "7", "3971234", "61234567", "712345678", "+0123456789", "+123456",
        "+1234567890123456", "call me", "+267 7123456x", "++26771234567", "+267+71234567",
        "7123456\u0667", "71234567;rm", "71234567\n", "+267/71234567", "n/a"}) {
    INFO(typed);
    CHECK_FALSE(normalise_mobile(typed));
  }
}

TEST_CASE("addresses") {
  for (const char* address :
       {"neo@example.com", "n@e", "neo.kgosi+tkt@mail.example.co.bw", "o'neil@example.com",
        "!#$%&'*+-/=?^_`{|}~@example.com", "a@1.2", "a@x-y.com"}) {
    INFO(address);
    CHECK(is_email_address(address));
  }
  CHECK(is_email_address(std::string(64, 'a') + "@example.com"));
  CHECK(is_email_address("a@" + std::string(63, 'b') + ".com"));
}

TEST_CASE("what is no address") {
  for (const char* text : {"",
                           "@",
                           "neo",
                           "neo@",
                           "@example.com",
                           "neo@@example.com",
                           "neo@a@b",
                           ".neo@example.com",
                           "neo.@example.com",
                           "n..eo@example.com",
                           "neo@example..com",
                           "neo@.example.com",
                           "neo@example.com.",
                           "neo@-example.com",
                           "neo@example-.com",
                           "neo@exam_ple.com",
                           "neo @example.com",
                           " neo@example.com",
                           "neo@example.com\n",
                           "neo@example.com\r\nBcc: x@y",
                           "\"neo\"@example.com",
                           "neo(comment)@example.com",
                           "neo@[192.0.2.1]",
                           "neo,x@example.com",
                           "Neo <neo@example.com>",
                           "neo\x7F@example.com",
                           "n\xC3\xA9o@example.com"}) {
    INFO(text);
    CHECK_FALSE(is_email_address(text));
  }
  CHECK_FALSE(is_email_address(std::string_view("neo\0@example.com", 16)));
  CHECK_FALSE(is_email_address(std::string(65, 'a') + "@example.com"));
  CHECK_FALSE(is_email_address("a@" + std::string(64, 'b') + ".com"));
  std::string labels = "a@b";
  while (labels.size() <= 254) {
    labels += ".bbbbbbbb";
  }
  CHECK_FALSE(is_email_address(labels));
}

}  // namespace
}  // namespace tkt
