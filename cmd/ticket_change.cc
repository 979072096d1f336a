// SPDX-License-Identifier: MIT
#include "cmd/ticket_change.h"

#include <algorithm>
#include <cctype>

#include <fmt/core.h>

#include "channels/text.h"
#include "cmd/find.h"
#include "model/error.h"
#include "model/message.h"
#include "model/secrets.h"
#include "model/sla.h"

namespace tkt {
namespace {

/// Half of what a file may hold: the text is indented there, a line at a time.
constexpr std::size_t kLongestText = 500'000;

Seconds whole_minutes(Seconds length) {
  return std::chrono::floor<std::chrono::minutes>(length);
}

std::string what_is_missing(const std::vector<Message>& owed) {
  return owed.empty() ? "no email address and no mobile number" : "no email address";
}

}  // namespace

TicketChange begin_change(Context& context, std::string_view typed) {
  (void)context.actor();
  Change change = context.change();
  Record<Ticket> record = find_ticket(context, change.snapshot(), typed);
  return {std::move(change), std::move(record)};
}

Happening happening(Context& context, const Ticket& ticket, std::string_view at) {
  Happening happening{draw_entry_id(context.random), context.actor().id,
                      context.time_option("--at", at), context.now()};
  if (!ticket.events.empty() && happening.at < ticket.events.back().at) {
    context.warn("the ticket's last event was later, at " +
                 format_instant(ticket.events.back().at, context.zone()));
  }
  return happening;
}

std::string commit_subject(std::string_view verb, const Ticket& ticket,
                           const std::vector<std::string>& details) {
  std::string inside;
  for (const std::string& detail : details) {
    inside += (inside.empty() ? "" : ", ") + detail;
  }
  return printable_line(fmt::format("{} {}: {}{}", verb, ticket.id, ticket.subject,
                                    inside.empty() ? "" : " [" + inside + "]"));
}

Trailers ticket_trailers(const Ticket& ticket) {
  return {{"Ticket", ticket.id}, {"Client", ticket.client}};
}

bool save(Context& context, TicketChange& change, Ticket after, std::string_view verb,
          std::vector<std::string> details) {
  details.push_back("by " + context.actor().id);
  for (Event& withdrawal : withdrawals(after, context.desk())) {
    after.events.push_back(std::move(withdrawal));
    details.emplace_back("breach withdrawn");
  }
  change.change.update(change.record, after);
  return context.commit(change.change, commit_subject(verb, after, details),
                        ticket_trailers(after));
}

void check_text(std::string_view option, std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isspace(c) != 0; })) {
    throw Error(ErrorKind::usage, std::string(option) + " is empty", "say it in a few words");
  }
  if (text.size() > kLongestText) {
    throw Error(ErrorKind::refused, std::string(option) + " is longer than a ticket can hold",
                fmt::format("keep what matters, up to {} bytes", kLongestText));
  }
  if (gives_secret(text)) {
    throw Error(ErrorKind::refused, std::string(option) + " gives a password or access code away",
                "git keeps everything for ever: leave it out, and tell it by phone");
  }
}

std::string subject_line(std::string_view typed) {
  std::string line;
  bool broken = false;
  for (const char32_t c : characters(typed)) {
    const bool breaks = c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029;
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    if (breaks && !broken) {
      line += ' ';
    } else if (!breaks && !control) {
      append_utf8(line, c);
    }
    broken = breaks;
  }
  if (line.empty() && !typed.empty()) {
    throw Error(ErrorKind::usage, "the subject is empty", "say in a few words what is the matter");
  }
  return line;
}

Ticket owe_contact(Context& context, const Snapshot& snapshot, Ticket ticket, const Event& event,
                   std::string_view form) {
  const auto client = snapshot.client(ticket.client);
  return owe_contact(context, client ? client->value : Client{}, std::move(ticket), event, form);
}

