// SPDX-License-Identifier: MIT
//
// Edits of a text, gathered by their places in it and applied at once.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tkt {

class Patch {
 public:
  void insert(std::size_t at, std::string text);
  void remove(std::size_t begin, std::size_t end);
  void replace(std::size_t begin, std::size_t end, std::string text);

  /// The text with all edits. Insertions at one place stand in the order in which they were made,
  /// before what is replaced there. Removals may overlap.
  [[nodiscard]] std::string apply(std::string_view text) const;

 private:
  struct Edit {
    std::size_t begin;
    std::size_t end;
    std::string text;
  };
  std::vector<Edit> edits_;
};

}  // namespace tkt
