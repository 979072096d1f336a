// SPDX-License-Identifier: MIT
#include "store/head.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/file.h"

namespace tkt {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kSymbolic = "ref: ";
constexpr std::string_view kBranches = "refs/heads/";
constexpr std::size_t kHexLength = 40;

std::optional<std::string> contents(const fs::path& file) {
  const Fd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd) {
    return std::nullopt;
  }
  std::string bytes;
  char buffer[4096];
  ssize_t count = 0;
  while ((count = ::read(fd.get(), buffer, sizeof buffer)) > 0) {
    bytes.append(buffer, static_cast<std::size_t>(count));
  }
  return count == 0 ? std::optional(std::move(bytes)) : std::nullopt;
}

bool is_own_folder(const fs::path& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode) &&
         status.st_uid == ::geteuid();
}

/// Whether git's configuration could put the work tree or the references elsewhere. A word is
/// enough to give up: the configuration is not read further than that.
bool is_plain_config(const std::string& config) {
  std::string lower(config);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const auto holds = [&](std::string_view word) { return lower.find(word) != std::string::npos; };
  return !holds("worktree") && !holds("include") && !holds("extensions") && !holds("bare = true") &&
         !holds("bare=true");
}

/// Letters, digits and a few marks: nothing that leads out of the folder of branches.
bool is_plain_branch(std::string_view name) {
  return name.rfind(kBranches, 0) == 0 && name.find("..") == std::string_view::npos &&
         name.find("/.") == std::string_view::npos &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '/' || c == '-' || c == '_' || c == '.';
         });
}

/// The one line that a file holds.
std::optional<std::string_view> only_line(const std::string& bytes) {
  const bool one = !bytes.empty() && bytes.find('\n') == bytes.size() - 1;
  return one ? std::optional(std::string_view(bytes).substr(0, bytes.size() - 1)) : std::nullopt;
}

std::optional<git::Oid> oid_of(const std::optional<std::string>& bytes) {
  const auto line = bytes ? only_line(*bytes) : std::nullopt;
  return line && line->size() == kHexLength ? git::Oid::from_hex(*line) : std::nullopt;
}

/// Lines of packed-refs: "<40 digits> refs/heads/main".
std::optional<git::Oid> packed(const std::string& packed_refs, const std::string& branch) {
  const std::size_t at = packed_refs.find(" " + branch + "\n");
  if (at == std::string::npos || at < kHexLength) {
    return std::nullopt;
  }
  const std::size_t begin = at - kHexLength;
  const bool whole_line = begin == 0 || packed_refs[begin - 1] == '\n';
  return whole_line ? git::Oid::from_hex(std::string_view(packed_refs).substr(begin, kHexLength))
                    : std::nullopt;
}

}  // namespace

bool is_ordinary_repository(const fs::path& root) {
  const fs::path git_dir = root / ".git";
  const auto config = contents(git_dir / "config");
  return is_own_folder(root) && is_own_folder(git_dir) && config && is_plain_config(*config) &&
         ::access((git_dir / "commondir").c_str(), F_OK) != 0;
}

std::optional<git::Oid> read_head(const fs::path& root) {
  if (!is_ordinary_repository(root)) {
    return std::nullopt;
  }
  const fs::path git_dir = root / ".git";
  const auto head = contents(git_dir / "HEAD");
  const auto line = head ? only_line(*head) : std::nullopt;
  if (!line || line->rfind(kSymbolic, 0) != 0) {
    return oid_of(head);
  }
  const std::string branch(line->substr(kSymbolic.size()));
  if (!is_plain_branch(branch)) {
    return std::nullopt;
  }
  if (const auto loose = contents(git_dir / branch)) {
    return oid_of(loose);
  }
  const auto all = contents(git_dir / "packed-refs");
  return all ? packed(*all, branch) : std::nullopt;
}

}  // namespace tkt
