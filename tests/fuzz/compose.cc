// SPDX-License-Identifier: MIT
//
// Composes messages of hostile fields, for another library to read back. Standard input holds
// fields, each behind its length in eight hexadecimal digits, five a message: name, address of the
// recipient, subject, body, number of the SMS. Each message goes out likewise, an empty one for
// what was refused; name, subject and body as they were meant; and "1" or "0": whether the number
// is one.
#include <cstdio>
#include <iostream>
#include <string>

#include "channels/email.h"
#include "channels/sms.h"
#include "channels/text.h"
#include "model/error.h"

namespace {

bool next(std::string& field) {
  char digits[9] = {};
  if (!std::cin.read(digits, 8)) {
    return false;
  }
  field.resize(std::stoul(digits, nullptr, 16));
  return static_cast<bool>(std::cin.read(field.data(), static_cast<std::streamsize>(field.size())));
}

std::string message(const std::string& name, const std::string& address, const std::string& subject,
                    const std::string& body) {
  tkt::Email email;
  email.from = {name, "helpdesk@itworx.example"};
  email.to = {name, address};
  email.subject = subject;
  email.body = body;
  email.key = "ITW-4F7K24.5D1AK3M90R.contact";
  email.thread = "ITW-4F7K24";
  try {
    return tkt::compose(email);
  } catch (const tkt::Error&) {
    return "";
  }
}

void put(const std::string& field) {
  char length[9];
  std::snprintf(length, sizeof length, "%08zx", field.size());
  std::cout << length << field;
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  std::string name;
  std::string address;
  std::string subject;
  std::string body;
  std::string number;
  while (next(name) && next(address) && next(subject) && next(body) && next(number)) {
    put(message(name, address, subject, body));
    put(tkt::one_line(name));
    put(tkt::one_line(subject));
    put(tkt::clean_lines(body));
    std::cout << (tkt::is_sms_number(number) ? '1' : '0');
  }
}
