// SPDX-License-Identifier: MIT
#include <algorithm>
#include <limits>

#include <fmt/core.h>
#include <git2.h>

#include "model/error.h"
#include "store/git.h"
#include "store/git_internal.h"

namespace tkt::git {
namespace {

constexpr std::string_view kSpace = " \t\n\r";  // as git has it

/// The author's name as git's %an has it; libgit2 takes stops and quotes from its ends.
std::string author_of(std::string_view header) {
  constexpr std::string_view kAuthor = "\nauthor ";
  const std::size_t at = header.find(kAuthor);
  const std::string_view line =
      header.substr(at == std::string_view::npos ? header.size() : at + kAuthor.size());
  const std::string_view name = line.substr(0, line.find_first_of("<\n"));
  return std::string(name.substr(0, name.find_last_not_of(kSpace) + 1));
}

/// Empty where it is the usual one.
std::string encoding_of(const git_commit* commit) {
  const char* const named = git_commit_message_encoding(commit);
  return named == nullptr || std::string_view(named) == "UTF-8" ? "" : named;
}

/// The first paragraph as one line, as git's %s has it.
std::string subject_of(std::string_view message) {
  std::string subject;
  while (!message.empty()) {
    const std::string_view line = message.substr(0, message.find('\n'));
    message.remove_prefix(std::min(line.size() + 1, message.size()));
    const std::size_t last = line.find_last_not_of(kSpace);
    if (last != std::string_view::npos) {
      subject.append(subject.empty() ? "" : " ").append(line.substr(0, last + 1));
    } else if (!subject.empty()) {
      break;
    }
  }
  return subject;
}

CommitInfo info_of(git_repository* repository, const git_oid& oid) {
  git_commit* found = nullptr;
  check(git_commit_lookup(&found, repository, &oid),
        fmt::format("read commit {}", from_git(oid).hex()));
  const CommitPtr owner(found);
  const git_signature* const author = git_commit_author(found);
  CommitInfo info = {from_git(oid),
                     from_git(*git_commit_tree_id(found)),
                     {},
                     author_of(git_commit_raw_header(found)),
                     author->email,
                     Instant(Seconds(author->when.time)),
                     Instant(Seconds(git_commit_committer(found)->when.time)),
                     subject_of(git_commit_message_raw(found)),
                     encoding_of(found)};
  for (unsigned i = 0; i < git_commit_parentcount(found); ++i) {
    info.parents.push_back(from_git(*git_commit_parent_id(found, i)));
  }
  return info;
}

git_merge_file_input input_of(std::string_view text) {
  git_merge_file_input input = GIT_MERGE_FILE_INPUT_INIT;
  input.ptr = text.data();
  input.size = text.size();
  return input;
}

std::vector<CommitInfo> walk(git_repository* repository, const Oid& tip,
                             const std::vector<Oid>& without, std::size_t most) {
  git_revwalk* made = nullptr;
  check(git_revwalk_new(&made, repository), "walk through the history");
  const RevwalkPtr owner(made);
  git_revwalk_sorting(made, GIT_SORT_TIME);
  const git_oid from = to_git(tip);
  check(git_revwalk_push(made, &from), "walk through the history");
  for (const Oid& other : without) {
    const git_oid hidden = to_git(other);
    check(git_revwalk_hide(made, &hidden), "walk through the history");
  }
  std::vector<CommitInfo> commits;
  git_oid oid;
  int status = 0;
  while (commits.size() < most && (status = git_revwalk_next(&oid, made)) == 0) {
    commits.push_back(info_of(repository, oid));
  }
  if (status != GIT_ITEROVER) {
    check(status, "walk through the history");
  }
  return commits;
}

}  // namespace

std::uint64_t Repository::size(const Oid& blob) const {
  git_odb* found = nullptr;
  check(git_repository_odb(&found, state_->handle()), "open git's objects");
  std::size_t length = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  const git_oid wanted = to_git(blob);
  check(git_odb_read_header(&length, &type, OdbPtr(found).get(), &wanted),
        fmt::format("read blob {}", blob.hex()));
  return length;
}

std::vector<Oid> Repository::merge_bases(const Oid& a, const Oid& b) const {
  git_oidarray found = {nullptr, 0};
  const git_oid one = to_git(a);
  const git_oid two = to_git(b);
  const int status = git_merge_bases(&found, state_->handle(), &one, &two);
  if (status == GIT_ENOTFOUND) {
    return {};
  }
  check(status, "find where the histories part");
  std::vector<Oid> bases;
  for (std::size_t i = 0; i < found.count; ++i) {
    bases.push_back(from_git(found.ids[i]));
  }
  git_oidarray_dispose(&found);
  std::sort(bases.begin(), bases.end());
  return bases;
}

CommitInfo Repository::commit(const Oid& commit) const {
  return info_of(state_->handle(), to_git(commit));
}

std::vector<CommitInfo> Repository::commits(const Oid& tip, const std::vector<Oid>& without) const {
  return walk(state_->handle(), tip, without, std::numeric_limits<std::size_t>::max());
}

std::vector<CommitInfo> Repository::last_commits(const Oid& tip, const std::optional<Oid>& since,
                                                 std::size_t most) const {
  return walk(state_->handle(), tip, since ? std::vector<Oid>{*since} : std::vector<Oid>{}, most);
}

std::optional<std::string> merge_lines(std::string_view base, std::string_view ours,
                                       std::string_view theirs) {
  start_libgit2();
  const git_merge_file_input old = input_of(base);
  const git_merge_file_input left = input_of(ours);
  const git_merge_file_input right = input_of(theirs);
  git_merge_file_result result = {};
  check(git_merge_file(&result, &old, &left, &right, nullptr), "merge a text");
  std::optional<std::string> text;
  if (result.automergeable != 0) {
    text.emplace(result.ptr, result.len);
  }
  git_merge_file_result_free(&result);
  return text;
}

}  // namespace tkt::git
