// SPDX-License-Identifier: MIT
//
// A desk on disk.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/query.h"
#include "store/altered.h"
#include "store/change.h"
#include "store/index_entry.h"
#include "store/listing.h"
#include "store/lock.h"
#include "store/merge.h"
#include "store/odd_mode.h"
#include "store/snapshot.h"

namespace tkt {

/// Name and email that git is configured with for this repository; empty where it is not.
struct GitIdentity {
  std::string name;
  std::string email;
};

/// A file that two commits do not have alike.
struct FileChange {
  std::string path;
  bool now = false;  ///< the later one has it
};

class Store {
 public:
  /// The desk at `start` or in the nearest folder above it. Throws Error{storage} where there is
  /// none.
  static Store open(const std::filesystem::path& start);
  /// The desk in exactly this folder, which is a repository already or becomes one on branch main;
  /// the files are its first commit or the next one. Throws Error{refused} where the folder holds a
  /// desk already, or a file that would be overwritten. `program` is the tkt that plain git is to
  /// call (`set_up_plain_git`); where it is empty, plain git is left alone.
  static Store create(const std::filesystem::path& folder,
                      const std::vector<std::pair<std::string, std::string>>& files,
                      std::string_view subject, const Author& author,
                      const std::string& program = "");
  /// Git's identity for a folder that may not be a repository yet.
  static GitIdentity identity_in(const std::filesystem::path& folder);

  [[nodiscard]] const std::filesystem::path& root() const;
  /// .git/tkt: private to this clone. Made where it is missing and can be made.
  [[nodiscard]] const std::filesystem::path& state_folder() const;
  [[nodiscard]] GitIdentity identity() const;
  /// A value of git's configuration ("tkt.sms-program"); nullopt where it is not set. Private to
  /// this clone and its user: never pulled.
  [[nodiscard]] std::optional<std::string> git_config(std::string_view key) const;

  /// See store/plain_git.h. `program` is where tkt stands.
  void set_up_plain_git(const std::string& program) const;
  /// What is missing of that, and merges that were made without it.
  [[nodiscard]] std::vector<std::string> missing_for_plain_git() const;
  /// `since`: only merges that are not part of the history of this commit.
  [[nodiscard]] std::vector<Stopped> merged_by_lines(
      const Snapshot& snapshot, const std::optional<git::Oid>& since = std::nullopt) const;

  /// For whoever takes hand edits over, and so mends a desk: from now on the work tree's desk.yaml
  /// is read where the last commit holds none or a broken one.
  void may_read_edited_desk() const;
  /// The desk as HEAD has it now. Takes no lock, writes nothing.
  [[nodiscard]] Snapshot snapshot() const;
  /// The desk as a commit has it, without an index.
  [[nodiscard]] Snapshot snapshot_of(const git::Oid& commit) const;
  /// What a snapshot has otherwise than a commit of its history; nullopt where the commit is none.
  [[nodiscard]] std::optional<std::vector<FileChange>> changes_since(const Snapshot& snapshot,
                                                                     const git::Oid& commit) const;
  /// The desk as it was at a time: as the last commit has it, on the line of HEAD's first parents,
  /// that was made then or before. It has an index of its own in memory. Throws Error{refused}
  /// where the desk is younger.
  [[nodiscard]] Snapshot snapshot_at(Instant when) const;
  /// Takes the lock, finishes or rolls back what a dead process left, and refuses an unfinished
  /// merge or rebase, unmerged paths, a detached HEAD, and a desk with files of odd modes. Throws
  /// Error{busy} when the lock is not free in time.
  [[nodiscard]] Change change(Wait wait = Wait::bounded) const;

  /// The tickets that match, unsorted. Reads the index, brought up to date first.
  [[nodiscard]] Listing list(const Snapshot& snapshot, const TicketQuery& query) const;
  /// The tickets whose text holds every word, or one that begins so, best first; one of several
  /// words is a phrase.
  [[nodiscard]] Listing search(const Snapshot& snapshot,
                               const std::vector<std::string>& words) const;
  /// When each who was ever assigned a ticket other than `but` was so last.
  [[nodiscard]] std::map<std::string, Instant> last_assignments(const Snapshot& snapshot,
                                                                const TicketId& but) const;
  /// The unfinished tickets with a promise that has no response yet.
  [[nodiscard]] UnmetList unmet(const Snapshot& snapshot) const;
  /// What reports need of all tickets of the snapshot, which may be one of the past.
  [[nodiscard]] FactList facts(const Snapshot& snapshot) const;
  /// The paths of the tickets, finished ones too, with breaches or withdrawals to be recorded that
  /// no time will change (`owes_records`).
  [[nodiscard]] std::vector<std::string> owing_records(const Snapshot& snapshot) const;
  /// The paths of the tickets whose ID begins so ("ITW-4F7"); with broken files, which keep their
  /// IDs.
  [[nodiscard]] std::vector<std::string> ticket_paths(const Snapshot& snapshot,
                                                      std::string_view beginning) const;
  /// Whether a ticket has that ID. Enough for drawing a new one, and quicker than `ticket_paths`,
  /// which asks all IDs to vouch for it that there is none.
  [[nodiscard]] bool has_ticket(const Snapshot& snapshot, const TicketId& id) const;
  /// Called while many tickets are read, for more than a second, into a new index.
  void on_progress(Progress progress) const;
  /// Files of modes that no desk holds, by path: plain git committed them.
  [[nodiscard]] std::vector<OddFile> odd_files(const Snapshot& snapshot) const;
  /// All ticket IDs of the desk, those of broken files too.
  [[nodiscard]] std::vector<TicketId> ticket_ids(const Snapshot& snapshot) const;

  /// Paths of tkt's files whose work-tree bytes differ from `snapshot`, new and missing ones too.
  /// Other line ends are no difference. `folders` narrows it: {"desk.yaml", "staff", "clients"}.
  [[nodiscard]] std::vector<std::string> hand_edits(const Snapshot& snapshot,
                                                    const std::vector<std::string>& places) const;
  /// The same, where git tells by the times of the files which of them to look at: for a glance at
  /// all of a large desk. Last what cannot be a desk's file: another repository ("tickets/x/").
  [[nodiscard]] std::vector<std::string> likely_hand_edits(
      const Snapshot& snapshot, const std::vector<std::string>& places) const;
  /// The bytes of a file of the work tree, never through a symbolic link; nullopt where there is
  /// none.
  [[nodiscard]] std::optional<std::string> work_tree_file(std::string_view path) const;

  /// The commits that touched `path`, newest first.
  struct LogEntry {
    std::string commit;  ///< hexadecimal, whole
    std::string author;
    Instant when;
    std::string subject;
  };
  [[nodiscard]] std::vector<LogEntry> log(std::string_view path) const;
  /// The files that any commit had below `folder`, known by their names, and that are not, byte for
  /// byte, as the first of these had them. Those that were moved, or changed and restored, are left
  /// out.
  [[nodiscard]] std::vector<Altered> altered(const Snapshot& snapshot,
                                             std::string_view folder) const;

 private:
  struct State;
  explicit Store(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace tkt
