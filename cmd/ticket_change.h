// SPDX-License-Identifier: MIT
//
// What the commands that change one ticket have in common.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cmd/context.h"
#include "cmd/when.h"
#include "model/life.h"

namespace tkt {

/// A change of one ticket, under the desk's lock.
struct TicketChange {
  Change change;
  Record<Ticket> record;
};

/// Takes the lock and finds the ticket.
[[nodiscard]] TicketChange begin_change(Context& context, std::string_view typed);

/// A new event's ID, author and times. Warns where the time lies before the ticket's last event.
[[nodiscard]] Happening happening(Context& context, const Ticket& ticket, std::string_view at);

/// "assign ITW-4F7K24: VPN down for the whole office [to letla, by ntebo]".
[[nodiscard]] std::string commit_subject(std::string_view verb, const Ticket& ticket,
                                         const std::vector<std::string>& details);
[[nodiscard]] Trailers ticket_trailers(const Ticket& ticket);

/// Stages the ticket, with the withdrawal of a breach that it turns out not to be, and commits;
/// `details` and the actor stand in the subject's brackets. False under --dry-run: say nothing
/// then.
bool save(Context& context, TicketChange& change, Ticket after, std::string_view verb,
          std::vector<std::string> details = {});

/// Throws Error{usage} for a text that is empty, and warns of one that seems to hold a password:
/// git keeps it for ever.
void check_text(std::string_view option, std::string_view text);

/// A subject as it was typed, on one line: runs of line breaks and tabs are a blank each, other
/// control characters are left out, and bytes that are no UTF-8 are U+FFFD. Throws Error{usage}
/// where nothing else was typed.
[[nodiscard]] std::string subject_line(std::string_view typed);

/// Adds what the client's contact is owed for `event`; says on stderr what cannot be sent.
[[nodiscard]] Ticket owe_contact(Context& context, const Snapshot& snapshot, Ticket ticket,
                                 const Event& event, std::string_view form);
/// The same where the contact may be new to the client's file.
[[nodiscard]] Ticket owe_contact(Context& context, const Client& client, Ticket ticket,
                                 const Event& event, std::string_view form);
/// Adds what a member of staff is owed for `event`; says on stderr when no address is on file.
[[nodiscard]] Ticket owe_staff(Context& context, Ticket ticket, const Event& event,
                               std::string_view form, const Staff& staff);

/// The work entry that ended, or started, at a time. Throws Error{usage} for a duration that is no
/// whole number of minutes, up to 24 hours.
[[nodiscard]] int work_minutes(std::string_view typed);

/// The ticket with the work entry, which gets its ID here, and its event; the start of work is a
/// response.
[[nodiscard]] Ticket add_work(Context& context, const Ticket& ticket, Work work);

/// `after` with the old due of each promise that it has otherwise than `before`, or no more, in an
/// event `recompute`.
[[nodiscard]] Ticket note_moves(Context& context, const Ticket& before, Ticket after);

/// The ticket with the due of its unmet solution clock computed anew where the waiting in which
/// `before` stood is over. A promise that did not wait stays as it was made.
[[nodiscard]] Ticket renew_solution_due(const Ticket& before, Ticket after, const Desk& desk);

/// "; response 12m before its due" when this change met the response clock, "" when not.
[[nodiscard]] std::string kept_text(const Ticket& before, const Ticket& after);

/// "response due 2026-11-23 09:15, in 1h", or an empty text without a running clock.
[[nodiscard]] std::string due_text(Context& context, const Ticket& ticket);

}  // namespace tkt
