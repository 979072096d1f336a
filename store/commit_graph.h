// SPDX-License-Identifier: MIT
//
// Git's commit-graph as gitformat-commit-graph(5) has it: what each commit's tree and parents are,
// and a Bloom filter of the paths that it changed, in a chain of files of which each builds upon
// those before. Nothing here reads an object, which is what makes a history of 300,000 commits a
// matter of milliseconds.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/git.h"
#include "store/mapped_file.h"

namespace tkt::git {

/// A path, made ready to be looked for in many filters.
class PathKeys {
 public:
  explicit PathKeys(std::string_view path);  ///< no slash at either end

 private:
  friend class CommitGraph;
  struct Key {
    std::uint32_t first;
    std::uint32_t step;
  };
  /// Of the path and of each folder above it, for git adds them all. Empty for a path that is not
  /// all ASCII, which two versions of the filters hash in two ways: it may be in any.
  std::vector<Key> keys_;
};

class CommitGraph {
 public:
  /// A commit's place in the graph: over the whole chain, those of the first file first.
  using Position = std::uint32_t;

  struct Commit {
    Oid tree;
    std::vector<Position> parents;
  };

  /// `objects` is ".git/objects". nullopt where there is no graph, where one of its files has no
  /// filters or filters of a kind not known here, and where the files are damaged.
  static std::optional<CommitGraph> open(const std::filesystem::path& objects);

  // These throw Error{storage} where the files are damaged.

  /// nullopt for a commit that is not in the graph, as those made since git last wrote it.
  [[nodiscard]] std::optional<Position> find(const Oid& commit) const;
  [[nodiscard]] Oid name(Position commit) const;
  [[nodiscard]] Commit commit(Position commit) const;
  /// When it was committed, in seconds since 1970.
  [[nodiscard]] std::int64_t committed(Position commit) const;
  /// False only where the commit surely has what its first parent has at the path; as sure as git
  /// is, which asks no more than this either.
  [[nodiscard]] bool may_change(Position commit, const PathKeys& path) const;
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  /// A file of the chain.
  struct Layer {
    MappedFile file;
    Position before = 0;  ///< how many commits the files before it hold
    Position count = 0;
    std::string_view sum, fanout, names, commits, edges, filter_ends, filters;
    std::uint32_t hashes = 0;
  };

  CommitGraph() = default;
  static Layer read_layer(const std::filesystem::path& path, Position before);
  void add(const std::filesystem::path& path);
  [[nodiscard]] const Layer& layer_of(Position commit) const;
  [[nodiscard]] std::string_view row_of(Position commit) const;

  std::vector<Layer> layers_;
  Position size_ = 0;
};

}  // namespace tkt::git
