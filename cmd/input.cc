// SPDX-License-Identifier: MIT
#include "cmd/input.h"

#include <fstream>
#include <sstream>

#include "model/error.h"

namespace tkt {

std::string read_input(Context& context, const std::string& file, const std::string& hint) {
  std::ostringstream text;
  if (file == "-") {
    text << context.io.in.rdbuf();
    return text.str();
  }
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    throw Error(ErrorKind::refused, "cannot read '" + file + "'", hint);
  }
  text << stream.rdbuf();
  return text.str();
}

}  // namespace tkt
