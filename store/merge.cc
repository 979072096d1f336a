// SPDX-License-Identifier: MIT
//
// Merging
// =======
//
// Git merges lines, and lines know nothing: two technicians who note something on one ticket meet
// in its last line and conflict, while an invoice on one side and more work on the other touch
// different lines and merge without a word. So git moves commits only, and the merge is made here,
// from three versions of each record that git's objects hold: ours, theirs, and their base, the
// last state that both know.
//
//   three_trees.cc       which files differ; equal folders are never entered
//   merge_trees.cc       file by file: one side's change is taken, a broken version steps aside
//   merge_collisions.cc  two tickets that drew one ID
//   merge_record.cc      a file of which both sides have their own version:
//     merge_nodes.cc       what it is to say, field by field
//     model/merge.cc       what the trade has to say about a ticket as a whole
//     merge_text.cc        the bytes, with the comments and the spelling of both
//   merge_issued.cc      invoices and payments, which are written once
//   merge_history.cc     who is later, in files that have no events
//   merge_incoming.cc    what is told in the end
//
// Nothing here depends on which side is whose, on the machine or on the clock: ours and theirs
// exchanged give the same tree. That is what lets any two clones merge at the same time and be
// equal afterwards.
//
// Where two clones have merged each other crosswise, there are several bases. They are merged first
// into one that never becomes a commit: what both sides made of the same two states is then no
// change. Their own bases are found in the same way. Bases are taken in the order of their names,
// and so everywhere the same.
#include "store/merge.h"

#include <fmt/core.h>

#include "model/error.h"
#include "store/issued.h"
#include "store/merge_collisions.h"
#include "store/merge_history.h"
#include "store/merge_incoming.h"
#include "store/merge_issued.h"
#include "store/merge_record.h"
#include "store/merge_trees.h"
#include "store/paths.h"
#include "store/records.h"

namespace tkt {
namespace {

using Files = std::map<std::string, std::optional<std::string>>;

git::Oid tree_with(const git::Repository& repository, const git::Oid& tree, const Files& files) {
  std::map<std::string, std::optional<git::Oid>> blobs;
  for (const auto& [path, text] : files) {
    blobs.emplace(path, text ? std::optional(repository.write_blob(*text)) : std::nullopt);
  }
  return blobs.empty() ? tree : repository.write_tree(tree, blobs);
}

std::optional<git::Oid> base_tree(const git::Repository& repository,
                                  const std::vector<git::Oid>& bases);

/// The tree of the merge of two bases. A refused file stays as one of them has it: a base is only
/// what others are compared with.
git::Oid merged_base(const git::Repository& repository, const git::Oid& a_tree, const git::Oid& a,
                     const git::Oid& b) {
  const git::Oid b_tree = repository.tree_of(b);
  ParsedTickets tickets;
  const TreesMerged merged =
      merge_trees(repository, {base_tree(repository, repository.merge_bases(a, b)), a_tree, b_tree},
                  nullptr, nullptr, tickets, OurChanges::unknown);
  return tree_with(repository, a_tree, merged.files);
}

std::optional<git::Oid> base_tree(const git::Repository& repository,
                                  const std::vector<git::Oid>& bases) {
  if (bases.empty()) {
    return std::nullopt;
  }
  git::Oid tree = repository.tree_of(bases.front());
  for (std::size_t i = 1; i < bases.size(); ++i) {
    tree = merged_base(repository, tree, bases.front(), bases[i]);
  }
  return tree;
}

std::optional<std::string> text_at(const git::Repository& repository, const git::Oid& tree,
                                   const std::string& path) {
  const auto entry = repository.entry(tree, path);
  return entry && !entry->folder ? std::optional(repository.blob(entry->oid)) : std::nullopt;
}

}  // namespace

Merge merge_commits(const git::Repository& repository, const git::Oid& ours, const git::Oid& theirs,
                    OurChanges our_changes) {
  Merge merge;
  merge.ours = ours;
  merge.theirs = theirs;
  const std::vector<git::Oid> bases = repository.merge_bases(ours, theirs);
  if (bases.empty()) {
    merge.kind = Merge::Kind::unrelated;
    return merge;
  }
  if (bases.front() == theirs) {
    return merge;
  }
  const git::Oid ours_tree = repository.tree_of(ours);
  const git::Oid theirs_tree = repository.tree_of(theirs);
  SideHistory our_history(repository, ours, theirs);
  SideHistory their_history(repository, theirs, ours);
  ParsedTickets tickets;
  TreesMerged merged = merge_trees(
      repository, {base_tree(repository, bases), ours_tree, theirs_tree},
      [&](bool of_theirs, const std::string& path, const std::string& field,
          const std::string& value) {
        return (of_theirs ? their_history : our_history).writing(path, field, value);
      },
      [&](const std::string& path) { return issued_versions(repository, ours, theirs, path); },
      tickets, our_changes);
  // A branch may only move to theirs where nothing of it had to step aside.
  const bool forward = bases.front() == ours && merged.stopped.empty() && merged.renamed.empty();
  merge.kind = forward ? Merge::Kind::fast_forward : Merge::Kind::merged;
  merge.files = std::move(merged.files);
  merge.overruled = std::move(merged.overruled);
  merge.stopped = std::move(merged.stopped);
  merge.refused = std::move(merged.refused);
  merge.renamed = std::move(merged.renamed);
  merge.told = std::move(merged.told);
  return merge;
}

std::vector<Incoming> incoming_by(const git::Repository& repository, const Merge& merge) {
  const git::Oid ours = repository.tree_of(merge.ours);
  SideHistory their_history(repository, merge.theirs, merge.ours);
  // Each look goes through all commits.
  constexpr int kMostLooks = 200;
  int looks = 0;
  ParsedTickets tickets;
  std::vector<Incoming> incoming;
  for (const auto& [path, after] : merge.files) {
    const Bringer by = [&, &file = path](const std::string& field, const std::string& value) {
      const bool enough = kind_of(file) == FileKind::ticket && ++looks > kMostLooks;
      const auto writing = enough ? std::nullopt : their_history.writing(file, field, value);
      return writing ? writing->by : "";
    };
    const auto found = incoming_of(path, text_at(repository, ours, path), after, by, tickets);
    incoming.insert(incoming.end(), found.begin(), found.end());
  }
  return incoming;
}

FileMerge merge_file(const std::string& path, const std::string& base, const std::string& ours,
                     const std::string& theirs, const Desk* desk) {
  const FileKind kind = kind_of(path);
  const bool record = is_record(kind);
  const auto unknown = [](bool, const std::string&, const std::string&) {
    return std::optional<Writing>();
  };
  FileMerge result;
  try {
    if (is_written_once(kind)) {
      throw Error(ErrorKind::refused,
                  kind == FileKind::invoice ? "invoices never merge" : "payments never merge");
    }
    if (record) {
      check_file(path, ours);
      check_file(path, theirs);
    }
    if (kind == FileKind::ticket &&
        birth_of(read_ticket(path, ours).value) != birth_of(read_ticket(path, theirs).value)) {
      throw Error(ErrorKind::refused, path + ": two tickets have drawn this ID");
    }
    RecordMerge merged = record ? merge_record({path, base, ours, theirs}, desk, unknown)
                                : merge_plain({path, base, ours, theirs}, unknown);
    result.text = std::move(merged.text);
    result.overruled = std::move(merged.overruled);
    result.told = std::move(merged.told);
  } catch (const Error& error) {
    result.problem = error.what();
  }
  return result;
}

}  // namespace tkt
