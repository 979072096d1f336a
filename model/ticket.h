// SPDX-License-Identifier: MIT
//
// A support request: tickets/YYYY/MM/DD/<id>.yaml. Its fields say what is, its events how it came
// to be. See tkt-desk(5).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/ids.h"
#include "model/instant.h"

namespace tkt {

enum class Status { open, assigned, in_progress, waiting, resolved, invoiced, cancelled };
inline constexpr int kStatusCount = 7;

/// "in-progress": as in the files and on the command line.
[[nodiscard]] std::string_view to_string(Status status);
[[nodiscard]] std::optional<Status> parse_status(std::string_view text);
/// True for resolved, invoiced and cancelled.
[[nodiscard]] bool is_finished(Status status);

/// How requests come in: phone, email, whatsapp, sms.
[[nodiscard]] const std::vector<std::string>& intake_channels();

/// What is promised: the first response, or the solution.
enum class Target { respond, resolve };
[[nodiscard]] std::string_view to_string(Target target);
[[nodiscard]] std::optional<Target> parse_target(std::string_view text);

/// One promise. A ticket has one for each cycle (the opening and every reopening) and target.
struct Clock {
  int cycle = 1;
  Target target = Target::respond;
  Seconds allowed{};     ///< working time; `minutes` in the file
  std::string calendar;  ///< "always" for a callout
  Instant due;
  std::optional<Instant> met;
  bool agreed = false;  ///< due was agreed by hand and moves by itself never
  bool operator==(const Clock&) const = default;
};

/// Time spent.
struct Work {
  std::string id;
  std::string by;
  Instant started;
  int minutes = 0;
  std::string note;
  bool billable = true;
  std::string invoice;  ///< the number that bills it; empty: unbilled
  bool operator==(const Work&) const = default;
};

/// Something that happened. `did` is the command's word: open, assign, respond, remote, work, note,
/// wait, resume, escalate, resolve, reopen, cancel, set, edit, invoice, credit, recompute; interim
/// for an invoice before the solution; breach, withdrawn and alert from the SLA check; merge from
/// a sync.
struct Event {
  std::string id;
  Instant at;                    ///< when it happened
  std::optional<Instant> noted;  ///< when it was written down, where that differs
  std::string by;
  std::string did;
  /// The rest, in the file's order: to, note, reason, asked-by, step, was, why, field, old, new,
  /// tool, session, target, cycle, due, work, minutes, invoice; of a request that came by message
  /// channel, from, attachments, message-id, refers-to; of a merge kept, lost, of.
  std::vector<std::pair<std::string, std::string>> details;
  bool operator==(const Event&) const = default;

  /// The detail of that name; empty when there is none.
  [[nodiscard]] std::string_view detail(std::string_view key) const;
};

/// When the event was written down; that decides what is later, since an event may tell of
/// something that happened long before.
[[nodiscard]] Instant written_at(const Event& event);

/// A message that is owed or was sent. Event, channel, recipient are its key.
struct Message {
  std::string event;
  std::string channel;  ///< email, sms, whatsapp
  std::string to;       ///< "contact", or a member of staff
  std::string form;     ///< `template` in the file: one of `kMessageForms`
  std::optional<Instant> sent;
  std::optional<Instant> given_up =
      std::nullopt;  ///< nobody tries any more; `given-up` in the file
  bool operator==(const Message&) const = default;

  [[nodiscard]] bool is_owed() const { return !sent && !given_up; }
};

struct Ticket {
  TicketId id;
  std::vector<TicketId> formerly;
  std::string subject;
  Status status = Status::open;
  std::string priority;
  std::string client;
  std::string contact;  ///< a name; the details stand in the client's file
  std::string channel;
  bool callout = false;
  std::string description;
  std::vector<std::string> tags;
  std::string assigned;  ///< empty: nobody
  int escalation = 0;    ///< steps of the chain taken so far
  Instant opened;
  std::vector<Clock> sla;
  std::vector<Work> work;
  std::vector<Event> events;
  std::vector<Message> messages;
  bool operator==(const Ticket&) const = default;

  /// Minutes of billable work that carry no invoice's number.
  [[nodiscard]] int unbilled_minutes() const;
  [[nodiscard]] int cycle() const;  ///< the running or last one: 1 plus the reopenings
};

/// The events that began a new cycle, in order. Of two clones that reopened at once, only the first
/// did: without an end in between, the second reopening began nothing.
[[nodiscard]] std::vector<const Event*> reopenings(const Ticket& ticket);

}  // namespace tkt
