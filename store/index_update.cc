// SPDX-License-Identifier: MIT
#include "store/index_update.h"

#include "model/error.h"
#include "store/index_query.h"
#include "store/odd_mode.h"
#include "store/paths.h"
#include "store/records.h"
#include "store/tree_changes.h"

namespace tkt {

namespace {

/// What differs between two trees, as far as the index holds it.
struct Changes {
  std::vector<std::string> gone;  ///< what there may be rows of; changed files too
  std::vector<TicketFile> tickets;
  std::vector<TreeChange> files;
  std::vector<OddFile> odd;  ///< beside the tickets
  bool desk = false;
};

Changes find_changes(const git::Repository& repository, const std::optional<git::Oid>& before,
                     const git::Oid& after) {
  Changes changes;
  compare_trees(repository, before, after, [&](const TreeChange& change) {
    const FileKind kind = kind_of(change.path);
    if (kind == FileKind::ticket) {
      if (change.before) {
        changes.gone.push_back(change.path);
      }
      if (change.after) {
        changes.tickets.push_back({change.path, *change.after, change.odd_mode});
      }
      return;
    }
    if (change.before) {
      changes.gone.push_back(change.path);
    }
    if (change.odd_mode != 0) {
      changes.odd.push_back({change.path, change.odd_mode});
    }
    if (kind == FileKind::desk || kind == FileKind::staff || kind == FileKind::client) {
      changes.files.push_back(change);
      changes.desk = changes.desk || kind == FileKind::desk;
    }
  });
  return changes;
}

Desk desk_of(const git::Repository& repository, const git::Oid& tree) {
  const std::string path(kDeskFile);
  const std::optional<git::TreeEntry> entry = repository.entry(tree, path, git::Modes::any);
  if (!entry || entry->folder) {
    throw Error(ErrorKind::storage, "the last commit holds no 'desk.yaml'");
  }
  return read_desk(path, text_of(repository, path, entry->oid)).value;
}

// Every command needs desk.yaml, staff and clients, so that a mode which cannot be theirs is
// `verify`'s to tell, and no reason to do without them.
void put_files(TableWriter& writer, const git::Repository& repository,
               const std::vector<TreeChange>& files) {
  for (const TreeChange& file : files) {
    const bool there = file.after && file.odd_mode != kSubmodule;
    writer.put_file(file.path, there ? std::optional(text_of(repository, file.path, *file.after))
                                     : std::nullopt);
  }
}

void put_odd(TableWriter& writer, const std::vector<OddFile>& files) {
  for (const OddFile& file : files) {
    writer.add(odd_entry(file.path, file.mode));
  }
}

void add_if_there(const git::Repository& repository, const git::Oid& tree, std::string path,
                  std::vector<TicketFile>& files) {
  if (const auto entry = repository.entry(tree, path, git::Modes::any)) {
    files.push_back({std::move(path), entry->oid, entry->odd_mode});
  }
}

/// The tickets whose rows depend on the desk's policy: unfinished ones, for the warnings, and
/// broken ones, which may name what the desk has not.
std::vector<TicketFile> dependent_tickets(const sqlite::Database& database, const Stamp& stamp,
                                          const git::Repository& repository, const git::Oid& tree) {
  std::vector<TicketFile> files;
  for (TicketRow& row : unfinished_rows(database, stamp)) {
    add_if_there(repository, tree, std::move(row.summary.path), files);
  }
  for (BrokenFile& file : broken_tickets(database, stamp)) {
    add_if_there(repository, tree, std::move(file.path), files);
  }
  return files;
}

bool is_wasteful(const Stamp& stamp) {
  constexpr std::int64_t kAllowance = 10'000;
  return stamp.documents > 2 * stamp.tickets.rows + kAllowance;
}

}  // namespace

void build_index(sqlite::Database& database, const git::Repository& repository,
                 const git::Oid& commit, const Progress& progress) {
  Stamp stamp;
  stamp.commit = commit;
  stamp.tree = repository.tree_of(commit);
  const Desk desk = desk_of(repository, stamp.tree);
  const Changes changes = find_changes(repository, std::nullopt, stamp.tree);
  sqlite::Transaction transaction(database, "BEGIN");
  create_tables(database);
  TableWriter writer(database, stamp);
  put_files(writer, repository, changes.files);
  put_odd(writer, changes.odd);
  read_entries(
      repository, changes.tickets, desk, [&](const IndexEntry& entry) { writer.add(entry); },
      progress);
  create_indexes(database);
  write_stamp(database, stamp);
  transaction.commit();
}

bool update_index(sqlite::Database& database, Stamp stamp, const git::Repository& repository,
                  const git::Oid& commit, const Progress& progress) {
  const git::Oid tree = repository.tree_of(commit);
  Changes changes;
  try {
    changes = find_changes(repository, stamp.tree, tree);
  } catch (const Error&) {
    return false;
  }
  const Desk desk = desk_of(repository, tree);
  TableWriter writer(database, stamp);
  put_files(writer, repository, changes.files);
  for (const std::string& path : changes.gone) {
    writer.remove(path);
  }
  put_odd(writer, changes.odd);
  if (changes.desk) {
    read_entries(
        repository, dependent_tickets(database, stamp, repository, tree), desk,
        [&](const IndexEntry& entry) { writer.replace_row(entry); }, progress);
  }
  read_entries(
      repository, changes.tickets, desk, [&](const IndexEntry& entry) { writer.add(entry); },
      progress);
  stamp.commit = commit;
  stamp.tree = tree;
  write_stamp(database, stamp);
  return !is_wasteful(stamp);
}

}  // namespace tkt
