// SPDX-License-Identifier: MIT
//
// Git's configuration. libgit2 1.5 reads the usual files; it knows neither the variables of the
// environment that add to them or put them elsewhere, nor what is included by a remote's address
// ("hasconfig:remote.*.url:"). Where there is either, git itself is asked, once, for all of it: who
// somebody is must be what `git commit` would say.
#include <algorithm>
#include <charconv>

#include <fmt/core.h>
#include <git2.h>

#include "model/error.h"
#include "store/git.h"
#include "store/git_internal.h"
#include "store/process.h"

namespace tkt::git {
namespace {

using IteratorPtr = std::unique_ptr<git_config_iterator, FreeBy<git_config_iterator_free>>;

std::optional<std::string> read_config(git_config* config, std::string_view key) {
  git_buf value = GIT_BUF_INIT;
  const int status = git_config_get_string_buf(&value, config, std::string(key).c_str());
  if (status == GIT_ENOTFOUND || status == GIT_EINVALIDSPEC) {
    return std::nullopt;
  }
  check(status, fmt::format("read '{}' of git's configuration", key));
  std::string text(value.ptr, value.size);
  git_buf_dispose(&value);
  return text;
}

bool includes_by_remote(git_config* config) {
  git_config_iterator* found = nullptr;
  // All of them: an iterator by a pattern loses memory at each that does not match (libgit2 1.5).
  check(git_config_iterator_new(&found, config), "read git's configuration");
  const IteratorPtr owner(found);
  git_config_entry* entry = nullptr;
  while (git_config_next(&entry, found) == 0) {
    if (std::string_view(entry->name).starts_with("includeif.hasconfig:")) {
      return true;
    }
  }
  return false;
}

/// Of "git config --list --null": key, newline, value, NUL; the last of a key is in force. Outside
/// of any repository where `folder` is empty.
ToldConfig told_by_git(const std::string& folder) {
  std::vector<std::string> variables = config_variables().all;
  variables.emplace_back("LC_ALL=C");
  if (folder.empty()) {
    variables.emplace_back("GIT_DIR=/dev/null");
  }
  Program git;
  git.arguments = {"git", "config", "--list", "--null"};
  git.folder = folder;
  git.hidden_variables = "GIT_";
  git.variables = std::move(variables);
  const Outcome outcome = run(git);
  if (outcome.status != 0) {
    throw Error(ErrorKind::storage,
                fmt::format("git cannot read its configuration: {}", outcome.errors));
  }
  ToldConfig told;
  const std::string& text = outcome.output;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\0', at), text.size());
    const std::string entry = text.substr(at, end - at);
    const std::size_t line = std::min(entry.find('\n'), entry.size());
    told.insert_or_assign(entry.substr(0, line), entry.substr(std::min(line + 1, entry.size())));
    at = end + 1;
  }
  return told;
}

/// Git tells section and name in lower case, and what stands between them as it is.
std::optional<std::string> value_in(const ToldConfig& told, std::string_view key) {
  std::string told_key(key);
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  const auto first = told_key.begin() + static_cast<std::ptrdiff_t>(told_key.find('.') + 1);
  const auto last = told_key.begin() + static_cast<std::ptrdiff_t>(told_key.rfind('.') + 1);
  std::transform(told_key.begin(), first, told_key.begin(), lower);
  std::transform(last, told_key.end(), last, lower);
  const auto found = told.find(told_key);
  return found == told.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

git_config* Repository::State::config() {
  if (!config_snapshot) {
    git_config* found = nullptr;
    check(git_repository_config_snapshot(&found, handle()), "read git's configuration");
    config_snapshot.reset(found);
  }
  return config_snapshot.get();
}

std::optional<std::string> Repository::State::config_value(std::string_view key) {
  if (!told_config) {
    const bool ask = config_variables().matter || includes_by_remote(config());
    told_config = ask ? told_by_git(root.string()) : ToldConfig();
  }
  return told_config->empty() ? read_config(config(), key) : value_in(*told_config, key);
}

std::optional<std::string> Repository::config(std::string_view key) const {
  return state_->config_value(key);
}

unsigned Repository::shared_mode() const {
  const std::string value = config("core.sharedRepository").value_or("");
  if (value == "group" || value == "true" || value == "1") {
    return 0060;
  }
  if (value == "all" || value == "world" || value == "everybody" || value == "2") {
    return 0064;
  }
  unsigned mode = 0;
  const bool octal = value.size() > 1 && value.front() == '0';
  if (octal) {
    std::from_chars(value.data(), value.data() + value.size(), mode, 8);
  }
  return mode & 0666U;
}

void Repository::set_config(const std::string& key, const std::string& value) const {
  git_config* found = nullptr;
  check(git_repository_config(&found, state_->handle()), "open git's configuration");
  const ConfigPtr all(found);
  git_config* local = nullptr;
  check(git_config_open_level(&local, found, GIT_CONFIG_LEVEL_LOCAL), "open git's configuration");
  check(git_config_set_string(ConfigPtr(local).get(), key.c_str(), value.c_str()),
        fmt::format("set '{}' in git's configuration", key));
  state_->config_snapshot.reset();
  state_->told_config.reset();
}

std::optional<std::string> user_config(std::string_view key) {
  if (config_variables().matter) {
    return value_in(told_by_git(""), key);
  }
  start_libgit2();
  git_config* all = nullptr;
  check(git_config_open_default(&all), "read git's configuration");
  const ConfigPtr owner(all);
  git_config* fixed = nullptr;
  check(git_config_snapshot(&fixed, all), "read git's configuration");
  return read_config(ConfigPtr(fixed).get(), key);
}

}  // namespace tkt::git