Ticket owe_contact(Context& context, const Client& client, Ticket ticket, const Event& event,
                   std::string_view form) {
  const Contact* contact = client.contact(ticket.contact);
  const auto owed =
      owed_to_contact(event, form, contact ? *contact : Contact{ticket.contact, "", ""});
  if (contact == nullptr || contact->email.empty()) {
    context.io.err.line(
        fmt::format("tkt: note: {} has {} on file", ticket.contact, what_is_missing(owed)));
  }
  ticket.messages.insert(ticket.messages.end(), owed.begin(), owed.end());
  return ticket;
}

Ticket owe_staff(Context& context, Ticket ticket, const Event& event, std::string_view form,
                 const Staff& staff) {
  const auto owed = owed_to_staff(event, form, staff);
  if (staff.email.empty()) {
    context.io.err.line(
        fmt::format("tkt: note: {} has {} on file", staff.id, what_is_missing(owed)));
  }
  ticket.messages.insert(ticket.messages.end(), owed.begin(), owed.end());
  return ticket;
}

int work_minutes(std::string_view typed) {
  const auto length = parse_duration(typed);
  if (!length) {
    throw Error(ErrorKind::usage, "'" + std::string(typed) + "' is no length of time",
                "write it as 45m, 1h30 or 1:30");
  }
  if (length->count() <= 0 || length->count() % 60 != 0 || *length > std::chrono::hours(24)) {
    throw Error(ErrorKind::usage,
                "'" + std::string(typed) + "' is no work entry: it takes whole minutes, up to 24h");
  }
  return static_cast<int>(length->count() / 60);
}

Ticket add_work(Context& context, const Ticket& ticket, Work work) {
  work.id = draw_entry_id(context.random);
  const Instant ended = work.started + std::chrono::minutes(work.minutes);
  Ticket after =
      take_step(ticket, Step::work, {draw_entry_id(context.random), work.by, ended, context.now()},
                {{"work", work.id}, {"minutes", std::to_string(work.minutes)}});
  after.work.push_back(std::move(work));
  return meet_responses(std::move(after));
}

Ticket note_moves(Context& context, const Ticket& before, Ticket after) {
  for (Event& event : move_events(before, after, context.zone())) {
    event.id = draw_entry_id(context.random);
    event.at = context.now();
    event.by = context.actor().id;
    after.events.push_back(std::move(event));
  }
  return after;
}

Ticket renew_solution_due(const Ticket& before, Ticket after, const Desk& desk) {
  if (before.status != Status::waiting || after.status == Status::waiting) {
    return after;
  }
  for (Clock& clock : after.sla) {
    if (clock.target == Target::resolve && !clock.met && clock.cycle == after.cycle()) {
      clock.due = compute_due(after, clock, desk);
    }
  }
  return after;
}

std::string kept_text(const Ticket& before, const Ticket& after) {
  for (const Clock& clock : after.sla) {
    const bool was_met = std::any_of(before.sla.begin(), before.sla.end(), [&](const Clock& old) {
      return old.cycle == clock.cycle && old.target == clock.target && old.met == clock.met;
    });
    if (clock.target == Target::respond && clock.met && !was_met) {
      const Seconds early = clock.due - *clock.met;
      return early.count() >= 0
                 ? "; response " + format_duration(whole_minutes(early)) + " before its due"
                 : "; response " + format_duration(whole_minutes(-early)) + " too late";
    }
  }
  return "";
}

std::string due_text(Context& context, const Ticket& ticket) {
  const Clock* clock = leading_clock(ticket);
  if (clock == nullptr || clock->met || is_at_rest(ticket, *clock)) {
    return "";
  }
  const Seconds left = clock->due - context.now();
  const std::string when = local_minute(clock->due, context.zone());
  return fmt::format("{} due {}, {}", clock->target == Target::respond ? "response" : "solution",
                     when,
                     left.count() < 0 ? format_duration(-left) + " overdue"
                                      : "in " + format_duration(whole_minutes(left)));
}

}  // namespace tkt
