// SPDX-License-Identifier: MIT
#include "store/remote.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "model/error.h"

namespace tkt {
namespace {

constexpr std::string_view kBranches = "refs/heads/";

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

template <class List>
bool holds_any(std::string_view text, const List& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return holds(text, part); });
}

// The line of git's complaint that says most: not a warning, and not what it says to each failure.
std::string reason_in(const std::string& errors) {
  constexpr std::array<std::string_view, 6> kSaidAlways = {
      "Could not read from remote repository",
      "Please make sure you have the correct access",
      "and the repository exists",
      "unable to cope",
      "the remote end hung up",
      "early EOF"};
  std::string last;
  for (std::string line : lines_of(errors)) {
    if (line.empty() || line.starts_with("warning:") || line.starts_with("Warning:")) {
      continue;
    }
    for (const std::string_view start : {"fatal: ", "error: ", "remote: "}) {
      line = line.starts_with(start) ? line.substr(start.size()) : line;
    }
    last = line;
    if (!holds_any(line, kSaidAlways)) {
      break;
    }
  }
  while (!last.empty() && (last.back() == '.' || last.back() == '\r')) {
    last.pop_back();
  }
  return last.empty() ? "git gives no reason" : last;
}

// What the other side said of its own, in one line.
std::string words_of_remote(const std::string& errors) {
  std::string words;
  for (const std::string& line : lines_of(errors)) {
    if (line.starts_with("remote: ")) {
      const std::string word = line.substr(8, line.find_last_not_of(" \r") - 7);
      words += (words.empty() || word.empty() ? "" : "; ") + word;
    }
  }
  return words;
}

[[noreturn]] void throw_unreachable(const std::string& remote, const std::string& why) {
  throw Error(
      ErrorKind::refused,
      fmt::format("'{}' cannot be reached: {}", shown_url(remote), shown_url(why)),
      "nothing was changed; what needs no remote works meanwhile, 'tkt invoice --preview' too");
}

// Runs git; a connection that never ends is one that cannot be reached.
Outcome talk_to(const std::string& folder, const std::string& remote,
                const std::vector<std::string>& arguments, const Talk& talk) {
  if (remote.starts_with('-')) {
    throw Error(ErrorKind::refused, fmt::format("'{}' is no remote", remote));
  }
  try {
    return run_git_transport(folder, arguments, talk);
  } catch (const Error& error) {
    throw_unreachable(remote, error.what());
  }
}

std::vector<std::string> remotes_of(const git::Repository& repository) {
  return lines_of(run_git(repository.root().string(), {"remote"}).output);
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "'" : ", '") + name + "'";
  }
  return text;
}

std::string choose(const git::Repository& repository, const std::string& branch,
                   const std::vector<std::string>& names) {
  const auto there = [&](const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  const std::string upstream = repository.config("branch." + branch + ".remote").value_or("");
  if (there(upstream)) {
    return upstream;
  }
  if (there("origin")) {
    return "origin";
  }
  if (names.size() > 1) {
    throw Error(
        ErrorKind::refused,
        fmt::format("the desk has several remotes, {}, and none is the branch's", listed(names)),
        fmt::format("git config branch.{}.remote NAME", branch));
  }
  return names.front();
}

// "!\trefs/heads/main:refs/heads/main\t[rejected] (fetch first)": what stands behind the last tab.
std::string refusal_in(const std::string& porcelain) {
  for (const std::string& line : lines_of(porcelain)) {
    if (line.starts_with("!\t")) {
      return line.substr(line.rfind('\t') + 1);
    }
  }
  return "";
}

// The branch has moved, or somebody is moving it.
bool is_lost_race(const std::string& refusal) {
  constexpr std::array<std::string_view, 9> kRaces = {
      "fetch first",     "non-fast-forward",         "stale info",
      "cannot lock ref", "failed to update ref",     "incorrect old value",
      "failed to lock",  "reference already exists", "Unable to create"};
  return holds_any(refusal, kRaces);
}

[[noreturn]] void throw_not_taken(const Remote& remote, const std::string& refusal,
                                  const std::string& errors) {
  const std::string words = words_of_remote(errors);
  const std::string hint =
      holds(refusal, "checked out")
          ? "a shared remote is a bare repository, as 'git init --bare' makes it"
          : (words.empty() ? "whoever keeps the remote can say why" : "it says: " + words);
  throw Error(ErrorKind::refused,
              fmt::format("'{}' does not take what this clone sends: {}", remote.name, refusal),
              hint);
}

}  // namespace

