// SPDX-License-Identifier: MIT
#include "cmd/input.h"

#include <array>
#include <filesystem>
#include <istream>

#include <fcntl.h>

#include "model/error.h"
#include "store/file.h"

namespace tkt {
namespace {

std::string read_stream(std::istream& stream, const std::string& name) {
  std::string text;
  std::array<char, 4096> part{};
  while (stream.read(part.data(), part.size()) || stream.gcount() > 0) {
    text.append(part.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) {
    throw Error(ErrorKind::storage, "cannot read " + name);
  }
  return text;
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
  const Fd opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!opened) {
    throw Error(ErrorKind::refused, "cannot read '" + file + "'", hint);
  }
  return read_all(opened, file);
}

}  // namespace tkt
