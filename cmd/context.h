// SPDX-License-Identifier: MIT
//
// What a command may touch.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cmd/environment.h"
#include "cmd/exit.h"
#include "cmd/io.h"
#include "model/ids.h"
#include "store/store.h"

namespace tkt {

/// The options that every command takes.
struct GlobalOptions {
  std::string desk;      ///< -C DIR
  std::string now;       ///< --now TIME
  std::string as;        ///< --as NAME
  bool dry_run = false;  ///< --dry-run, of changing commands
  bool no_wait = false;  ///< --no-wait, of changing commands
  bool operator==(const GlobalOptions&) const = default;
};

class Context {
 public:
  Context(Io& io, const Environment& environment, GlobalOptions options, Instant now);

  Io& io;
  const Environment& environment;
  const GlobalOptions options;

  /// One instant per process: --now, TKT_NOW, or the clock.
  [[nodiscard]] Instant now();
  Random random;

  /// Opened at the first call; throws Error{storage} where there is no desk.
  /// Where relative paths start: -C DIR, else the working folder. Throws Error{storage} where that
  /// one was deleted.
  [[nodiscard]] std::filesystem::path base_folder() const;
  const Store& store();
  /// HEAD, read at the first call; says on stderr which hand edits of desk.yaml, staff and clients
  /// are not in force.
  const Snapshot& snapshot();
  /// The desk's policy, from `snapshot`.
  const Desk& desk();
  const Zone& zone();

  /// For a command that takes hand edits over: a desk.yaml or a file of the actor's own that the
  /// last commit holds broken is read as the work tree has it, and nobody is warned of hand edits.
  /// To be called before anything is read.
  void may_read_hand_edits();

  /// Forgets what was read of the desk: others have changed it.
  void refresh();

  /// A change, under the lock. What the command reads for it comes from `change.snapshot()`.
  Change change();
  /// Whoever acts: the member of staff with git's user.email, or the one that --as names. Throws
  /// Error{refused} for no identity, or one that is not on the desk's active staff, with how to be
  /// added.
  const Staff& actor();
  /// Whether the member of staff with git's user.email has a role: `--as` lends a name, not a
  /// right.
  bool may_act_as(std::string_view role);
  /// Throws Error{refused} unless `may_act_as(kHelpdeskManager)`; `what` is the deed: "issue an
  /// invoice".
  void require_manager(std::string_view what);

  /// The instant that an option like --at names; `now` for an empty one. Throws Error{usage} for
  /// what is no time.
  Instant time_option(std::string_view option, std::string_view text);

  /// Commits, or under --dry-run prints what would be committed (subject, files, changed lines) and
  /// writes nothing. Author is the actor. Returns false under --dry-run. `saved` in confirmations:
  /// "would assign" against "assigned" is the caller's to say.
  bool commit(Change& change, std::string_view subject, const Trailers& trailers);

  /// The actor, as the author of a commit made now. Throws as `actor`.
  [[nodiscard]] Author author();
  /// The name, shortened, of what this command committed last; empty where it has not.
  [[nodiscard]] const std::string& recorded() const;

  /// "tkt: warning: ..." on stderr.
  void warn(std::string_view message);
  /// Names broken files on stderr; true when there were any: the command then ends in
  /// Exit::storage.
  bool report_broken(const std::vector<BrokenFile>& broken);

 private:
  struct Opened;
  void warn_of_hand_edits();
  std::shared_ptr<Opened> opened_;
  Instant clock_;
};

}  // namespace tkt
