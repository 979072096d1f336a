// SPDX-License-Identifier: MIT
#include "model/secrets.h"

#include <catch2/catch.hpp>

using namespace tkt;

TEST_CASE("a secret that is marked as such is seen and removed") {
  const auto [text, clean] = GENERATE(table<const char*, const char*>({
      {"password: hunter2", "password: [removed]"},
      {"Password = hunter", "Password = [removed]"},
      {"PASSWORD:hunter2 and more", "PASSWORD:[removed] and more"},
      {"the access code is 482 913.", "the access code is [removed]."},
      {"Access code:\n  482913\nThanks", "Access code:\n  [removed]\nThanks"},
      {"access code 4829", "access code [removed]"},
      {"PIN: 4711, then", "PIN: [removed] then"},
      {"passwords: one", "passwords: [removed]"},
      {"password: a\npwd=b", "password: [removed]\npwd=[removed]"},
  }));
  INFO(text);
  CHECK(gives_secret(text));
  CHECK(without_secrets(text) == clean);
  CHECK_FALSE(gives_secret(clean));
}

TEST_CASE("a word for a secret is none") {
  const std::string text =
      GENERATE(as<std::string>(), "forgot the password", "the password is wrong", "password",
               "password:", "pinned 4711 posts", "spin: 1", "reset her password 3 times",
               "access code of the tool", "", "the pin is bent", "password-file: /etc/x");
  INFO(text);
  CHECK_FALSE(gives_secret(text));
  CHECK(without_secrets(text) == text);
}
