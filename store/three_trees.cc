// SPDX-License-Identifier: MIT
#include "store/three_trees.h"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "model/error.h"
#include "store/yaml_text.h"

namespace tkt {
namespace {

constexpr std::size_t kMostFiles = 5'000'000;
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
  const bool gits = seen == ".git" || seen == "git~1" || seen == ".gitmodules" || seen.empty();
  return gits || name == "." || name == ".." ? "its name is reserved for git" : "";
}

class Comparison {
 public:
  explicit Comparison(const git::Repository& repository) : repository_(repository) {}

  void folders(const Trees& trees, const std::string& prefix, int depth) {
    if (trees.ours == trees.theirs || result.files.size() > kMostFiles) {
      return;
    }
    if (depth > kDeepest) {
      result.problems.push_back({prefix, "its folders are nested too deep"});
      return;
    }
    std::map<std::string, Entries> all;
    for (git::TreeEntry& entry : read_theirs(trees.theirs, prefix)) {
      const std::string name = entry.name;
      Entries& entries = all[name];
      entries.base = trees.base == trees.theirs ? std::optional(entry) : std::nullopt;
      entries.theirs = std::move(entry);
    }
    for (git::TreeEntry& entry : read(trees.ours)) {
      const std::string name = entry.name;
      Entries& entries = all[name];
      entries.base = trees.base == trees.ours ? std::optional(entry) : entries.base;
      entries.ours = std::move(entry);
    }
    if (trees.base != trees.ours && trees.base != trees.theirs) {
      for (git::TreeEntry& entry : read(trees.base)) {
        const std::string name = entry.name;
        all[name].base = std::move(entry);
      }
    }
    for (const auto& [name, entries] : all) {
      compare(name, entries, prefix, depth);
    }
  }

  ThreeTrees result;

 private:
  std::vector<git::TreeEntry> read(const std::optional<git::Oid>& tree) const {
    return tree ? repository_.tree(*tree) : std::vector<git::TreeEntry>();
  }

  std::vector<git::TreeEntry> read_theirs(const std::optional<git::Oid>& tree,
                                          const std::string& prefix) {
    try {
      return read(tree);
    } catch (const Error& error) {
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
    if (same) {
      return;
    }
    if (const std::string problem = theirs ? problem_of(name) : ""; !problem.empty()) {
      result.problems.push_back({path, problem});
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
};

}  // namespace

ThreeTrees compare_three(const git::Repository& repository, const std::optional<git::Oid>& base,
                         const std::optional<git::Oid>& ours,
                         const std::optional<git::Oid>& theirs) {
  Comparison comparison(repository);
  comparison.folders({base, ours, theirs}, "", 0);
  if (comparison.result.files.size() > kMostFiles) {
    comparison.result.problems.push_back({".", "it holds more files than a desk can"});
  }
  return std::move(comparison.result);
}

}  // namespace tkt
