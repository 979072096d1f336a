// SPDX-License-Identifier: MIT
#include "cmd/open.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <sstream>

#include "cmd/client_fields.h"
#include "cmd/find.h"
#include "cmd/ticket_change.h"
#include "model/error.h"
#include "model/message.h"
#include "model/sla.h"

namespace tkt {
namespace {

std::string ask(Context& context, std::string_view question) {
  context.io.err.text(Style::bold, question);
  context.io.err.text(" ");
  context.io.err.flush();
  std::string answer;
  if (!std::getline(context.io.in, answer)) {
    context.io.err.line();
  }
  return answer;
}

bool says_yes(Context& context, const std::string& question) {
  const std::string answer = ask(context, question + " [y/N]");
  return !answer.empty() && (answer.front() == 'y' || answer.front() == 'Y');
}

std::string read_description(Context& context, const std::string& file) {
  std::ostringstream text;
  if (file == "-") {
    text << context.io.in.rdbuf();
  } else {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
      throw Error(ErrorKind::refused, "cannot read '" + file + "'", "--file takes a text file");
    }
    text << stream.rdbuf();
  }
  return text.str();
}

/// A required detail of the guide, and how it is asked for.
struct Detail {
  std::string& value;
  std::string_view option;
  std::string_view question;
};

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isspace(c) != 0; });
}

std::vector<Detail> details_of(OpenOptions& options) {
  return {
      {options.subject, "SUBJECT", "What is the matter, in a few words?"},
      {options.client, "--client", "Which client?"},
      {options.contact, "--contact", "Who has the problem?"},
      {options.channel, "--channel", "How did the request come in (phone, email, whatsapp, sms)?"},
      {options.priority, "--priority", "How urgent is it (critical, high, medium, low, queue)?"},
      {options.description, "--description", "What exactly happens?"}};
}

std::string mobile_on_file(const Snapshot& snapshot, const OpenOptions& options) {
  const auto client =
      is_short_name(options.client) ? snapshot.client(options.client) : std::nullopt;
  const Contact* contact = client ? client->value.contact(options.contact) : nullptr;
  return contact == nullptr ? "" : contact->mobile;
}

/// Asks on a terminal for what is missing; elsewhere names it all.
OpenOptions completed(OpenOptions options, Context& context, const Snapshot& snapshot) {
  std::string missing;
  const auto require = [&](const Detail& detail) {
    if (is_blank(detail.value) && context.io.in_terminal) {
      detail.value = ask(context, detail.question);
    }
    if (is_blank(detail.value)) {
      missing += (missing.empty() ? "" : ", ") + std::string(detail.option);
    }
  };
  for (const Detail& detail : details_of(options)) {
    require(detail);
  }
  if (mobile_on_file(snapshot, options).empty()) {
    require({options.mobile, "--mobile", "What is the contact's mobile number?"});
  }
  if (missing == "--mobile" && !context.io.in_terminal) {
    // Of an unknown client nothing is on file: that is what must be said first.
    (void)find_client(snapshot, options.client);
  }
  if (!missing.empty()) {
    throw Error(ErrorKind::usage, "a request cannot be logged without " + missing,
                "every request needs company, contact person, mobile number and description");
  }
  return options;
}

/// The client, offered to be added on a terminal when it is unknown.
Record<Client> client_for(Context& context, Change& change, const std::string& id) {
  try {
    return find_client(change.snapshot(), id);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::refused || !context.io.in_terminal || !is_short_name(id) ||
        !says_yes(context, "There is no client '" + id + "'. Add it?")) {
      throw;
    }
  }
  Client client;
  client.id = id;
  client.name = ask(context, "Its name in full?");
  client.category = ask(context, "Its category (contract, non-contract)?");
  check_category(context.desk(), client.category);
  return {client, "", ""};
}

