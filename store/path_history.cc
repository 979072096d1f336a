// SPDX-License-Identifier: MIT
#include "store/path_history.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <queue>
#include <string>
#include <system_error>
#include <utility>

#include "model/error.h"
#include "store/commit_graph.h"
#include "store/file.h"

namespace tkt {
namespace {

using git::CommitGraph;
using git::CommitInfo;
using git::Oid;
using git::Repository;
using git::TreeEntry;
using Place = CommitGraph::Position;
using Commit = CommitGraph::Commit;

/// What `git log` heeds and the commit-graph knows nothing of.
bool plain_history(const Repository& repository) {
  const std::filesystem::path& folder = repository.common_dir();
  for (const char* file : {"shallow", "info/grafts", "refs/replace"}) {
    std::error_code unknown;
    if (std::filesystem::exists(folder / file, unknown) || unknown) {
      return false;
    }
  }
  const auto packed = read_file((folder / "packed-refs").string()).value_or("");
  return packed.find(" refs/replace/") == std::string::npos &&
         repository.config("core.commitgraph").value_or("true") == "true" &&
         repository.config("log.follow").value_or("false") == "false";
}

bool same(const std::optional<TreeEntry>& a, const std::optional<TreeEntry>& b) {
  return a && b ? a->oid == b->oid && a->folder == b->folder && a->odd_mode == b->odd_mode
                : a.has_value() == b.has_value();
}

/// The history as the graph has it, with the commits made since then behind, in the order in which
/// they are met.
class History {
 public:
  History(const Repository& repository, CommitGraph graph, std::string_view path)
      : repository_(repository), graph_(std::move(graph)), path_(path), keys_(path) {}

  Place place_of(const Oid& commit) {
    if (const auto place = graph_.find(commit)) {
      return *place;
    }
    const auto [known, added] =
        places_.try_emplace(commit, static_cast<Place>(graph_.size() + younger_.size()));
    if (added) {
      younger_.push_back(repository_.commit(commit));
    }
    return known->second;
  }

  Commit commit(Place place) {
    if (place < graph_.size()) {
      return graph_.commit(place);
    }
    const CommitInfo info = younger_[place - graph_.size()];
    Commit commit{info.tree, {}};
    for (const Oid& parent : info.parents) {
      commit.parents.push_back(place_of(parent));
    }
    return commit;
  }

  std::int64_t committed(Place place) const {
    return place < graph_.size()
               ? graph_.committed(place)
               : younger_[place - graph_.size()].committed.time_since_epoch().count();
  }

  CommitInfo told(Place place) const {
    return place < graph_.size() ? repository_.commit(graph_.name(place))
                                 : younger_[place - graph_.size()];
  }

  /// Whether a commit brought something new to the path. `commit` then leads on to those parents
  /// alone that had what it has: a merge that took one side's file tells that side's history.
  bool changes(Place place, Commit& commit) {
    if (place < graph_.size() && !commit.parents.empty() && !graph_.may_change(place, keys_)) {
      commit.parents.resize(1);
      return false;
    }
    const auto& now = entry(commit.tree);
    for (const Place parent : commit.parents) {
      if (same(entry(this->commit(parent).tree), now)) {
        commit.parents = {parent};
        return false;
      }
    }
    return !commit.parents.empty() || now.has_value();
  }

 private:
  const std::optional<TreeEntry>& entry(const Oid& tree) {
    const auto known = entries_.find(tree);
    return known != entries_.end()
               ? known->second
               : entries_.emplace(tree, repository_.entry(tree, path_, git::Modes::any))
                     .first->second;
  }

  const Repository& repository_;
  CommitGraph graph_;
  std::string_view path_;
  git::PathKeys keys_;
  std::map<Oid, Place> places_;  ///< of `younger_`
  std::vector<CommitInfo> younger_;
  std::map<Oid, std::optional<TreeEntry>> entries_;  ///< of the path, by tree
};

/// A commit still to be looked at: the youngest goes first, of equals the one met first.
struct Ahead {
  std::int64_t committed;
  std::size_t met;
  Place place;

  bool operator<(const Ahead& other) const {
    return committed != other.committed ? committed < other.committed : met > other.met;
  }
};

std::vector<CommitInfo> walk(History& history, Place head) {
  std::vector<CommitInfo> found;
  std::priority_queue<Ahead> ahead;
  std::vector<bool> met;
  std::size_t count = 0;
  const auto meet = [&](Place place) {
    met.resize(std::max<std::size_t>(met.size(), std::size_t{place} + 1));
    if (!met[place]) {
      met[place] = true;
      ahead.push({history.committed(place), count++, place});
    }
  };
  meet(head);
  while (!ahead.empty()) {
    const Place place = ahead.top().place;
    ahead.pop();
    Commit commit = history.commit(place);
    if (history.changes(place, commit)) {
      found.push_back(history.told(place));
    }
    for (const Place parent : commit.parents) {
      meet(parent);
    }
  }
  return found;
}

}  // namespace

std::optional<std::vector<CommitInfo>> path_history(const Repository& repository, const Oid& head,
                                                    std::string_view path) {
  try {
    auto graph = plain_history(repository) ? CommitGraph::open(repository.common_dir() / "objects")
                                           : std::nullopt;
    if (!graph) {
      return std::nullopt;
    }
    History history(repository, std::move(*graph), path);
    std::vector<CommitInfo> found = walk(history, history.place_of(head));
    const bool plain = std::all_of(found.begin(), found.end(), [](const CommitInfo& info) {
      return info.encoding.empty() && info.when >= Instant();
    });
    return plain ? std::optional(std::move(found)) : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;  // git tells what is wrong
  }
}

}  // namespace tkt
