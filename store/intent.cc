// SPDX-License-Identifier: MIT
//
// The file, line by line; "-" is an unborn branch:
//
//   branch refs/heads/main
//   old 5f1c...
//   new 90ab...
//   path tickets/2026/11/23/ITW-4F7K24.yaml
//   end
#include "store/intent.h"

#include <fcntl.h>
#include <fmt/core.h>

#include <cerrno>
#include <sstream>
#include <string_view>

#include "store/file.h"

namespace tkt {
namespace {

std::string file_of(const std::filesystem::path& state_folder) {
  return (state_folder / "intent").string();
}

std::optional<Intent> parse(const std::string& text) {
  Intent intent;
  std::optional<git::Oid> target;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::string_view whole = line;
    const std::size_t blank = whole.find(' ');
    const std::string_view key = whole.substr(0, blank);
    const std::string_view value = blank == std::string::npos ? "" : whole.substr(blank + 1);
    if (key == "branch") {
      intent.branch = value;
    } else if (key == "old") {
      intent.old_commit = git::Oid::from_hex(value);
    } else if (key == "new") {
      target = git::Oid::from_hex(value);
    } else if (key == "path") {
      intent.paths.emplace_back(value);
    } else if (key == "end" && target) {
      intent.new_commit = *target;
      return intent;
    }
  }
  return std::nullopt;
}

}  // namespace

void write_intent(const std::filesystem::path& state_folder, const Intent& intent) {
  std::string text = fmt::format("branch {}\nold {}\nnew {}\n", intent.branch,
                                 intent.old_commit ? intent.old_commit->hex() : "-",
                                 intent.new_commit.hex());
  for (const std::string& path : intent.paths) {
    text += fmt::format("path {}\n", path);
  }
  replace_file(file_of(state_folder), text + "end\n");
}

std::optional<Intent> read_intent(const std::filesystem::path& state_folder) {
  const std::string name = file_of(state_folder);
  const Fd file(::open(name.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) {
    if (errno != ENOENT) {
      throw_errno(fmt::format("open '{}'", name));
    }
    return std::nullopt;
  }
  return parse(read_all(file, name));
}

void remove_intent(const std::filesystem::path& state_folder) {
  if (remove_file(file_of(state_folder))) {
    flush_folder(state_folder.string());
  }
}

}  // namespace tkt
