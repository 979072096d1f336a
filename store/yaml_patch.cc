// SPDX-License-Identifier: MIT
#include "store/yaml_patch.h"

#include <algorithm>

namespace tkt {

void Patch::insert(std::size_t at, std::string text) {
  replace(at, at, std::move(text));
}

void Patch::remove(std::size_t begin, std::size_t end) {
  replace(begin, end, "");
}

void Patch::replace(std::size_t begin, std::size_t end, std::string text) {
  edits_.push_back({begin, end, std::move(text)});
}

std::string Patch::apply(std::string_view text) const {
  std::vector<Edit> sorted = edits_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Edit& a, const Edit& b) {
    const bool a_inserts = a.begin == a.end;
    const bool b_inserts = b.begin == b.end;
    return a.begin != b.begin ? a.begin < b.begin : a_inserts && !b_inserts;
  });
  std::string out;
  std::size_t at = 0;
  for (const Edit& edit : sorted) {
    if (edit.begin > at) {
      out += text.substr(at, edit.begin - at);
    }
    out += edit.text;
    at = std::max(at, edit.end);
  }
  return out + std::string(text.substr(at));
}

}  // namespace tkt
