// SPDX-License-Identifier: MIT
#include "store/altered.h"

#include <map>

#include <fmt/core.h>

#include "model/error.h"
#include "store/issued.h"
#include "store/paths.h"
#include "store/process.h"
#include "store/store.h"

namespace tkt {
namespace {

/// What the commits made of the file of one name, wherever it stood.
struct Life {
  std::string path;  ///< where it was made
  std::string made;
  std::string first;  ///< the blob that it was made with
  std::string changed;
};

/// Splits what git ends with NUL.
std::vector<std::string_view> tokens_of(std::string_view text) {
  std::vector<std::string_view> tokens;
  for (std::size_t end = text.find('\0'); end != std::string_view::npos; end = text.find('\0')) {
    tokens.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return tokens;
}

/// Of "git log -z --raw --format=%H": a commit's name, or "\n:MODE MODE BLOB BLOB LETTER" (the line
/// feed only at the first of a commit) with the path behind it. By the file's name.
std::map<std::string, Life> lives_in(std::string_view log) {
  constexpr std::size_t kHash = 40;
  constexpr std::size_t kNewBlob = 1 + 2 * 7 + kHash + 1;
  std::map<std::string, Life> lives;
  std::string commit;
  const std::vector<std::string_view> tokens = tokens_of(log);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::string_view token = tokens[i];
    token.remove_prefix(token.starts_with('\n') ? 1 : 0);
    if (!token.starts_with(':')) {
      commit = token;
      continue;
    }
    if (token.size() < kNewBlob + kHash + 2 || i + 1 == tokens.size()) {
      throw Error(ErrorKind::storage, "git log printed what cannot be read");
    }
    const std::string path(tokens[++i]);
    if (kind_of(path) == FileKind::other) {
      continue;
    }
    Life& life = lives[name_of(path)];
    if (life.made.empty()) {
      life.path = path;
      life.made = commit;
      life.first = token.substr(kNewBlob, kHash);
    }
    life.changed = commit;
  }
  return lives;
}

}  // namespace

std::vector<Altered> Store::altered(const Snapshot& snapshot, std::string_view folder) const {
  // Of a number that was given out twice, the log may tell the other one first.
  const auto stands = [&](const git::Oid& commit, const std::string& path,
                          const std::string& text) {
    const auto versions = issued_versions(git::Repository(root()), commit, commit, path);
    return !versions.empty() && versions.front() == text;
  };
  const Outcome outcome =
      run_git(root().string(),
              {"--literal-pathspecs", "log", "-z", "--no-show-signature", "--reverse",
               "--topo-order", "--full-history", "-m", "--no-renames", "--raw", "--no-abbrev",
               "--format=%H", snapshot.commit().hex(), "--", std::string(folder)});
  if (outcome.status != 0) {
    throw Error(ErrorKind::storage, fmt::format("git log failed: {}", outcome.errors));
  }
  std::map<std::string, std::string> places;
  for (const std::string& path : snapshot.files(folder)) {
    places.emplace(name_of(path), path);
  }
  std::vector<Altered> altered;
  for (const auto& [name, life] : lives_in(outcome.output)) {
    const auto place = places.find(name);
    if (place == places.end()) {
      altered.push_back({life.path, life.made, life.changed, true});
    } else if (const std::string text = snapshot.file(place->second).value();
               git::Repository::hash_blob(text).hex() != life.first &&
               !stands(snapshot.commit(), place->second, text)) {
      altered.push_back({place->second, life.made, life.changed, false});
    }
  }
  return altered;
}

}  // namespace tkt
