// SPDX-License-Identifier: MIT
#include "store/yaml_align.h"

#include <algorithm>

namespace tkt {

namespace {

/// Beyond this many comparisons, items are paired by position alone.
constexpr std::size_t kMaxComparisons = 4'000'000;

using Pairs = std::vector<std::optional<std::size_t>>;

/// nullopt where one of them has no `id`.
std::optional<bool> same_id(const Node& a, const Node& b) {
  const Node* a_id = a.find("id");
  const Node* b_id = b.find("id");
  return a_id != nullptr && b_id != nullptr ? std::optional(*a_id == *b_id) : std::nullopt;
}

/// The same entry, perhaps changed.
bool belong_together(const Node& a, const Node& b) {
  return same_id(a, b).value_or(a == b);
}

/// A stretch of both lists, half open.
struct Stretch {
  std::size_t before_from;
  std::size_t before_to;
  std::size_t after_from;
  std::size_t after_to;
};

/// The longest common subsequence of a stretch, into `pairs`.
void match(const std::vector<Node>& before, const std::vector<Node>& after, const Stretch& s,
           Pairs& pairs) {
  const std::size_t rows = s.before_to - s.before_from;
  const std::size_t columns = s.after_to - s.after_from;
  if (rows * columns > kMaxComparisons) {
    return;
  }
  const auto alike = [&](std::size_t row, std::size_t column) {
    return belong_together(before[s.before_from + row], after[s.after_from + column]);
  };
  // length[i][j]: of the longest common subsequence of what follows row i and column j.
  std::vector<std::vector<int>> length(rows + 1, std::vector<int>(columns + 1, 0));
  for (std::size_t i = rows; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) {
      length[i][j] =
          alike(i, j) ? length[i + 1][j + 1] + 1 : std::max(length[i + 1][j], length[i][j + 1]);
    }
  }
  for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
    if (alike(i, j)) {
      pairs[s.after_from + j++] = s.before_from + i++;
    } else if (length[i + 1][j] >= length[i][j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
}

/// Pairs by position what stands unmatched between two matches.
void pair_gaps(const std::vector<Node>& before, const std::vector<Node>& after, Pairs& pairs) {
  std::size_t i = 0;
  for (std::size_t j = 0; j < after.size();) {
    std::size_t gap_end = j;
    while (gap_end < after.size() && !pairs[gap_end]) {
      ++gap_end;
    }
    const std::size_t before_end = gap_end < after.size() ? *pairs[gap_end] : before.size();
    for (; j < gap_end && i < before_end; ++j, ++i) {
      if (same_id(before[i], after[j]).value_or(true)) {
        pairs[j] = i;
      }
    }
    i = before_end + 1;
    j = gap_end + 1;
  }
}

}  // namespace

Pairs align_items(const std::vector<Node>& before, const std::vector<Node>& after) {
  Pairs pairs(after.size());
  Stretch s{0, before.size(), 0, after.size()};
  while (s.before_from < s.before_to && s.after_from < s.after_to &&
         belong_together(before[s.before_from], after[s.after_from])) {
    pairs[s.after_from++] = s.before_from++;
  }
  while (s.before_from < s.before_to && s.after_from < s.after_to &&
         belong_together(before[s.before_to - 1], after[s.after_to - 1])) {
    pairs[--s.after_to] = --s.before_to;
  }
  match(before, after, s, pairs);
  pair_gaps(before, after, pairs);
  return pairs;
}

}  // namespace tkt
