// SPDX-License-Identifier: MIT
#include "store/merge_beside.h"

#include <algorithm>

#include <fmt/core.h>

namespace tkt {
namespace {

constexpr std::size_t kLongestName = 120;
constexpr std::size_t kShortNumber = 7;
constexpr std::size_t kWholeNumber = 40;

/// The path, with a name that leaves room for what is put behind it.
std::string shortened(const std::string& path) {
  const std::size_t name = path.rfind('/') + 1;  // npos + 1 is 0
  std::size_t end = std::min(path.size(), name + kLongestName);
  const auto in_character = [&](std::size_t at) {
    return at < path.size() && (static_cast<unsigned char>(path[at]) & 0xC0U) == 0x80U;
  };
  while (in_character(end)) {
    --end;
  }
  return path.substr(0, end);
}

std::string place_with(std::size_t digits, const std::string& path, const git::Oid& blob) {
  return fmt::format("{}.broken-{}", shortened(path), blob.hex().substr(0, digits));
}

}  // namespace

std::string place_beside(const git::Repository& repository, const std::vector<git::Oid>& trees,
                         const std::string& path, const std::string& text) {
  const git::Oid blob = git::Repository::hash_blob(text);
  std::string place;
  const auto is_taken_in = [&](const git::Oid& tree) {
    const auto entry = repository.entry(tree, place);
    return entry && (entry->folder || entry->oid != blob);
  };
  for (std::size_t digits = kShortNumber; digits <= kWholeNumber; ++digits) {
    place = place_with(digits, path, blob);
    if (std::ranges::none_of(trees, is_taken_in)) {
      break;
    }
  }
  return place;
}

bool is_kept_beside(const git::Repository& repository, const std::vector<git::Oid>& trees,
                    const std::string& path, const std::string& text) {
  const git::Oid blob = git::Repository::hash_blob(text);
  return std::ranges::any_of(trees, [&](const git::Oid& tree) {
    for (std::size_t digits = kShortNumber; digits <= kWholeNumber; ++digits) {
      const auto entry = repository.entry(tree, place_with(digits, path, blob));
      if (!entry || entry->oid == blob) {
        return entry.has_value();
      }
    }
    return false;
  });
}

}  // namespace tkt
