// SPDX-License-Identifier: MIT
//
// Keys that tkt passes over although they were probably meant for it. They are no errors: people
// keep keys of their own in the desk's files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/yaml.h"

namespace tkt {

struct AskedKeys;

/// A key that nothing reads, and the one of the same map, not there, that it looks like.
struct UnknownKey {
  int line = 0;
  std::string key;
  std::string meant;
  bool operator==(const UnknownKey&) const = default;
};

/// Of the maps of a file that was read with `asked`, by line. `text` is what `root` was parsed
/// from.
[[nodiscard]] std::vector<UnknownKey> unknown_keys(const AskedKeys& asked, std::string_view text);

/// Of desk.yaml and the files of staff, clients and tickets; none of others, and of a broken file.
[[nodiscard]] std::vector<UnknownKey> unknown_keys(const std::string& path,
                                                   const std::string& text);

}  // namespace tkt
