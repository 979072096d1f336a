// SPDX-License-Identifier: MIT
#include "cmd/event_text.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

namespace tkt {
namespace {

/// Details that stand at a place of their own, or name another entry of the file.
bool has_its_place(std::string_view key) {
  constexpr std::array<std::string_view, 8> kPlaced = {"to",   "field",  "old",     "new",
                                                       "note", "reason", "minutes", "work"};
  return std::find(kPlaced.begin(), kPlaced.end(), key) != kPlaced.end();
}

std::string in_words(std::string key) {
  std::replace(key.begin(), key.end(), '-', ' ');
  return key;
}

/// " (step 2, asked by client)"
std::string in_brackets(const Event& event) {
  std::string inside;
  for (const auto& [key, value] : event.details) {
    if (!has_its_place(key)) {
      const bool plain = key == "why" || key == event.did;
      const std::string text = plain ? value : in_words(key) + " " + value;
      inside += (inside.empty() ? "" : ", ") + text;
    }
  }
  return inside.empty() ? "" : " (" + inside + ")";
}

std::string change(const Event& event) {
  if (event.detail("field").empty()) {
    return "";
  }
  std::string text = fmt::format(" {}", event.detail("field"));
  if (!event.detail("old").empty() || !event.detail("new").empty()) {
    text += fmt::format(": {} -> {}", event.detail("old"), event.detail("new"));
  }
  return text;
}

std::string remark(const Event& event) {
  const std::string_view note = event.detail("note");
  const std::string_view text = note.empty() ? event.detail("reason") : note;
  return text.empty() ? "" : fmt::format(": {}", text);
}

}  // namespace

std::string event_text(const Event& event) {
  std::string text = event.did;
  if (!event.detail("to").empty()) {
    text += fmt::format(" to {}", event.detail("to"));
  }
  if (!event.detail("minutes").empty()) {
    text += fmt::format(" {}m", event.detail("minutes"));
  }
  return text + change(event) + in_brackets(event) + remark(event);
}

}  // namespace tkt
