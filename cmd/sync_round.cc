// SPDX-License-Identifier: MIT
#include "cmd/sync_round.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>

#include <fmt/core.h>

#include "model/error.h"
#include "store/paths.h"
#include "store/records.h"

namespace tkt {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr auto kPatience = std::chrono::seconds(60);
constexpr int kShortestPause = 50;  // milliseconds
constexpr int kLongestPause = 1500;
constexpr Seconds kClockTolerance = std::chrono::minutes(10);

// Whoever has not been put on the staff yet, and has only read so far, may still bring two
// histories together.
Author merge_author(Context& context) {
  try {
    return context.author();
  } catch (const Error& error) {
    const GitIdentity identity = context.store().identity();
    if (error.kind() != ErrorKind::refused || identity.name.empty() || identity.email.empty()) {
      throw;
    }
    const Instant when = context.now();
    return {identity.name, identity.email, when, context.zone().offset_at(when)};
  }
}

std::string own_name(Context& context) {
  try {
    return context.actor().id;
  } catch (const Error&) {
    return "";
  }
}

std::string place_of(const Stopped& file) {
  return file.line == 0 ? file.path : fmt::format("{}:{}", file.path, file.line);
}

void refuse(const Exchange& exchange, const Merge& merge) {
  const std::string& remote = exchange.remote().name;
  if (merge.kind == Merge::Kind::unrelated) {
    throw Error(ErrorKind::refused,
                fmt::format("this desk and that of '{}' have no history in common: they were made "
                            "independently of each other",
                            remote),
                "nothing was changed; 'tkt clone URL' joins the desk that is there, in a folder of "
                "its own");
  }
  if (!merge.refused.empty()) {
    std::string problems;
    for (const Stopped& file : merge.refused) {
      problems += (problems.empty() ? "" : "\n") + place_of(file) + ": " + file.message;
    }
    throw Error(ErrorKind::refused,
                fmt::format("what '{}' has cannot be merged:\n{}", remote, problems),
                "nothing was changed; whoever sent it can mend it and send again");
  }
}

// What others' merges have decided, and wrote down in this file. Whoever won is told, too.
void add_overruled_by_others(const std::string& path, const std::optional<std::string>& before,
                             const std::string& after, const std::string& own_name,
                             std::vector<Overruled>& found) {
  const Ticket now = read_ticket(path, after).value;
  const std::vector<Event> old =
      before ? read_ticket(path, *before).value.events : std::vector<Event>{};
  for (const Event& event : now.events) {
    const bool known =
        std::any_of(old.begin(), old.end(), [&](const Event& one) { return one.id == event.id; });
    if (event.did == "merge" && !known) {
      const std::string of(event.detail("of"));
      found.push_back({path, now.id, std::string(event.detail("field")),
                       std::string(event.detail("kept")), std::string(event.detail("lost")), of,
                       event.by, !of.empty() && of == own_name});
    }
  }
}

bool same_loss(const Overruled& a, const Overruled& b) {
  return a.path == b.path && a.field == b.field && a.kept == b.kept && a.lost == b.lost;
}

std::vector<Overruled> overruled_in(Context& context, const Snapshot& before, const Merge& merge) {
  std::vector<Overruled> found = merge.overruled;
  const std::string name = own_name(context);
  std::vector<Overruled> by_others;
  for (const auto& [path, text] : merge.files) {
    try {
      if (text && kind_of(path) == FileKind::ticket) {
        add_overruled_by_others(path, before.file(path), *text, name, by_others);
      }
    } catch (const Error&) {
    }
  }
  for (Overruled& one : by_others) {
    if (std::none_of(found.begin(), found.end(),
                     [&](const Overruled& known) { return same_loss(known, one); })) {
      found.push_back(std::move(one));
    }
  }
  return found;
}

template <class T>
void append(std::vector<T>& all, const std::vector<T>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

void collect(Context& context, const Change& change, const Merge& merge, Exchanged& exchanged) {
  append(exchanged.incoming, change.incoming(merge));
  append(exchanged.overruled, overruled_in(context, change.snapshot(), merge));
  append(exchanged.stopped, merge.stopped);
  append(exchanged.told, merge.told);
  append(exchanged.renamed, merge.renamed);
}

void warn_of_clock(Context& context, const Exchange& exchange, const git::Oid& theirs,
                   Exchanged& exchanged) {
  const Exchange::Made made = exchange.made(theirs);
  const Seconds ahead = made.when - context.now();
  if (ahead > kClockTolerance && !exchanged.clock_told) {
    exchanged.clock_told = true;
    context.warn(fmt::format(
        "a commit of {} was made {} from now: the clock of this machine or of theirs is wrong, and "
        "what is later wins a merge",
        made.by, format_duration(std::chrono::floor<std::chrono::minutes>(ahead))));
  }
}

void pause(int attempt) {
  const int longest = std::min(kLongestPause, kShortestPause << std::min(attempt, 5));
  std::random_device source;
  std::uniform_int_distribution<int> draw(kShortestPause / 2, longest);
  std::this_thread::sleep_for(milliseconds(draw(source)));
}

}  // namespace

void join(Context& context, const Exchange& exchange, const git::Oid& theirs,
          Exchanged& exchanged) {
  context.refresh();
  Change change = context.change();
  const Merge merge = change.merge(theirs);
  refuse(exchange, merge);
  if (merge.kind == Merge::Kind::nothing) {
    return;
  }
  collect(context, change, merge, exchanged);
  exchanged.received += exchange.count(change.snapshot().commit(), theirs);
  warn_of_clock(context, exchange, theirs, exchanged);
  if (!context.options.dry_run) {
    change.commit(merge, merge_author(context));
    context.refresh();
  }
}

void exchange_until_sent(Context& context, Exchange& exchange, bool rejoin, const MakeCommit& make,
                         Exchanged& exchanged) {
  ProgressLine progress(context.io.err);
  const std::string& remote = exchange.remote().name;
  const auto give_up =
      steady_clock::now() + (context.options.no_wait ? std::chrono::seconds(0) : kPatience);
  for (int attempt = 1;; ++attempt) {
    const std::string again = attempt == 1 ? "" : fmt::format(", attempt {}", attempt);
    progress.say(fmt::format("asking '{}'{}", remote, again));
    const auto theirs = exchange.fetch(rejoin && attempt == 1);
    if (theirs) {
      join(context, exchange, *theirs, exchanged);
    }
    const auto ours = make();
    if (!ours || ours == theirs) {
      return;
    }
    if (context.options.dry_run) {
      exchanged.sent = exchange.count(theirs, *ours);
      return;
    }
    progress.say(fmt::format("sending to '{}'{}", remote, again));
    if (exchange.push(*ours)) {
      exchanged.sent += exchange.count(theirs, *ours);
      return;
    }
    if (steady_clock::now() >= give_up) {
      throw Error(
          ErrorKind::busy, fmt::format("others were faster with '{}' each time", remote),
          "nothing was sent; try again; if nobody else is at it, a lock that a git left which "
          "died may stand in that repository, as refs/heads/main.lock");
    }
    progress.say(fmt::format("somebody was faster with '{}'", remote));
    pause(attempt);
  }
}

ProgressLine::~ProgressLine() {
  if (shown_) {
    err_.raw("\r\x1B[K");
    (void)err_.flush();
  }
}

void ProgressLine::say(const std::string& text) {
  if (err_.terminal()) {
    shown_ = true;
    err_.raw("\r\x1B[K");
    err_.text(text);
    (void)err_.flush();
  }
}

}  // namespace tkt
