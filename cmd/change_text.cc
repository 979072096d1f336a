// SPDX-License-Identifier: MIT
#include "cmd/change_text.h"

#include <algorithm>

namespace tkt {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size() - 1);
    std::string_view line = text.substr(0, end + 1);
    text.remove_prefix(end + 1);
    if (line.back() == '\n') {
      line.remove_suffix(1);
    }
    lines.push_back(line);
  }
  return lines;
}

/// Lengths of the longest common subsequences of the ends of both, from each pair of places on.
std::vector<std::vector<int>> common_lengths(const std::vector<std::string_view>& a,
                                             const std::vector<std::string_view>& b) {
  std::vector<std::vector<int>> length(a.size() + 1, std::vector<int>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      length[i][j] =
          a[i] == b[j] ? length[i + 1][j + 1] + 1 : std::max(length[i + 1][j], length[i][j + 1]);
    }
  }
  return length;
}

}  // namespace

std::vector<std::string> changed_lines(std::string_view before, std::string_view after) {
  auto a = lines_of(before);
  auto b = lines_of(after);
  // Most of a file stays; what is alike at both ends needs no table.
  const auto start = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  b.erase(b.begin(), start.second);
  a.erase(a.begin(), start.first);
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.pop_back();
    b.pop_back();
  }
  const auto length = common_lengths(a, b);
  std::vector<std::string> changed;
  for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      ++i;
      ++j;
    } else if (i < a.size() && (j == b.size() || length[i + 1][j] >= length[i][j + 1])) {
      changed.push_back("-" + std::string(a[i++]));
    } else {
      changed.push_back("+" + std::string(b[j++]));
    }
  }
  return changed;
}

void print_change(Output& out, const Change& change, std::string_view subject) {
  out.line(Style::bold, "would commit: " + printable_line(subject));
  for (const auto& [path, text] : change.staged()) {
    const auto before = change.snapshot().file(path);
    out.line(!text ? "remove " + path : before ? "change " + path : "new    " + path);
    for (const std::string& line : changed_lines(before.value_or(""), text.value_or(""))) {
      out.line(line.front() == '+' ? Style::green : Style::red, "  " + line);
    }
  }
}

}  // namespace tkt
