// SPDX-License-Identifier: MIT
#include "cmd/outbox.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "cmd/find.h"
#include "cmd/json.h"
#include "cmd/message_text.h"
#include "cmd/table.h"
#include "cmd/ticket_change.h"
#include "cmd/when.h"
#include "model/delivery.h"
#include "model/error.h"
#include "store/outbox.h"

namespace tkt {
namespace {

/// A message that has not left, and what is known of it.
struct Unsent {
  OwedMessage owed;
  std::string state;  ///< owed, sending, failed, given-up, sent (and not yet marked)
  std::optional<Instant> next;
  std::string why;
};

Unsent looked_up(Context& context, OwedMessage owed, const std::vector<Delivery>& journal) {
  Unsent unsent{std::move(owed), "owed", {}, ""};
  const Message& message = unsent.owed.message;
  for (const Delivery& one : journal) {
    if (one.path == unsent.owed.ticket.path && one.event == message.event &&
        one.channel == message.channel && one.to == message.to &&
        one.state != DeliveryState::settled) {
      const bool untried = one.state == DeliveryState::failed && one.failures == 0;
      unsent.state = untried ? "owed" : std::string(to_string(one.state));
      unsent.why = one.why;
      if (one.state == DeliveryState::failed && !untried) {
        unsent.next = one.next;
      }
    }
  }
  if (message.given_up) {
    unsent.state = "given-up";
  }
  const bool quiet = unsent.state == "owed" && message.channel == "sms";
  if (const auto until = quiet_until(context.desk().messages.quiet, context.zone(), context.now());
      quiet && until) {
    unsent.next = until;
  }
  return unsent;
}

class Listed {
 public:
  Listed(Context& context, const OutboxOptions& options)
      : context_(context),
        options_(options),
        journal_(Outbox::read(context.store().state_folder())) {}

  std::vector<Unsent> all() {
    std::vector<Unsent> list;
    for (const std::string& path : paths()) {
      const Record<Ticket> record = context_.snapshot().ticket_at(path);
      for (const Message& message : record.value.messages) {
        if (is_listed(record.value, message)) {
          list.push_back(
              looked_up(context_, address_message(context_.snapshot(), record, message), journal_));
        }
      }
    }
    return list;
  }

  bool readable = true;

 private:
  // What nobody misses, because its ticket was cancelled, is listed with that ticket only.
  [[nodiscard]] bool is_listed(const Ticket& ticket, const Message& message) const {
    const bool pointless = ticket.status == Status::cancelled && message.given_up;
    return !message.sent && (options_.channel.empty() || message.channel == options_.channel) &&
           !(pointless && options_.ticket.empty());
  }

  std::vector<std::string> paths() {
    if (!options_.ticket.empty()) {
      return {find_ticket_path(context_, context_.snapshot(), options_.ticket)};
    }
    TicketQuery query;
    query.all = true;
    query.unsent = true;
    const Listing listing = context_.store().list(context_.snapshot(), query);
    readable = !context_.report_broken(listing.broken);
    std::set<std::pair<Instant, std::string>> sorted;
    for (const Summary& summary : listing.summaries) {
      sorted.emplace(summary.opened, summary.path);
    }
    std::vector<std::string> paths;
    for (const auto& [opened, path] : sorted) {
      paths.push_back(path);
    }
    return paths;
  }

