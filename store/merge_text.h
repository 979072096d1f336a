// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "store/yaml.h"

namespace tkt {

/// A text and its tree. Lines end with a plain line feed, the last one too.
struct Source {
  std::string text;
  Node root;
  bool crlf = false;  ///< as the file had it
};
/// Throws as `parse_yaml`.
[[nodiscard]] Source source_of(std::string_view text, std::string_view path);

/// The text that says `merged`, made of the pieces of both texts, so that comments, order and
/// spelling of either survive. `base` is nullptr where both sides added the file. The same bytes
/// whichever side is whose.
[[nodiscard]] std::string merge_texts(const Source* base, const Source& ours, const Source& theirs,
                                      const Node& merged, std::string_view path);

}  // namespace tkt
