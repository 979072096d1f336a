// SPDX-License-Identifier: MIT
#include "store/three_trees.h"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "model/error.h"
#include "store/yaml_text.h"

namespace tkt {
namespace {

// What is entered and kept of hostile trees is bounded: a folder may stand in itself sixteen times
// over, and a few objects name more places than anybody can ever visit.
constexpr std::size_t kMostFiles = 2'000'000;
constexpr std::size_t kMostFolders = 200'000;
constexpr std::size_t kMostProblems = 20;
constexpr std::size_t kLongestName = 200;
constexpr int kDeepest = 16;

struct Trees {
  std::optional<git::Oid> base;
  std::optional<git::Oid> ours;
  std::optional<git::Oid> theirs;
};

/// What the three trees have under one name.
struct Entries {
  std::optional<git::TreeEntry> base;
  std::optional<git::TreeEntry> ours;
  std::optional<git::TreeEntry> theirs;
};

std::optional<git::Oid> file_of(const std::optional<git::TreeEntry>& entry) {
  return entry && !entry->folder ? std::optional(entry->oid) : std::nullopt;
}

std::optional<git::Oid> folder_of(const std::optional<git::TreeEntry>& entry) {
  return entry && entry->folder ? std::optional(entry->oid) : std::nullopt;
}

/// Git writes no such folder.
bool is_empty_folder(const git::TreeEntry& entry) {
  static const auto empty = git::Oid::from_hex("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
  return entry.folder && entry.oid == empty;
}

/// The name under which a file of tkt's stands until it is whole; see `WorkTree`.
bool is_unfinished(std::string_view name) {
  return name.starts_with('.') && name.ends_with(".tkt-new");
}

/// Characters that are not seen, and that some file systems pass over.
bool is_invisible(char32_t c) {
  return c == 0x00AD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

/// As file systems that know no case see a name.
std::string seen_by_others(std::string_view name) {
  std::string seen(name);
  std::transform(seen.begin(), seen.end(), seen.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  seen.erase(seen.find_last_not_of(" .") + 1);
  return seen;
}

/// Empty for a name that is what it seems to be.
std::string problem_of(const std::string& name) {
  if (name.size() > kLongestName) {
    return "its name is too long";
  }
  for (std::size_t at = 0; at < name.size();) {
    const auto code = decode_utf8(name, at);
    if (!code || !is_yaml_printable(code->value) || code->value < ' ' || name[at] == '\\' ||
        is_invisible(code->value)) {
      return "its name holds a character that names of files must not hold";
    }
    at += code->length;
  }
  const std::string seen = seen_by_others(name);
  if (is_unfinished(seen)) {
    return "its name is reserved for files that are not written to their end";
  }
  const bool gits = seen == ".git" || seen == "git~1" || seen == ".gitmodules" || seen.empty();
  return gits || name == "." || name == ".." ? "its name is reserved for git" : "";
}

class Comparison {
 public:
  Comparison(const git::Repository& repository, Enter enter)
      : repository_(repository), enter_(enter) {}

  void folders(const Trees& trees, const std::string& prefix, int depth) {
    const bool skipped = enter_ == Enter::by_theirs && trees.theirs == trees.base;
    if (trees.ours == trees.theirs || skipped || is_full()) {
      return;
    }
    ++folders_;
    if (depth > kDeepest) {
      result.problems.push_back({prefix, "its folders are nested too deep"});
      return;
    }
    const auto changed = differing_from_theirs(trees, prefix);
    const auto since_base = entries_since(trees);
    for (const git::EntryPair& pair : changed) {
      const std::string& name = pair.before ? pair.before->name : pair.after->name;
      const auto moved = since_base.find(name);
      const bool base_is_theirs = trees.base == trees.theirs;
      const auto& base =
          moved != since_base.end() ? moved->second : (base_is_theirs ? pair.after : pair.before);
      compare(name, {base, pair.before, pair.after}, prefix, depth);
    }
  }

  /// Says so where not all was looked at.
  void finish() {
    if (is_too_large()) {
      result.problems.push_back({".", "it holds more files and folders than a desk can"});
    }
  }

  ThreeTrees result;

 private:
  [[nodiscard]] bool is_too_large() const {
    return result.files.size() > kMostFiles || folders_ > kMostFolders;
  }
  [[nodiscard]] bool is_full() const {
    return is_too_large() || result.problems.size() >= kMostProblems;
  }

  /// What the base has instead of ours; only where it is neither ours nor theirs.
  [[nodiscard]] std::map<std::string, std::optional<git::TreeEntry>> entries_since(
      const Trees& trees) const {
    std::map<std::string, std::optional<git::TreeEntry>> entries;
    if (trees.base != trees.ours && trees.base != trees.theirs) {
      for (git::EntryPair& pair : repository_.differing(trees.base, trees.ours)) {
        const std::string name = pair.before ? pair.before->name : pair.after->name;
        entries.emplace(name, std::move(pair.before));
      }
    }
    return entries;
  }

  std::vector<git::EntryPair> differing_from_theirs(const Trees& trees, const std::string& prefix) {
    try {
      return repository_.differing(trees.ours, trees.theirs);
    } catch (const Error& error) {
      static_cast<void>(
          repository_.differing(trees.ours, std::nullopt));  // throws where ours is it
      const std::string folder = prefix.substr(0, prefix.find_last_not_of('/') + 1);
      result.problems.push_back({folder.empty() ? "." : folder, error.what()});
      return {};
    }
  }

  void compare(const std::string& name, const Entries& entries, const std::string& prefix,
               int depth) {
    const std::string path = prefix + name;
    const auto& [base, ours, theirs] = entries;
    const bool same = ours && theirs && ours->oid == theirs->oid && ours->folder == theirs->folder;
    if (same || is_full()) {
      return;
    }
    if (const std::string problem = theirs ? problem_of(name) : ""; !problem.empty()) {
      result.problems.push_back({path, problem});
      return;
    }
    if (theirs && is_empty_folder(*theirs)) {
      result.problems.push_back({path, "it is a folder without files, which git makes nowhere"});
      return;
    }
    if (ours && theirs && ours->folder != theirs->folder) {
      result.problems.push_back({path, "it is a file on one side and a folder on the other"});
      return;
    }
    if (file_of(ours) != file_of(theirs)) {
      result.files.push_back({path, file_of(base), file_of(ours), file_of(theirs)});
    }
    folders({folder_of(base), folder_of(ours), folder_of(theirs)}, path + "/", depth + 1);
  }

  const git::Repository& repository_;
  Enter enter_;
  std::size_t folders_ = 0;  ///< that were entered
};

}  // namespace

ThreeTrees compare_three(const git::Repository& repository, const std::optional<git::Oid>& base,
                         const std::optional<git::Oid>& ours, const std::optional<git::Oid>& theirs,
                         Enter enter) {
  Comparison comparison(repository, enter);
  comparison.folders({base, ours, theirs}, "", 0);
  comparison.finish();
  return std::move(comparison.result);
}

}  // namespace tkt
