// SPDX-License-Identifier: MIT
#include "model/secrets.h"

#include <catch2/catch.hpp>

namespace tkt {

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
      {"pw: x9", "pw: [removed]"},
      {"user: bob pass: x9", "user: bob pass: [removed]"},
      {"pass word: x", "pass word: [removed]"},
      {"Access key: AKIA", "Access key: [removed]"},
      {"PASSWORD - x9", "PASSWORD - [removed]"},
      {"OTP 482914", "OTP [removed]"},
      {"AnyDesk code 987654321", "AnyDesk code [removed]"},
      {"TeamViewer code: 987 654 321", "TeamViewer code: [removed]"},
      {"the session code is 482-914", "the session code is [removed]"},
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
               "access code of the tool", "", "the pin is bent", "password-file: /etc/x",
               "error code 482913", "code: 404", "passed 2000 tests", "pass 1000 units on",
               "password - please reset it", "bypass: on");
  INFO(text);
  CHECK_FALSE(gives_secret(text));
  CHECK(without_secrets(text) == text);
}

}  // namespace tkt
