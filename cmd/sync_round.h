// SPDX-License-Identifier: MIT
//
// Fetch, merge, send, and again if someone was faster: what `tkt sync` does, and `tkt invoice` with
// a document on top.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cmd/context.h"
#include "store/exchange.h"
#include "store/merge.h"

namespace tkt {

/// What came in, what went out, and what has to be told of it.
struct Exchanged {
  int received = 0;  ///< commits
  int sent = 0;
  std::vector<Incoming> incoming;
  std::vector<Overruled> overruled;
  std::vector<Stopped> stopped;
  std::vector<Stopped> told;
  std::vector<Renamed> renamed;
  bool clock_told = false;  ///< that a clock is wrong
};

/// Merges a commit of the remote into the branch. Under --dry-run it only says what would come in.
/// Throws Error{refused} where the two cannot be merged, with a way out.
void join(Context& context, const Exchange& exchange, const git::Oid& theirs, Exchanged& exchanged);

/// The commit to send, made on top of what was merged; nullopt: none any more.
using MakeCommit = std::function<std::optional<git::Oid>()>;

/// Goes on until what `make` gives is on the remote, and the branch stands on it. Throws
/// Error{busy} where others were faster for a minute; with --no-wait, where they were once.
void exchange_until_sent(Context& context, Exchange& exchange, bool rejoin, const MakeCommit& make,
                         Exchanged& exchanged);

/// A line on the terminal that says what is going on, gone when its life ends.
class ProgressLine {
 public:
  explicit ProgressLine(Output& err) : err_(err) {}
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();
  void say(const std::string& text);

 private:
  Output& err_;
  bool shown_ = false;
};

}  // namespace tkt
