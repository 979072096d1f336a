// SPDX-License-Identifier: MIT
#include "store/issued.h"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "model/error.h"
#include "store/paths.h"
#include "store/process.h"
#include "store/records.h"

namespace tkt {
namespace {

struct Making {
  git::Oid commit;
  git::Oid blob;
};

/// Of "git log -z --raw --format=%H": a commit's name, or "\n:MODE MODE BLOB BLOB LETTER" with the
/// path behind it.
std::vector<Making> makings_in(std::string_view log) {
  constexpr std::size_t kHash = 40;
  constexpr std::size_t kNewBlob = 1 + 2 * 7 + kHash + 1;
  std::vector<Making> makings;
  std::optional<git::Oid> commit;
  for (std::size_t end = log.find('\0'); end != std::string_view::npos; end = log.find('\0')) {
    std::string_view token = log.substr(0, end);
    log.remove_prefix(end + 1);
    token.remove_prefix(token.starts_with('\n') ? 1 : 0);
    if (token.starts_with(':') && token.size() >= kNewBlob + kHash && commit) {
      makings.push_back(
          {*commit, git::Oid::from_hex(token.substr(kNewBlob, kHash)).value_or(git::Oid{})});
    } else if (token.size() == kHash) {
      commit = git::Oid::from_hex(token);
    }
  }
  return makings;
}

/// Whoever takes a file away and makes it anew has not issued it.
bool follows(const git::Repository& repository, const git::Oid& commit,
             const std::vector<Making>& earlier) {
  return std::ranges::any_of(earlier, [&](const Making& first) {
    const auto bases = repository.merge_bases(first.commit, commit);
    return !bases.empty() && bases.front() == first.commit;
  });
}

std::optional<Instant> time_of(const std::string& path, const std::string& text) {
  try {
    return kind_of(path) == FileKind::invoice ? read_invoice(path, text).value.issued
                                              : read_payment(path, text).value.noted;
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

std::vector<std::string> issued_versions(const git::Repository& repository, const git::Oid& a,
                                         const git::Oid& b, const std::string& path) {
  const Outcome outcome =
      run_git(repository.root().string(),
              {"--literal-pathspecs", "log", "-z", "--no-show-signature", "--reverse",
               "--topo-order", "--full-history", "--no-merges", "--no-renames", "--diff-filter=A",
               "--raw", "--no-abbrev", "--format=%H", a.hex(), b.hex(), "--", path});
  if (outcome.status != 0) {
    throw Error(ErrorKind::storage, fmt::format("git log failed: {}", outcome.errors));
  }
  std::vector<Making> kept;
  std::vector<std::pair<Instant, std::string>> versions;
  for (const Making& making : makings_in(outcome.output)) {
    if (follows(repository, making.commit, kept)) {
      continue;
    }
    kept.push_back(making);
    std::string text = repository.blob(making.blob);
    if (const auto time = time_of(path, text)) {
      versions.emplace_back(*time, std::move(text));
    }
  }
  std::ranges::sort(versions);
  std::vector<std::string> texts;
  for (auto& [time, text] : versions) {
    if (texts.empty() || texts.back() != text) {
      texts.push_back(std::move(text));
    }
  }
  return texts;
}

}  // namespace tkt
