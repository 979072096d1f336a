// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/courier.h"
#include "model/error.h"
#include "store/file.h"

namespace tkt {
namespace {

constexpr off_t kLongestSecret = 4096;

// One line: a private key, or another file with a secret of somebody else's form, is none.
std::string one_line_of(const std::string& path) {
  const Fd file = open_file(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) {
    throw_errno(fmt::format("look at '{}'", path));
  }
  const bool ours = status.st_uid == ::geteuid() || status.st_uid == 0;
  if (!S_ISREG(status.st_mode) || !ours || (status.st_mode & 077U) != 0) {
    throw Error(ErrorKind::refused, fmt::format("'{}' is not yours alone", path),
                "a secret is in a file of mode 0600: chmod 600 it");
  }
  std::string text = status.st_size > kLongestSecret ? "\n\n" : read_all(file, path);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
    text.pop_back();
  }
  if (text.empty() || status.st_size > kLongestSecret ||
      std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < ' '; })) {
    throw Error(ErrorKind::refused, fmt::format("'{}' is not one line with a secret", path));
  }
  return text;
}

}  // namespace

std::string read_secret(const Environment& environment, const SecretPlace& place) {
  if (!place.file.empty()) {
    const bool at_home = place.file.starts_with("~/");
    return one_line_of(at_home ? environment.home + place.file.substr(1) : place.file);
  }
  if (place.variable.empty()) {
    return "";
  }
  const auto found = environment.variables.find(place.variable);
  if (found == environment.variables.end() || found->second.empty()) {
    throw Error(ErrorKind::refused,
                fmt::format("the environment has no '{}', which desk.yaml names for a secret",
                            place.variable));
  }
  return found->second;
}

}  // namespace tkt
