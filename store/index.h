// SPDX-License-Identifier: MIT
//
// The index: what lists, filters, searches and the SLA check need of every ticket, so that they
// need not read 100,000 files. A cache in the state folder, stamped with the commit it describes;
// deleting it changes nothing but the time of the next command.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/git.h"
#include "store/index_entry.h"
#include "store/listing.h"
#include "store/odd_mode.h"
#include "store/ticket_row.h"

namespace tkt {

/// Every question is asked of a commit, and answered for that commit: where the index describes
/// another one, what differs is read first, and where it is missing, damaged or made by another
/// version of tkt, everything. Where it cannot be written (a desk that is only read, a full disk),
/// the answer comes from a copy in memory; and also where somebody else holds the file, or the
/// right to write it, for more than a second: nobody who only asks waits for longer. Several
/// processes may ask at once.
///
/// A ticket whose object git cannot give is a broken file, until git can. All questions throw
/// Error{storage} where git's trees, desk.yaml, or an object of staff or clients cannot be read.
class Index {
 public:
  /// Called when git's objects are needed: not at all where the index describes the commit.
  using OpenRepository = std::function<const git::Repository&()>;

  Index(std::filesystem::path state_folder, OpenRepository repository, Progress progress = {});
  ~Index();
  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;

  /// Works on a copy in memory from now on, and leaves the file as it is: for questions about the
  /// past.
  void look_at_the_past(const git::Oid& commit);

  /// Brings the index to a commit, so that the next question about it is answered at once.
  void refresh(const git::Oid& commit);

  /// The tickets that match, in no order.
  Listing list(const git::Oid& commit, const TicketQuery& query);
  /// The tickets whose ID, subject, client, contact, tags, description or notes hold every word,
  /// or one that begins so: "print" finds printers. One of several words ("main printer") is a
  /// phrase. First those that hold all of them outside of description and notes, in each half the
  /// unfinished before the finished, then the newest first.
  Listing search(const git::Oid& commit, const std::vector<std::string>& words);
  /// When each who was ever assigned a ticket other than `but` was so last.
  std::map<std::string, Instant> last_assignments(const git::Oid& commit, const TicketId& but);
  /// The unfinished tickets with a promise that has no response yet.
  UnmetList unmet(const git::Oid& commit);
  /// What reports need of all tickets, in no order.
  FactList facts(const git::Oid& commit);
  /// The paths of the tickets, finished ones too, of which breaches or withdrawals are not recorded
  /// that no time will change.
  std::vector<std::string> owing_records(const git::Oid& commit);
  /// The paths of the tickets whose ID begins so; with broken files, which keep their IDs.
  std::vector<std::string> paths_beginning(const git::Oid& commit, std::string_view beginning);
  /// Whether a ticket has that ID, a broken file too. Whoever loses the row of a damaged index
  /// hears no; `paths_beginning` does not take that for an answer.
  bool has_ticket(const git::Oid& commit, const TicketId& id);
  /// All ticket IDs of the desk, those of broken files too.
  std::vector<TicketId> ids(const git::Oid& commit);

  /// The files of modes that no desk holds, whatever they are, by path.
  std::vector<OddFile> odd_files(const git::Oid& commit);

  /// Path and text of desk.yaml and of the files of staff and clients, by path. Kept until another
  /// commit is asked about.
  const std::map<std::string, std::string, std::less<>>& files(const git::Oid& commit);
  /// The text of one of them; nullopt where the commit has none of that path.
  std::optional<std::string> file(const git::Oid& commit, std::string_view path);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tkt
