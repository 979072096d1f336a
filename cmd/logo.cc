// SPDX-License-Identifier: MIT
#include "cmd/logo.h"

#include <cstdint>

#include <fmt/core.h>

#include "cmd/base64.h"
#include "model/error.h"
#include "store/paths.h"

namespace tkt {
namespace {

constexpr std::size_t kLargest = 1024 * 1024;
constexpr std::uint32_t kMostPixels = 4000;

/// The number that four bytes make, the highest first.
std::uint32_t number_at(std::string_view bytes, std::size_t place) {
  std::uint32_t number = 0;
  for (const char byte : bytes.substr(place, 4)) {
    number = number << 8U | static_cast<unsigned char>(byte);
  }
  return number;
}

/// A PNG begins with its signature, and its first chunk with width and height.
bool is_png(std::string_view bytes) {
  return bytes.size() > 24 && bytes.starts_with("\x89PNG\r\n\x1A\n") &&
         bytes.substr(12, 4) == "IHDR";
}

void check(const std::string& png) {
  const auto refuse = [](const std::string& what) {
    throw Error(ErrorKind::refused, fmt::format("'{}' {}", template_path(kLogoFile), what));
  };
  if (!is_png(png)) {
    refuse("is no PNG");
  }
  if (png.size() > kLargest) {
    refuse("is larger than 1 MiB");
  }
  if (number_at(png, 16) > kMostPixels || number_at(png, 20) > kMostPixels) {
    refuse(fmt::format("is more than {} pixels wide or high", kMostPixels));
  }
}

}  // namespace

std::optional<std::string> desk_logo(const Snapshot& snapshot) {
  auto png = snapshot.file(template_path(kLogoFile));
  if (png) {
    check(*png);
  }
  return png;
}

std::string data_address(std::string_view png) {
  return "data:image/png;base64," + base64(png);
}

}  // namespace tkt
