// SPDX-License-Identifier: MIT
#include "cmd/short_name.h"

#include <cctype>

#include "model/error.h"
#include "model/ids.h"
#include "model/secrets.h"

namespace tkt {

std::string short_name_of(std::string_view name) {
  if (gives_secret(name)) {  // a file's name stays in git, too
    throw Error(ErrorKind::refused, "the name gives a password or access code away",
                "git keeps everything for ever: leave it out, and tell it by phone");
  }
  std::string made;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && std::isalnum(byte) != 0) {
      made += static_cast<char>(std::tolower(byte));
    } else if (!made.empty() && made.back() != '-') {
      made += '-';
    }
  }
  made = made.substr(0, 64);
  while (!made.empty() && made.back() == '-') {
    made.pop_back();
  }
  if (!is_short_name(made)) {
    throw Error(ErrorKind::usage, "no short name can be made from '" + std::string(name) + "'",
                "short names are lower-case letters, digits and dashes, as in kgalagadi-foods");
  }
  return made;
}

}  // namespace tkt
