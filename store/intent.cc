// SPDX-License-Identifier: MIT
//
// The file, line by line; "-" is an unborn branch:
//
//   branch refs/heads/main
//   old 5f1c...
//   new 90ab...
//   path 77ce... tickets/2026/11/23/ITW-4F7K24.yaml
//   end
//
// A path follows the name of the blob that the work tree held; "-" is no file.
#include "store/intent.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <sstream>
#include <string_view>

#include <fcntl.h>
#include <fmt/core.h>

#include "model/error.h"
#include "store/file.h"

namespace tkt {
namespace {

std::string file_of(const std::filesystem::path& state_folder) {
  return (state_folder / "intent").string();
}

std::string hex_or_dash(const std::optional<git::Oid>& oid) {
  return oid ? oid->hex() : "-";
}

std::string fresh_file_of(const std::filesystem::path& state_folder) {
  return (state_folder / "intent.new").string();
}

/// Nothing else is the name of a lock that recovery removes.
bool is_branch(std::string_view name) {
  return name.starts_with("refs/heads/") && name.find("..") == std::string_view::npos &&
         name.find("/.") == std::string_view::npos && name.find("//") == std::string_view::npos &&
         name.back() != '/';
}

bool is_sound(const Intent& intent, const std::string& old) {
  return is_branch(intent.branch) && (old == "-" || intent.old_commit) &&
         std::all_of(intent.places.begin(), intent.places.end(),
                     [](const Intent::Place& place) { return !place.path.empty(); });
}

std::optional<Intent> parse(const std::string& text) {
  Intent intent;
  std::optional<git::Oid> target;
  std::string old;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::string_view whole = line;
    const std::size_t blank = whole.find(' ');
    const std::string_view key = whole.substr(0, blank);
    const std::string_view value = blank == std::string::npos ? "" : whole.substr(blank + 1);
    if (key == "branch") {
      intent.branch = value;
    } else if (key == "old") {
      old = value;
      intent.old_commit = git::Oid::from_hex(value);
    } else if (key == "new") {
      target = git::Oid::from_hex(value);
    } else if (key == "path" && !value.empty()) {
      const std::size_t end = std::min(value.find(' '), value.size() - 1);
      intent.places.push_back(
          {std::string(value.substr(end + 1)), git::Oid::from_hex(value.substr(0, end))});
    } else if (key == "end" && target) {
      intent.new_commit = *target;
      if (!is_sound(intent, old)) {
        throw Error(ErrorKind::storage, "it holds what no intent does");
      }
      return intent;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string prepare_intent(const std::filesystem::path& state_folder, const Intent& intent) {
  std::string text = fmt::format("branch {}\nold {}\nnew {}\n", intent.branch,
                                 hex_or_dash(intent.old_commit), intent.new_commit.hex());
  for (const Intent::Place& place : intent.places) {
    text += fmt::format("path {} {}\n", hex_or_dash(place.found), place.path);
  }
  const std::string name = fresh_file_of(state_folder);
  write_all(open_file(name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW), text + "end\n", name);
  return name;
}

void declare_intent(const std::filesystem::path& state_folder) {
  if (std::rename(fresh_file_of(state_folder).c_str(), file_of(state_folder).c_str()) != 0) {
    throw_errno("declare what is about to be done");
  }
  flush_folder(state_folder.string());
}

std::optional<Intent> read_intent(const std::filesystem::path& state_folder) {
  const auto text = read_file(file_of(state_folder));
  return text ? std::optional(parse(*text)) : std::nullopt;
}

void remove_intent(const std::filesystem::path& state_folder) {
  remove_file(fresh_file_of(state_folder));
  if (remove_file(file_of(state_folder))) {
    flush_folder(state_folder.string());
  }
}

}  // namespace tkt
