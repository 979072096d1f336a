// SPDX-License-Identifier: MIT
//
// Two histories of one desk become one, record by record and field by field (tkt-desk(5),
// "Merging"). The head of merge.cc tells how. Everything here comes from git objects; the work tree
// and the network play no part:
//
//   Change change = store.change();                     // lock, recovery
//   const Merge merge = change.merge(theirs);           // decides; writes nothing
//   if (merge.refused.empty()) {
//     change.commit(merge, author);                     // the branch moves, the work tree follows
//   }
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/desk.h"
#include "model/ticket.h"
#include "store/git.h"

namespace tkt {

/// Something that their side brings: what a field was on our side, and what it is now. A new file
/// is one entry with an empty field, its subject or name in `after`. An event, a work entry or a
/// message is an entry of that list ("events", "work"), in words.
struct Incoming {
  std::string path;
  TicketId ticket;  ///< empty for other files
  std::string field;
  std::string before;
  std::string after;
  std::string by;  ///< a short name of staff where an event tells; else the commit's author
};

/// Both sides gave a field a value; the later one stands, and the other is written down.
struct Overruled {
  std::string path;
  TicketId ticket;  ///< empty for other files
  std::string field;
  std::string kept;
  std::string lost;
  std::string of;     ///< who wrote what was lost
  std::string by;     ///< who wrote what was kept
  bool ours = false;  ///< the lost one was our side's
};

/// A file that stands in the way, and why.
struct Stopped {
  std::string path;
  int line = 0;         ///< 0: the whole file
  std::string message;  ///< without path and line
};

/// Two tickets had drawn one ID; the later one has a new one now.
struct Renamed {
  TicketId before;
  TicketId after;
  std::string opener;
  std::string subject;
};

struct Merge {
  enum class Kind {
    nothing,       ///< theirs is part of our history
    fast_forward,  ///< ours is part of theirs, and the branch moves to it
    merged,        ///< a commit with two parents
    unrelated,     ///< the histories have no commit in common; `commit` refuses it
  };
  Kind kind = Kind::nothing;
  git::Oid ours;
  git::Oid theirs;
  /// What differs from our tree; nullopt: removed.
  std::map<std::string, std::optional<std::string>> files;
  std::vector<Overruled> overruled;
  /// Records whose merge stopped: a version that does not parse, and the like. The sound version
  /// stays in its place, the other is kept beside it, and the rest of the merge goes on. To be
  /// told; the exit code is not 0.
  std::vector<Stopped> stopped;
  /// What makes the whole merge impossible: links, hostile names, files too large. `commit` refuses
  /// it.
  std::vector<Stopped> refused;
  std::vector<Renamed> renamed;
  /// What both sides' changes together make of a bill, to be told: "invoiced while work was added".
  std::vector<Stopped> told;
};

/// What is known of what our side changed since any commit that both sides share.
enum class OurChanges {
  unknown,
  sound,  ///< made by tkt: no file is broken or gone, and no invoice changed
};

/// The merge of two commits: the same one, and quicker, where our changes are known to be sound.
/// Throws Error{storage} where git's objects cannot be read.
[[nodiscard]] Merge merge_commits(const git::Repository& repository, const git::Oid& ours,
                                  const git::Oid& theirs,
                                  OurChanges our_changes = OurChanges::unknown);

/// What a merge brings, in words. Throws likewise.
[[nodiscard]] std::vector<Incoming> incoming_by(const git::Repository& repository,
                                                const Merge& merge);

/// The merge driver's work: one file of which git knows three versions. `base` is empty where both
/// sides added it; `desk` may be nullptr.
struct FileMerge {
  std::optional<std::string> text;  ///< nullopt: they cannot be merged
  std::string problem;              ///< why not, with path and line
  std::vector<Overruled> overruled;
  std::vector<Stopped> told;
};
[[nodiscard]] FileMerge merge_file(const std::string& path, const std::string& base,
                                   const std::string& ours, const std::string& theirs,
                                   const Desk* desk);

}  // namespace tkt