  Context& context_;
  const OutboxOptions& options_;
  std::vector<Delivery> journal_;
};

void print_json(Context& context, const std::vector<Unsent>& list) {
  Json array = Json::array();
  for (const Unsent& one : list) {
    const Message& message = one.owed.message;
    const Zone& zone = context.zone();
    array.push_back({{"ticket", one.owed.ticket.value.id},
                     {"event", message.event},
                     {"channel", message.channel},
                     {"template", message.form},
                     {"to", message.to},
                     {"address", one.owed.address.empty() ? Json() : Json(one.owed.address)},
                     {"state", one.state},
                     {"next", one.next ? Json(format_instant(*one.next, zone)) : Json()},
                     {"why", one.why}});
  }
  context.io.out.raw(dump(array));
}

void print_table(Context& context, const std::vector<Unsent>& list) {
  if (list.empty()) {
    return;
  }
  const bool told =
      std::any_of(list.begin(), list.end(), [](const Unsent& one) { return !one.why.empty(); });
  Table table({"TICKET", "CHANNEL", "TO", "TEMPLATE", "STATE", "NEXT", "WHY"}, told ? 6 : 2);
  if (!told) {
    table.spare(6);
  }
  for (const std::size_t column : {5U, 3U, 1U}) {
    table.spare(column);
  }
  for (const Unsent& one : list) {
    const Message& message = one.owed.message;
    table.row({{one.owed.ticket.value.id},
               {message.channel},
               {one.owed.address.empty() ? message.to : one.owed.address},
               {message.form},
               {one.state, one.state == "given-up" ? Style::red : Style::plain},
               {one.next ? local_minute(*one.next, context.zone()) : ""},
               {one.why}});
  }
  table.print(context.io.out);
}

void print_text(Context& context, const OwedMessage& owed) {
  Output& out = context.io.out;
  const Snapshot& snapshot = context.snapshot();
  if (owed.message.channel == "email") {
    const EmailText text = email_text(snapshot, owed);
    out.line("Subject: " + text.subject);
    out.line();
    out.line(text.body);
    return;
  }
  if (owed.message.channel == "sms") {
    out.line(sms_text(snapshot, owed));
  }
  if (const std::string link = whatsapp_link(snapshot, owed.ticket, owed.message); !link.empty()) {
    out.line("by WhatsApp: " + link);
  }
}

void print_texts(Context& context, const std::vector<Unsent>& list) {
  Output& out = context.io.out;
  for (const Unsent& one : list) {
    const OwedMessage& owed = one.owed;
    out.line(
        Style::bold,
        fmt::format("{}: {} to {} <{}>, {}", owed.ticket.value.id, owed.message.channel, owed.name,
                    owed.address.empty() ? "no address on file" : owed.address, one.state));
    print_text(context, owed);
    out.line();
  }
}

bool is_one_of(const Message& message, const OutboxOptions& options) {
  return !message.sent && (options.channel.empty() || message.channel == options.channel);
}

/// Sets or clears what the tickets say of giving up; returns how many messages that were.
int mark_given_up(Context& context, const OutboxOptions& options,
                  const std::vector<std::string>& paths, std::optional<Instant> mark) {
  Change change = context.change();
  int count = 0;
  Trailers trailers;
  for (const std::string& path : paths) {
    const Record<Ticket> record = change.snapshot().ticket_at(path);
    Ticket after = record.value;
    for (Message& message : after.messages) {
      if (is_one_of(message, options) && message.given_up.has_value() != mark.has_value()) {
        message.given_up = mark;
        ++count;
      }
    }
    if (after != record.value) {
      change.update(record, after);
      trailers.emplace_back("Ticket", after.id);
    }
  }
  if (!change.empty() &&
      !context.commit(change,
                      fmt::format("outbox: {} {} {}", count, count == 1 ? "message" : "messages",
                                  mark ? "given up" : "owed again"),
                      trailers)) {
    return 0;
  }
  return count;
}

/// The journal forgets what it knew of these messages; true where it knew of one that failed.
bool forget(Context& context, const std::vector<Unsent>& list) {
  if (context.options.dry_run) {
    return false;
  }
  Outbox outbox(context.store().state_folder());
  std::vector<Delivery> kept;
  for (const Delivery& one : outbox.all()) {
    const bool listed = std::any_of(list.begin(), list.end(), [&](const Unsent& unsent) {
      const Message& message = unsent.owed.message;
      return one.path == unsent.owed.ticket.path && one.event == message.event &&
             one.channel == message.channel && one.to == message.to;
    });
    const bool failed = one.state == DeliveryState::failed || one.state == DeliveryState::given_up;
    if (!listed || !failed) {
      kept.push_back(one);
    }
  }
  const bool some = kept.size() != outbox.all().size();
  if (some) {
    outbox.keep(kept);
  }
  return some;
}

Exit retry(const OutboxOptions& options, Context& context) {
  (void)context.actor();
  const std::vector<Unsent> list = Listed(context, options).all();
  (void)forget(context, list);
  std::set<std::string> paths;
  int waiting = 0;
  for (const Unsent& one : list) {
    paths.insert(one.owed.ticket.path);
    waiting += one.state == "failed" || one.state == "given-up" ? 1 : 0;
  }
  (void)mark_given_up(context, options, {paths.begin(), paths.end()}, std::nullopt);
  if (!context.options.dry_run) {
    context.io.err.line(fmt::format("{} {} due at once: 'tkt notify' sends what is due", waiting,
                                    waiting == 1 ? "message is" : "messages are"));
  }
  return Exit::done;
}

Exit drop(const OutboxOptions& options, Context& context) {
  if (options.ticket.empty()) {
    throw Error(ErrorKind::usage, "'tkt outbox drop' needs a ticket",
                "'tkt outbox list' shows which have messages that did not leave");
  }
  (void)context.actor();
  const std::vector<Unsent> list = Listed(context, options).all();
  const std::string path = find_ticket_path(context, context.snapshot(), options.ticket);
  const int count = mark_given_up(context, options, {path}, context.now());
  if (!context.options.dry_run) {
    (void)forget(context, list);
    context.io.err.line(fmt::format("{} {} dropped", count, count == 1 ? "message" : "messages"));
  }
  return Exit::done;
}

}  // namespace

Exit run(const OutboxOptions& options, Context& context) {
  const std::string& action = options.action;
  if (action == "retry") {
    return retry(options, context);
  }
  if (action == "drop") {
    return drop(options, context);
  }
  if (!action.empty() && action != "list" && action != "show") {
    throw Error(ErrorKind::usage, "'tkt outbox' has no action '" + action + "'",
                "it has: list, show, retry, drop");
  }
  Listed listed(context, options);
  const std::vector<Unsent> list = listed.all();
  if (options.json) {
    print_json(context, list);
  } else if (action == "show") {
    print_texts(context, list);
  } else {
    print_table(context, list);
  }
  return listed.readable ? Exit::done : Exit::storage;
}

}  // namespace tkt