std::optional<Remote> find_remote(const git::Repository& repository, std::string_view name) {
  const std::string reference = repository.branch();
  const std::string branch = reference.substr(std::min(kBranches.size(), reference.size()));
  const std::vector<std::string> names = remotes_of(repository);
  std::string chosen(name);
  if (chosen.empty()) {
    if (names.empty()) {
      return std::nullopt;
    }
    chosen = choose(repository, branch, names);
  } else if (std::find(names.begin(), names.end(), chosen) == names.end()) {
    throw Error(
        ErrorKind::refused, fmt::format("the desk has no remote '{}'", chosen),
        names.empty() ? fmt::format("git remote add {} URL", chosen) : "it has " + listed(names));
  }
  const std::string merge = repository.config("branch." + branch + ".merge").value_or("");
  const bool upstream = repository.config("branch." + branch + ".remote") == chosen;
  return Remote{chosen,
                upstream && merge.starts_with(kBranches) ? merge.substr(kBranches.size()) : branch};
}

Advertised ask_url(const std::string& folder, const std::string& url, const Talk& talk) {
  try {
    return ask_remote(folder, url, talk);
  } catch (const Error& error) {
    throw Error(error.kind(), error.what(), "nothing was made; look at the URL and the connection");
  }
}

Advertised ask_remote(const std::string& folder, const std::string& remote, const Talk& talk) {
  const Outcome outcome = talk_to(
      folder, remote, {"ls-remote", "--symref", "--", remote, "HEAD", "refs/heads/*"}, talk);
  if (outcome.status != 0) {
    throw_unreachable(remote, reason_in(outcome.errors));
  }
  // "ref: refs/heads/main\tHEAD", "<40 digits>\trefs/heads/main"
  Advertised advertised;
  for (const std::string& line : lines_of(outcome.output)) {
    const std::size_t tab = std::min(line.find('\t'), line.size());
    const std::string value = line.substr(0, tab);
    const std::string reference = line.substr(std::min(tab + 1, line.size()));
    const auto oid = git::Oid::from_hex(value);
    if (reference == "HEAD" && value.starts_with("ref: refs/heads/")) {
      advertised.head = value.substr(5 + kBranches.size());
    } else if (oid && reference.starts_with(kBranches)) {
      advertised.branches.emplace(reference.substr(kBranches.size()), *oid);
    }
  }
  return advertised;
}

bool fetch_commit(const std::string& folder, const std::string& remote, const git::Oid& commit,
                  const Talk& talk) {
  // By its name, so that git moves no reference and takes no lock that it could leave behind.
  const Outcome outcome =
      talk_to(folder, remote,
              {"fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head",
               "--refmap=", "--", remote, commit.hex()},
              talk);
  if (outcome.status == 0) {
    return true;
  }
  if (holds(outcome.errors, "not our ref") || holds(outcome.errors, "unadvertised object")) {
    return false;
  }
  if (holds(outcome.errors, "fsck") || holds(outcome.errors, "corrupt")) {
    throw Error(ErrorKind::refused,
                fmt::format("what '{}' sends is not sound: {}", remote, reason_in(outcome.errors)),
                "nothing was changed; 'git fsck' in that repository says more");
  }
  throw_unreachable(remote, reason_in(outcome.errors));
}

Pushed push_commit(const std::string& folder, const Remote& remote, const git::Oid& commit,
                   const Talk& talk) {
  const Outcome outcome = talk_to(folder, remote.name,
                                  {"push", "--porcelain", "--", remote.name,
                                   fmt::format("{}:{}{}", commit.hex(), kBranches, remote.branch)},
                                  talk);
  if (outcome.status == 0) {
    return Pushed::done;
  }
  const std::string refusal = refusal_in(outcome.output);
  if (refusal.empty() || holds(refusal, "[remote failure]")) {
    return Pushed::unknown;
  }
  if (is_lost_race(refusal)) {
    return Pushed::outrun;
  }
  throw_not_taken(remote, refusal, outcome.errors);
}

std::string shown_url(std::string_view url) {
  std::string shown(url);
  const std::size_t scheme = shown.find("://");
  const std::size_t at =
      scheme == std::string::npos ? scheme : shown.find_first_of("@/ ", scheme + 3);
  if (at == std::string::npos || shown[at] != '@') {
    return shown;
  }
  const std::size_t colon = shown.find(':', scheme + 3);
  return colon < at ? shown.erase(colon, at - colon) : shown;
}

}  // namespace tkt
