// SPDX-License-Identifier: MIT
#include "cmd/input.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "model/error.h"

namespace tkt {
namespace {

std::string read_stream(std::istream& stream, const std::string& name) {
  std::ostringstream text;
  text << stream.rdbuf();
  if (stream.bad()) {
    throw Error(ErrorKind::storage, "cannot read " + name);
  }
  return text.str();
}

}  // namespace

std::string read_input(Context& context, const std::string& file, const std::string& hint) {
  if (file == "-") {
    return read_stream(context.io.in, "standard input");
  }
  std::error_code none;
  if (std::filesystem::is_directory(file, none)) {
    throw Error(ErrorKind::refused, "'" + file + "' is a folder", hint);
  }
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    throw Error(ErrorKind::refused, "cannot read '" + file + "'", hint);
  }
  return read_stream(stream, "'" + file + "'");
}

}  // namespace tkt
