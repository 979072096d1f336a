// SPDX-License-Identifier: MIT
//
// The talk of one clone with one remote: what is there, what was seen there before, and what is
// sent. Moves no branch of this clone: merging is `Change`'s.
//
// Of a remote only forward moves are accepted. What a clone has seen there is remembered, in the
// file "seen" of the state folder and in git's own reference for the remote's branch; a remote that
// no longer holds it was rewritten, or restored from a backup, and would give out numbers twice.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "store/git.h"
#include "store/lock.h"
#include "store/remote.h"
#include "store/store.h"

namespace tkt {

/// How the last exchanges of a clone went.
struct LastSync {
  std::optional<Instant> done;
  std::optional<Instant> failed;  ///< later than `done`, or nullopt
  std::string why;                ///< of that failure
};
[[nodiscard]] LastSync last_sync(const Store& store);
/// Written down as well as possible: what cannot be is no failure of the exchange.
void note_sync(const Store& store, const LastSync& last);

/// How far a clone and its remote are apart, by what was last seen there.
struct Distance {
  Remote remote;
  std::optional<git::Oid> seen;  ///< nullopt: nothing was seen there yet
  int ahead = 0;                 ///< commits that only this clone has
  int behind = 0;                ///< commits seen there that are not merged
};
/// nullopt where the clone has no remote. Throws as `find_remote`.
[[nodiscard]] std::optional<Distance> distance(const Store& store);

class Exchange {
 public:
  /// With the remote of that name, as `find_remote`; nullopt where the clone has none. Throws
  /// Error{busy} where another exchange of this clone is under way, and Error{refused} for a clone
  /// without its whole history.
  static std::optional<Exchange> begin(const Store& store, std::string_view remote,
                                       const Talk& talk, Wait wait);
  Exchange(Exchange&&) noexcept = default;
  Exchange& operator=(Exchange&&) noexcept = default;
  ~Exchange();

  [[nodiscard]] const Remote& remote() const { return remote_; }

  /// The commit on the remote's branch, with all that it leads to; nullopt where the remote is
  /// empty. Throws as `ask_remote` and `fetch_commit`; Error{refused} where the remote has other
  /// branches only, and, unless `rejoin`, where it has lost what was seen there.
  [[nodiscard]] std::optional<git::Oid> fetch(bool rejoin = false);
  /// Sends a commit that contains what was fetched. False where somebody else was faster. Throws as
  /// `push_commit`.
  [[nodiscard]] bool push(const git::Oid& commit);

  /// Commits that `to` has and `from` has not; all where there is none.
  [[nodiscard]] int count(const std::optional<git::Oid>& from, const git::Oid& to) const;
  /// When a commit was made, and by whom.
  struct Made {
    Instant when;
    std::string by;
  };
  [[nodiscard]] Made made(const git::Oid& commit) const;

 private:
  Exchange(const Store& store, Remote remote, const Talk& talk, Wait wait);
  void clean_up(std::filesystem::file_time_type since) const;
  void check_seen(const git::Oid& now) const;
  void remember(const git::Oid& commit) const;
  [[noreturn]] void throw_lost(const git::Oid& seen, const std::optional<git::Oid>& now) const;
  [[nodiscard]] bool is_whole(const git::Oid& commit) const;
  [[nodiscard]] bool is_ancestor(const git::Oid& old, const git::Oid& young) const;

  std::shared_ptr<const git::Repository> repository_;
  std::filesystem::path folder_;  ///< the state folder
  Remote remote_;
  Talk talk_;
  Fd lock_;
};

/// Asks for an exchange of this clone, now or when the one under way ends.
void want_sync(const Store& store);
[[nodiscard]] bool is_wanted(const Store& store);
/// Takes the wish back; whether there was one.
[[nodiscard]] bool take_wish(const Store& store);

}  // namespace tkt
