// SPDX-License-Identifier: MIT
//
// The life of a ticket: what each command makes of each status.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/ticket.h"

namespace tkt {

/// The commands that move a ticket, in the order of the table in tkt(1).
enum class Step {
  assign,
  respond,
  remote,
  work,
  note,
  set,
  wait,
  resume,
  escalate,
  resolve,
  reopen,
  cancel,
  invoice,
  credit
};
inline constexpr int kStepCount = 14;
[[nodiscard]] std::string_view to_string(Step step);
[[nodiscard]] std::optional<Step> parse_step(std::string_view text);

/// True where the table has no dot. `invoice` on an invoiced ticket also needs unbilled work, which
/// the caller checks.
[[nodiscard]] bool is_possible(Step step, Status status);

/// The steps that the table allows in that status.
[[nodiscard]] std::vector<Step> possible_steps(Status status);

/// The ticket's status after `step`. `reopen` goes to assigned where the ticket has an assignee, to
/// open where not; `resume` to in-progress where it was that before the waiting, else likewise (it
/// may have been assigned meanwhile). Throws Error{refused} for an impossible step; the hint names
/// the possible ones.
[[nodiscard]] Status status_after(Step step, const Ticket& ticket);

/// What an event records beyond its author and time.
struct Happening {
  std::string id;  ///< of the event
  std::string by;
  Instant at;   ///< when it happened
  Instant now;  ///< when it is written down
};

/// Moves the ticket's status by `step` and appends the event, with `details` in order (empty ones
/// are left out); `wait` adds the detail `was`, the status before it, where it is missing. Throws
/// as `status_after`.
[[nodiscard]] Ticket take_step(Ticket ticket, Step step, const Happening& happening,
                               std::vector<std::pair<std::string, std::string>> details);

/// The status that the events alone lead to, in their order; nullopt where they hold an `edit`, a
/// `merge` or a `set` of the status, which anything may follow. Of what two clones did at once, a
/// step that the table refuses moves nothing, but an invoice is issued all the same.
[[nodiscard]] std::optional<Status> replayed_status(const Ticket& ticket);

/// What events make of a ticket's status, and which of them came to nothing: a step that the table
/// refused, or a cancellation that an invoice overtook.
struct Replayed {
  struct Overtaken {
    Event event;
    Status lost;  ///< what it would have led to
  };
  Status status = Status::open;
  std::vector<Overtaken> overtaken;
};
/// `from` is the ticket before them, with no event for one that is not open yet. nullopt where one
/// of them hides the status, as in `replayed_status`.
[[nodiscard]] std::optional<Replayed> replay(const Ticket& from, const std::vector<Event>& events);

}  // namespace tkt
