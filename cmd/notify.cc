// SPDX-License-Identifier: MIT
#include "cmd/notify.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "cmd/courier.h"
#include "cmd/json.h"
#include "cmd/message_text.h"
#include "model/error.h"
#include "store/outbox.h"

namespace tkt {
namespace {

// Every message owed, oldest ticket first, and whether all that could owe one were readable.
struct Owed {
  std::vector<OwedMessage> messages;
  bool readable = true;
};

Owed find_owed(Context& context, const Snapshot& snapshot) {
  TicketQuery query;
  query.all = true;
  query.owed = true;
  const Listing listing = context.store().list(snapshot, query);
  Owed result;
  result.readable = !context.report_broken(listing.broken);
  std::set<std::pair<Instant, std::string>> tickets;
  for (const Summary& summary : listing.summaries) {
    tickets.emplace(summary.opened, summary.path);
  }
  for (const auto& [opened, path] : tickets) {
    try {
      const auto owed = owed_messages(snapshot, snapshot.ticket_at(path));
      result.messages.insert(result.messages.end(), owed.begin(), owed.end());
    } catch (const Error& error) {
      context.report_broken({{path, error.what()}});
      result.readable = false;
    }
  }
  return result;
}

Exit list(Context& context) {
  const Owed owed = find_owed(context, context.snapshot());
  Json array = Json::array();
  for (const OwedMessage& one : owed.messages) {
    const Json address = one.address.empty() ? Json() : Json(one.address);
    array.push_back({{"ticket", one.ticket.value.id},
                     {"event", one.message.event},
                     {"channel", one.message.channel},
                     {"template", one.message.form},
                     {"to", one.message.to},
                     {"name", one.name},
                     {"address", address}});
  }
  context.io.out.raw(dump(array));
  return owed.readable ? Exit::done : Exit::storage;
}

void print(Context& context, const OwedMessage& owed) {
  Output& out = context.io.out;
  const std::string address = owed.address.empty() ? "no address on file" : owed.address;
  out.line(Style::bold, fmt::format("{}: {} to {} <{}>", owed.ticket.value.id, owed.message.channel,
                                    owed.name, address));
  if (owed.message.channel == "email") {
    const EmailText text = email_text(context.snapshot(), owed);
    out.line("Subject: " + text.subject);
    out.line();
    out.line(text.body);
  } else {
    out.line(sms_text(context.snapshot(), owed));
  }
  out.line();
}

Exit print_all(Context& context) {
  const Owed owed = find_owed(context, context.snapshot());
  bool all = true;
  for (const OwedMessage& one : owed.messages) {
    try {
      print(context, one);
    } catch (const Error& error) {
      context.warn(error.what());
      all = false;
    }
  }
  return !owed.readable ? Exit::storage : all ? Exit::done : Exit::refused;
}

bool is_sent(const Outbox& outbox, const OwedMessage& owed) {
  return std::any_of(outbox.sent().begin(), outbox.sent().end(),
                     [&](const Sent& sent) { return sent.is(owed.ticket.path, owed.message); });
}

// Sends what is not sent yet; false where something stays owed.
bool send_all(Context& context, Courier& courier, const std::vector<OwedMessage>& messages,
              Outbox& outbox) {
  bool all = true;
  for (const OwedMessage& owed : messages) {
    if (is_sent(outbox, owed)) {
      continue;
    }
    if (!courier.send(owed)) {
      all = false;
      continue;
    }
    try {
      outbox.record({owed.ticket.path, owed.message.event, owed.message.channel, owed.message.to,
                     context.now()});
    } catch (const Error& error) {  // what cannot be remembered is not sent, but for this one
      context.warn(error.what());
      return false;
    }
  }
  return all;
}

// What one commit marks as sent.
struct Marks {
  std::map<std::string, int> count;  ///< by channel
  Trailers trailers;
  std::vector<Sent> left;  ///< what cannot be marked now
};

// "3 messages sent [2 email, 1 sms]".
std::string told(const std::map<std::string, int>& count) {
  int sum = 0;
  std::string channels;
  for (const auto& [channel, number] : count) {
    sum += number;
    channels += fmt::format("{}{} {}", channels.empty() ? "" : ", ", number, channel);
  }
  return fmt::format("{} {} sent [{}]", sum, sum == 1 ? "message" : "messages", channels);
}

void mark_ticket(Change& change, const std::string& path, const std::vector<Sent>& sent,
                 Marks& marks) {
  const Record<Ticket> record = change.snapshot().ticket_at(path);
  Ticket after = record.value;
  for (Message& message : after.messages) {
    const auto found = std::find_if(sent.begin(), sent.end(),
                                    [&](const Sent& one) { return one.is(path, message); });
    if (found != sent.end() && !message.sent) {
      message.sent = found->at;
      ++marks.count[message.channel];
    }
  }
  if (after != record.value) {
    change.update(record, after);
    marks.trailers.emplace_back("Ticket", after.id);
  }
}

// Why a ticket cannot be marked now; empty where it can.
std::string hindrance(Context& context, const Change& change, const std::string& path) {
  if (context.store().hand_edits(change.snapshot(), {path}).empty()) {
    return "";
  }
  return fmt::format(
      "'{}' was edited by hand: that its message was sent is noted after 'tkt commit'", path);
}

// A ticket that is gone, or knows nothing of the message any more, needs no mark.
Marks mark_all(Context& context, Change& change, const std::vector<Sent>& all) {
  std::map<std::string, std::vector<Sent>> by_path;
  for (const Sent& sent : all) {
    by_path[sent.path].push_back(sent);
  }
  Marks marks;
  for (const auto& [path, sent] : by_path) {
    if (!change.snapshot().file(path)) {
      continue;
    }
    std::string problem = hindrance(context, change, path);
    try {
      if (problem.empty()) {
        mark_ticket(change, path, sent, marks);
        continue;
      }
    } catch (const Error& error) {
      problem = error.what();
    }
    context.warn(problem);
    marks.left.insert(marks.left.end(), sent.begin(), sent.end());
  }
  return marks;
}

// One commit for the whole run, and for what an earlier one could not commit.
void commit_sent(Context& context, Outbox& outbox) {
  if (outbox.sent().empty()) {
    return;
  }
  Change change = context.change();
  const Marks marks = mark_all(context, change, outbox.sent());
  if (!change.empty()) {
    context.commit(change, "notify: " + told(marks.count), marks.trailers);
    context.io.err.line(told(marks.count));
  }
  outbox.keep(marks.left);
}

}  // namespace

Exit run(const NotifyOptions& options, Context& context) {
  if (options.json) {
    return list(context);
  }
  if (context.options.dry_run) {
    return print_all(context);
  }
  const std::string& machine = context.desk().deliverer;
  if (!machine.empty() && machine != context.environment.hostname) {
    context.io.err.line("messages are delivered by '" + machine + "'; nothing was sent from here");
    return Exit::done;
  }
  (void)context.actor();  // refuses before anything leaves
  Outbox outbox(context.store().state_folder());
  const Snapshot snapshot = context.store().snapshot();  // as it is now that nobody else delivers
  const Owed owed = find_owed(context, snapshot);
  Courier courier(context, snapshot);
  const bool all = send_all(context, courier, owed.messages, outbox);
  commit_sent(context, outbox);
  return !owed.readable ? Exit::storage : all ? Exit::done : Exit::refused;
}

}  // namespace tkt
