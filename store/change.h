// SPDX-License-Identifier: MIT
//
// One change of a desk: one commit, wholly or not at all. The head of change.cc tells the order of
// its steps.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/snapshot.h"

namespace tkt {

/// Who writes, and when.
struct Author {
  std::string name;
  std::string email;
  Instant when;
  Seconds offset{};  ///< of the desk's zone at `when`
};

/// What a commit says beside its subject.
using Trailers = std::vector<std::pair<std::string, std::string>>;  ///< {"Ticket", "ITW-4F7K24"}

class Store;
struct Incoming;
struct Merge;

/// Holds the desk's lock from its making to its end: what it reads stays true until it commits.
class Change {
 public:
  struct State;
  Change(Change&&) noexcept;
  Change& operator=(Change&&) noexcept;
  ~Change();

  /// The desk as it is now; nobody else changes it while this change lives.
  [[nodiscard]] const Snapshot& snapshot() const;

  /// Stages a file's new value: only what differs from the record's value is edited in its text. No
  /// difference stages nothing.
  void update(const Record<Ticket>& record, const Ticket& after);
  void update(const Record<Client>& record, const Client& after);
  void update(const Record<Staff>& record, const Staff& after);
  /// Stages a new file. Throws Error{refused} where the path is taken.
  void create(const Ticket& ticket);
  void create(const Client& client);
  void create(const Staff& staff);
  void create(const Invoice& invoice);
  void create(const Payment& payment);
  /// Stages the bytes of a file as they are; nullopt removes it. The text is read back strictly
  /// first.
  void put(std::string_view path, std::optional<std::string> text);
  /// As `put`, for a file that was changed by hand: the work tree holds `found` (nullopt: no file)
  /// instead of what the snapshot has, and the commit takes that over as `text`.
  void adopt(std::string_view path, std::optional<std::string> found,
             std::optional<std::string> text);

  [[nodiscard]] bool empty() const;
  /// Path and new text (nullopt: removed) of what is staged.
  [[nodiscard]] const std::map<std::string, std::optional<std::string>>& staged() const;

  /// Makes the commit durable, moves the branch, and lets work tree and index follow. Throws
  /// Error{refused} before anything is written where a staged file has uncommitted edits, and
  /// Error{storage} with the truth about what was recorded when something failed. With nothing
  /// staged it makes no commit and returns HEAD's. The last call on a change.
  git::Oid commit(std::string_view subject, const Trailers& trailers, const Author& author);

  /// Makes the commit durable and moves nothing: it is to be sent first, and merged when it was
  /// taken. Throws as `commit`. The last call on a change.
  [[nodiscard]] git::Oid prepare(std::string_view subject, const Trailers& trailers,
                                 const Author& author) const;

  /// What comes of merging that commit, which is in the repository already. Writes nothing.
  [[nodiscard]] Merge merge(const git::Oid& theirs) const;
  /// What it brings, in words.
  [[nodiscard]] std::vector<Incoming> incoming(const Merge& merge) const;
  /// Makes the merge of this change's `merge` durable by the same steps as `commit`: a commit with
  /// two parents, or the branch moved forward. Nothing else may be staged. Throws as `commit`, and
  /// Error{refused} for a merge that is refused. Returns the commit that the branch stands on.
  git::Oid commit(const Merge& merge, const Author& author);

 private:
  friend class Store;
  explicit Change(std::unique_ptr<State> state);
  void put_new(const std::string& path, std::string text);
  git::Oid write(std::string_view subject, const Trailers& trailers, const Author& author,
                 const Merge* merge);
  std::unique_ptr<State> state_;
};

}  // namespace tkt