/// The client with the contact as the request has it.
Client with_contact(Client client, const OpenOptions& options) {
  auto known = std::find_if(
      client.contacts.begin(), client.contacts.end(),
      [&](const Contact& contact) { return &contact == client.contact(options.contact); });
  if (known == client.contacts.end()) {
    known = client.contacts.insert(known, {options.contact, "", ""});
  }
  known->mobile = options.mobile.empty() ? known->mobile : mobile_option(options.mobile);
  known->email = options.email.empty() ? known->email : email_option(options.email);
  return client;
}

/// What is to be said of it once it is committed; empty where nothing changed.
std::string stage_client(Change& change, const Record<Client>& record, const Client& client) {
  if (record.path.empty()) {
    change.create(client);
    return "added client " + client.id;
  }
  change.update(record, client);
  return client == record.value ? "" : "noted the contact in the file of " + client.id;
}

TicketId free_id(Context& context, const Snapshot& snapshot) {
  for (;;) {
    TicketId id = draw_ticket_id(context.desk().prefix, context.random);
    if (context.store().ticket_paths(snapshot, id).empty()) {
      return id;
    }
  }
}

std::vector<std::string> without_repeats(const std::vector<std::string>& tags) {
  std::vector<std::string> once;
  for (const std::string& tag : tags) {
    if (std::find(once.begin(), once.end(), tag) == once.end()) {
      once.push_back(tag);
    }
  }
  return once;
}

Ticket ticket_of(Context& context, const OpenOptions& options, const Client& client) {
  Ticket ticket;
  ticket.subject = printable_line(options.subject);
  ticket.priority = options.priority;
  ticket.client = client.id;
  ticket.contact = client.contact(options.contact)->name;
  ticket.channel = options.channel;
  ticket.callout = options.callout;
  ticket.description = options.description;
  ticket.tags = without_repeats(options.tags);
  ticket.opened = context.time_option("--at", options.at);
  Event opened{
      draw_entry_id(context.random), ticket.opened, std::nullopt, context.actor().id, "open", {}};
  if (context.now() != ticket.opened) {
    opened.noted = context.now();
  }
  ticket.events.push_back(std::move(opened));
  ticket.sla = start_clocks(ticket, client, context.desk());
  return ticket;
}

void check(Context& context, const OpenOptions& options, const Client& client) {
  check_priority(context.desk(), options.priority);
  check_channel(options.channel);
  for (const std::string& tag : options.tags) {
    if (!is_short_name(tag)) {
      throw Error(ErrorKind::usage, "--tag: '" + tag + "' is no tag",
                  "tags are lower-case letters, digits and dashes");
    }
  }
  check_text(context, "--description", options.description);
  if (options.callout) {
    check_callout(client, options.channel, context.desk(), context.time_option("--at", options.at));
  }
  if (client.contract.to && context.zone().date(context.now()) > *client.contract.to) {
    context.warn("the contract of '" + client.id + "' ended on " +
                 format_date(*client.contract.to));
  }
}

}  // namespace

Exit run(const OpenOptions& typed, Context& context) {
  (void)context.actor();
  OpenOptions options = typed;
  if (!options.file.empty()) {
    options.description = read_description(context, options.file);
  }
  options = completed(std::move(options), context, context.snapshot());
  Change change = context.change();
  const Record<Client> record = client_for(context, change, options.client);
  check(context, options, record.value);
  const Client client = with_contact(record.value, options);
  const std::string staged = stage_client(change, record, client);

  Ticket ticket = ticket_of(context, options, client);
  ticket.id = free_id(context, change.snapshot());
  const Event opened = ticket.events.front();
  const auto owed = owed_to_contact(opened, "opened", *client.contact(ticket.contact));
  ticket.messages = owed;
  change.create(ticket);
  if (!context.commit(change, commit_subject("open", ticket, {ticket.priority, ticket.client}),
                      ticket_trailers(ticket))) {
    return Exit::done;
  }
  context.io.out.line(ticket.id);
  if (!staged.empty()) {
    context.io.err.line(staged);
  }
  const std::string due = due_text(context, ticket);
  context.io.err.line("opened " + ticket.id + " for " + client.id +
                      (due.empty() ? "; no response time, by queue" : "; " + due));
  return Exit::done;
}

}  // namespace tkt
