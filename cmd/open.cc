// SPDX-License-Identifier: MIT
#include "cmd/open.h"

#include <algorithm>
#include <cctype>
#include <functional>

#include "cmd/client_fields.h"
#include "cmd/find.h"
#include "cmd/input.h"
#include "cmd/ticket_change.h"
#include "cmd/whatsapp.h"
#include "model/error.h"
#include "model/sla.h"
#include "model/text.h"

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

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isspace(c) != 0; });
}

/// "critical, high, medium": of the desk's rules.
template <class Rule>
std::string names_of(const std::vector<Rule>& rules) {
  std::vector<std::string> names;
  for (const Rule& rule : rules) {
    names.push_back(rule.name);
  }
  return joined(names);
}

/// The client to be added because a terminal's user says so; nullopt for one that is on the desk.
std::optional<Client> added_client(Context& context, const std::string& id) {
  try {
    (void)find_client(context.snapshot(), id);
    return std::nullopt;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::refused || !is_short_name(id) ||
        !says_yes(context, "There is no client '" + id + "'. Add it?")) {
      throw;
    }
  }
  Client client;
  client.id = id;
  client.name = ask(context, "Its name in full?");
  client.category = ask(context, "Its category (" + names_of(context.desk().categories) + ")?");
  check_category(context.desk(), client.category);
  return client;
}

/// What is asked for, completed.
struct Request {
  OpenOptions options;
  std::optional<Client> added;  ///< a client that isn't on the desk yet
};

/// A required detail of the guide, how it is asked for, and what throws when it is wrong.
struct Detail {
  std::string& value;
  std::string_view option;
  std::string question;
  std::function<void()> check;
};

std::vector<Detail> details_of(Request& request, Context& context) {
  OpenOptions& options = request.options;
  return {{options.subject, "SUBJECT", "What is the matter, in a few words?", [] {}},
          {options.client, "--client", "Which client?",
           [&] { request.added = added_client(context, options.client); }},
          {options.contact, "--contact", "Who has the problem?", [] {}},
          {options.channel, "--channel",
           "How did the request come in (" + joined(logged_channels()) + ")?",
           [&] { check_channel(options.channel); }},
          {options.priority, "--priority",
           "How urgent is it (" + names_of(context.desk().priorities) + ")?",
           [&] { check_priority(context.desk(), options.priority); }},
          {options.description, "--description", "What exactly happens?", [] {}}};
}

/// Asks again after a wrong answer, so that one slip doesn't cost the others. An empty answer
/// leaves the detail missing; the end of the input (Ctrl-D) those that follow, too.
void ask_for(Context& context, const Detail& detail) {
  for (;;) {
    detail.value = ask(context, detail.question);
    if (is_blank(detail.value)) {
      return;
    }
    try {
      return detail.check();
    } catch (const Error& error) {
      context.io.err.line(error.what());
      context.io.err.line(Style::dim, error.hint());
    }
  }
}

std::string mobile_on_file(const Snapshot& snapshot, const OpenOptions& options) {
  const auto client =
      is_short_name(options.client) ? snapshot.client(options.client) : std::nullopt;
  const Contact* contact = client ? client->value.contact(options.contact) : nullptr;
  return contact == nullptr ? "" : contact->mobile;
}

/// Asks on a terminal for what is missing, after a check of what is there; elsewhere names all that
/// is missing.
Request completed(const OpenOptions& typed, Context& context) {
  Request request{typed, std::nullopt};
  OpenOptions& options = request.options;
  std::string missing;
  const auto require = [&](const Detail& detail) {
    if (is_blank(detail.value) && context.io.in_terminal && context.io.in) {
      ask_for(context, detail);
    }
    if (is_blank(detail.value)) {
      missing += (missing.empty() ? "" : ", ") + std::string(detail.option);
    }
  };
  const std::vector<Detail> details = details_of(request, context);
  for (const Detail& detail : details) {
    if (context.io.in_terminal && !is_blank(detail.value)) {
      detail.check();
    }
  }
  std::for_each(details.begin(), details.end(), require);
  if (mobile_on_file(context.snapshot(), options).empty()) {
    require({options.mobile, "--mobile", "What is the contact's mobile number?",
             [&] { (void)mobile_option(options.mobile); }});
  }
  if (missing == "--mobile" && !context.io.in_terminal) {
    // Of an unknown client nothing is on file: that is what must be said first.
    (void)find_client(context.snapshot(), options.client);
  }
  if (!missing.empty()) {
    throw Error(ErrorKind::usage, "a request cannot be logged without " + missing,
                "every request needs company, contact person, mobile number and description");
  }
  return request;
}

/// The client's record; one without a path is new.
Record<Client> client_of(const Snapshot& snapshot, const Request& request) {
  if (request.added && !snapshot.client(request.added->id)) {
    return {*request.added, "", ""};
  }
  return find_client(snapshot, request.options.client);
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
    if (!context.store().has_ticket(snapshot, id)) {
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

/// A file that was written on Windows ends its lines with CR LF.
std::string plain_lines(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') {
      plain += text[i];
    }
  }
  return plain;
}

Ticket ticket_of(Context& context, const OpenOptions& options, const Client& client) {
  Ticket ticket;
  ticket.subject = subject_line(options.subject);
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
  check_text(options.file.empty() ? "--description" : "--file", options.description);
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
  options.subject = subject_line(typed.subject);
  if (!options.file.empty()) {
    options.description =
        plain_lines(read_input(context, options.file, "--file takes a text file"));
  }
  const Request request = completed(options, context);
  options = request.options;
  Change change = context.change();
  const Record<Client> record = client_of(change.snapshot(), request);
  check(context, options, record.value);
  const Client client = with_contact(record.value, options);
  const std::string staged = stage_client(change, record, client);

  Ticket ticket = ticket_of(context, options, client);
  ticket.id = free_id(context, change.snapshot());
  const Event opened = ticket.events.front();
  ticket = owe_contact(context, client, std::move(ticket), opened, "opened");
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
  offer_whatsapp(context, ticket, opened, "opened");
  return Exit::done;
}

}  // namespace tkt
