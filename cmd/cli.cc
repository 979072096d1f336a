// SPDX-License-Identifier: MIT
//
// The command line, all of it. The only file that includes CLI11: it costs a dozen seconds of
// compiling wherever it is included.
#include <algorithm>
#include <cstdint>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "cmd/command.h"
#include "cmd/typed_line.h"
#include "cmd/version.h"
#include "model/text.h"

namespace tkt {
namespace {

constexpr std::string_view kProgram = "tkt ";
constexpr const char* kDeskGroup = "The desk";
constexpr const char* kTicketGroup = "Tickets";
constexpr const char* kReadGroup = "Looking";
constexpr const char* kMoneyGroup = "Money, promises, messages";

/// A command line on its way to an invocation.
struct Line {
  Invocation& invocation;
  const std::vector<std::string>& words;  ///< as typed
  enum class Build { named, all_names, all } build;

  [[nodiscard]] bool may_name(const std::string& command) const {
    return build == Build::all || std::find(words.begin(), words.end(), command) != words.end();
  }
  [[nodiscard]] bool needs(const std::string& command) const {
    return build != Build::named || may_name(command);
  }
};

/// What holds commands: tkt, or a family of them.
struct Parent {
  CLI::App& app;
  const char* group;  ///< under which --help lists them
  const Line& line;
};

/// A subcommand, and where its options are to be stored: nullptr when the line does not name it,
/// for adding everything takes longer than most commands do.
template <class Options>
std::pair<CLI::App*, std::shared_ptr<Options>> command(const Parent& parent,
                                                       const std::string& name,
                                                       const std::string& help) {
  if (parent.app.get_parent() == nullptr && !parent.line.needs(name)) {
    return {nullptr, nullptr};
  }
  CLI::App* sub = parent.app.add_subcommand(name, help)->group(parent.group);
  if (!parent.line.may_name(name)) {
    return {sub, nullptr};
  }
  auto options = std::make_shared<Options>();
  sub->callback([options, &invocation = parent.line.invocation] { invocation.command = *options; });
  return {sub, options};
}

/// A command that only holds others: "client", "sla". nullopt when the line does not name it.
std::optional<Parent> family(const Parent& parent, const std::string& name,
                             const std::string& help) {
  if (!parent.line.needs(name)) {
    return std::nullopt;
  }
  CLI::App* sub = parent.app.add_subcommand(name, help)->group(parent.group)->require_subcommand(1);
  return Parent{*sub, "Commands", parent.line};
}

template <class Value>
CLI::Option* option(CLI::App* sub, const std::string& names, Value& value, const std::string& takes,
                    const std::string& help) {
  return sub->add_option(names, value, help)->type_name(takes)->allow_extra_args(false);
}

/// An empty value empties the list.
CLI::Option* option(CLI::App* sub, const std::string& names,
                    std::optional<std::vector<std::string>>& values, const std::string& takes,
                    const std::string& help) {
  const auto take = [&values](const CLI::results_t& typed) {
    std::erase(values.emplace(typed), "");
    return true;
  };
  return sub->add_option(names, CLI::callback_t(take), help)
      ->type_name(takes)
      ->expected(1, CLI::detail::expected_max_vector_size)
      ->allow_extra_args(false);
}

CLI::Option* argument(CLI::App* sub, const std::string& name, std::string& value,
                      const std::string& takes, const std::string& help) {
  return sub->add_option(name, value, help)->type_name(takes);
}

CLI::Option* arguments(CLI::App* sub, const std::string& name, std::vector<std::string>& values,
                       const std::string& takes, const std::string& help) {
  return sub->add_option(name, values, help)->type_name(takes);
}

void ticket_argument(CLI::App* sub, std::string& value) {
  argument(sub, "ticket", value, "ID", "The ticket")->required();
}

void at_option(CLI::App* sub, std::string& value,
               const std::string& help = "When it happened, if not now") {
  option(sub, "--at", value, "TIME", help);
}

CLI::Option* message_option(CLI::App* sub, std::string& value, const std::string& help) {
  return option(sub, "-m,--message", value, "TEXT", help);
}

CLI::Option* json_option(CLI::App* sub, bool& value) {
  return sub->add_flag("--json", value, "Print JSON");
}

void csv_option(CLI::App* sub, bool& value, CLI::Option* json,
                const std::string& help = "Print CSV") {
  sub->add_flag("--csv", value, help)->excludes(json);
}

void client_fields(CLI::App* sub, ClientFields& fields) {
  option(sub, "--name", fields.name, "TEXT", "The name in full");
  option(sub, "--category", fields.category, "CATEGORY", "contract or non-contract");
  option(sub, "--calendar", fields.calendar, "CALENDAR", "Its own working hours");
  option(sub, "--address", fields.address, "TEXT", "A line of the address; several times");
  option(sub, "--vat-number", fields.vat_number, "TEXT", "Its VAT registration number");
  option(sub, "--domain", fields.domains, "DOMAIN",
         "Who writes from there belongs to it; several times");
  option(sub, "--usual", fields.usual, "STAFF", "The technician who usually serves it");
  option(sub, "--contract", fields.contract, "TEXT", "The number of its contract");
  option(sub, "--from", fields.from, "DATE", "First day of the contract");
  option(sub, "--to", fields.to, "DATE", "Last day of the contract");
  option(sub, "--hours", fields.hours, "DURATION", "What the contract covers in a month");
  option(sub, "--rate", fields.rate, "AMOUNT", "Its own price of an hour");
  option(sub, "--after-hours", fields.after_hours, "AMOUNT", "The same, after hours");
  option(sub, "--discount", fields.discount, "PERCENT", "Off what is charged");
  option(sub, "--contact", fields.contact, "TEXT", "A person, to add or to change");
  option(sub, "--mobile", fields.mobile, "NUMBER", "The contact's mobile number");
  option(sub, "--email", fields.email, "EMAIL", "The contact's email address");
}

void staff_fields(CLI::App* sub, StaffFields& fields) {
  option(sub, "--name", fields.name, "TEXT", "The name in full");
  option(sub, "--email", fields.email, "EMAIL", "The email address, as git's user.email has it");
  option(sub, "--mobile", fields.mobile, "NUMBER", "The mobile number");
  option(sub, "--role", fields.roles, "ROLE", "What they do on the desk; several times");
  option(sub, "--skill", fields.skills, "TAG", "A tag they know about; several times");
  option(sub, "--leave", fields.leave, "DATES",
         "Days off, as 2026-12-21..2027-01-04; several times");
  sub->add_flag_function(
      "--active,!--inactive", [&fields](std::int64_t count) { fields.active = count > 0; },
      "Works on the desk, or no longer does");
}

void desk_commands(const Parent& top) {
  if (auto [sub, o] = command<InitOptions>(top, "init", "Make a desk"); o) {
    argument(sub, "folder", o->folder, "DIR", "Where; the working folder when left out");
    option(sub, "--company", o->company, "NAME", "The company; ITWorx when left out");
    option(sub, "--prefix", o->prefix, "LETTERS", "What ticket IDs begin with");
    option(sub, "--remote", o->remote, "URL",
           "Send it to this empty repository, for others to join");
  }
  if (auto [sub, o] = command<CloneOptions>(top, "clone", "Join a desk"); o) {
    argument(sub, "url", o->url, "URL", "The repository that the others use")->required();
    argument(sub, "folder", o->folder, "DIR", "Where; named as the URL's last part when left out");
  }
  if (auto [sub, o] = command<SyncOptions>(top, "sync", "Exchange what is new with the others");
      o) {
    argument(sub, "remote", o->remote, "REMOTE", "With this remote; the branch's when left out");
    sub->add_flag("--rejoin", o->rejoin,
                  "Merge even though the remote has lost what was seen there");
    json_option(sub, o->json);
  }
  if (auto [sub, o] = command<StatusOptions>(top, "status", "Show where this clone stands"); o) {
    json_option(sub, o->json);
  }
  if (const auto client = family(top, "client", "Clients and their contacts")) {
    if (auto [sub, o] = command<ClientAddOptions>(*client, "add", "Add a client"); o) {
      argument(sub, "client", o->id, "NAME", "Its short name, or its name in full")->required();
      client_fields(sub, o->fields);
    }
    if (auto [sub, o] =
            command<ClientEditOptions>(*client, "edit", "Change a client or a contact of it");
        o) {
      argument(sub, "client", o->id, "CLIENT", "Its short name")->required();
      client_fields(sub, o->fields);
    }
    if (auto [sub, o] = command<ClientListOptions>(*client, "list", "List the clients"); o) {
      csv_option(sub, o->csv, json_option(sub, o->json), "Print CSV, a line for each contact");
    }
    if (auto [sub, o] = command<ClientShowOptions>(*client, "show", "Show a client"); o) {
      argument(sub, "client", o->id, "CLIENT", "Its short name")->required();
      json_option(sub, o->json);
    }
    if (auto [sub, o] = command<ClientImportOptions>(*client, "import",
                                                     "Add clients and contacts from a CSV file");
        o) {
      argument(sub, "file", o->file, "FILE", "The file; - is standard input")->required();
    }
  }
  if (const auto staff = family(top, "staff", "The people who work on the desk")) {
    if (auto [sub, o] = command<StaffAddOptions>(*staff, "add", "Add a member of staff"); o) {
      argument(sub, "staff", o->id, "NAME", "The short name, or the name in full")->required();
      staff_fields(sub, o->fields);
    }
    if (auto [sub, o] = command<StaffEditOptions>(*staff, "edit", "Change a member of staff"); o) {
      argument(sub, "staff", o->id, "STAFF", "The short name")->required();
      staff_fields(sub, o->fields);
    }
    if (auto [sub, o] = command<StaffListOptions>(*staff, "list", "List the staff"); o) {
      json_option(sub, o->json);
    }
    if (auto [sub, o] = command<StaffShowOptions>(*staff, "show", "Show a member of staff"); o) {
      argument(sub, "staff", o->id, "STAFF", "The short name")->required();
      json_option(sub, o->json);
    }
  }
  if (const auto holiday = family(top, "holiday", "Holidays and special days")) {
    if (auto [sub, o] = command<HolidayAddOptions>(*holiday, "add", "Add a special day"); o) {
      argument(sub, "date", o->date, "DATE", "The day")->required();
      argument(sub, "name", o->name, "TEXT", "What it is called")->required();
      option(sub, "--hours", o->hours, "HH:MM-HH:MM", "Open at these hours; closed when left out");
      option(sub, "--calendar", o->calendar, "CALENDAR", "Of that calendar");
    }
    if (auto [sub, o] = command<HolidayListOptions>(*holiday, "list", "List the days of a year");
        o) {
      argument(sub, "year", o->year, "YEAR", "The year; this one when left out");
      option(sub, "--calendar", o->calendar, "CALENDAR", "Of that calendar");
      json_option(sub, o->json);
    }
    if (auto [sub, o] =
            command<HolidayImportOptions>(*holiday, "import", "Add the days of an iCalendar file");
        o) {
      argument(sub, "file", o->file, "FILE", "The file; - is standard input")->required();
      option(sub, "--calendar", o->calendar, "CALENDAR", "Of that calendar");
      option(sub, "--to", o->to, "YEAR", "The last year; two years from now when left out");
      sub->add_flag("--yes", o->yes, "Do not ask");
    }
  }
  if (auto [sub, o] = command<VerifyOptions>(top, "verify", "Check every rule on the desk's files");
      o) {
    json_option(sub, o->json);
  }
}

void ticket_commands(const Parent& top) {
  if (auto [sub, o] = command<OpenOptions>(top, "open", "Log a request"); o) {
    argument(sub, "subject", o->subject, "SUBJECT", "The problem in a few words");
    option(sub, "-c,--client", o->client, "CLIENT", "The company");
    option(sub, "--contact", o->contact, "CONTACT", "Who has the problem");
    option(sub, "--mobile", o->mobile, "NUMBER", "Their mobile number");
    option(sub, "--email", o->email, "EMAIL", "Their email address");
    option(sub, "-p,--priority", o->priority, "PRIORITY", "How urgent it is");
    option(sub, "--channel", o->channel, "CHANNEL", "How it came in: phone, email or whatsapp");
    CLI::Option* description =
        option(sub, "-d,--description", o->description, "TEXT", "The problem in detail");
    option(sub, "-F,--file", o->file, "FILE", "Read the description instead; - is standard input")
        ->excludes(description);
    option(sub, "--tag", o->tags, "TAG", "A tag; several times");
    sub->add_flag("--callout", o->callout, "An after-hours request of a contract client");
    at_option(sub, o->at, "When the request came in, if not now");
  }
  if (auto [sub, o] = command<AssignOptions>(top, "assign", "Hand a ticket over"); o) {
    ticket_argument(sub, o->ticket);
    argument(sub, "staff", o->to, "STAFF", "To whom; the most appropriate when left out");
    sub->add_flag("--suggest", o->suggest, "Print the ranking and change nothing");
    json_option(sub, o->json);
  }
  if (auto [sub, o] =
          command<RespondOptions>(top, "respond", "Note the first contact with the client");
      o) {
    ticket_argument(sub, o->ticket);
    message_option(sub, o->note, "What was said");
    at_option(sub, o->at);
  }
  if (auto [sub, o] = command<NoteOptions>(top, "note", "Add a remark"); o) {
    ticket_argument(sub, o->ticket);
    message_option(sub, o->note, "The remark")->required();
    at_option(sub, o->at);
  }
  if (auto [sub, o] = command<RemoteOptions>(top, "remote", "Note a remote-assistance session");
      o) {
    ticket_argument(sub, o->ticket);
    option(sub, "--tool", o->tool, "TEXT", "The program used")->required();
    option(sub, "--session", o->session, "TEXT", "The session's ID, never its access code")
        ->required();
    message_option(sub, o->note, "What was done");
    at_option(sub, o->at);
  }
  if (auto [sub, o] = command<WorkOptions>(top, "work", "Note time spent"); o) {
    ticket_argument(sub, o->ticket);
    argument(sub, "duration", o->duration, "DURATION", "How long: 45m, 1h30, 1:30")->required();
    message_option(sub, o->note, "What was done")->required();
    at_option(sub, o->at, "When it started; without it, it ended now");
    sub->add_flag("--not-billable", o->not_billable, "Never to be charged");
  }
  if (auto [sub, o] = command<WaitOptions>(top, "wait", "Wait for the client"); o) {
    ticket_argument(sub, o->ticket);
    message_option(sub, o->note, "What for")->required();
    at_option(sub, o->at);
  }
  if (auto [sub, o] = command<ResumeOptions>(top, "resume", "End the wait"); o) {
    ticket_argument(sub, o->ticket);
    message_option(sub, o->note, "What came");
    at_option(sub, o->at);
  }
  if (auto [sub, o] = command<EscalateOptions>(top, "escalate", "Go up the chain"); o) {
    ticket_argument(sub, o->ticket);
    option(sub, "--reason", o->reason, "TEXT", "Why")->required();
    option(sub, "--to", o->to, "STEP", "A later step of the chain (Helpdesk Manager)");
    option(sub, "--asked-by", o->asked_by, "WHO",
           "client, or the member of staff, who asked for it");
    at_option(sub, o->at);
  }
  if (auto [sub, o] = command<ResolveOptions>(top, "resolve", "Note the solution"); o) {
    ticket_argument(sub, o->ticket);
    message_option(sub, o->note, "The solution")->required();
    option(sub, "--work", o->work, "DURATION", "Time spent, up to the solution");
    at_option(sub, o->at);
  }
  if (auto [sub, o] = command<ReopenOptions>(top, "reopen", "Take a ticket up again"); o) {
    ticket_argument(sub, o->ticket);
    option(sub, "--reason", o->reason, "TEXT", "Why")->required();
    at_option(sub, o->at);
  }
  if (auto [sub, o] = command<CancelOptions>(top, "cancel", "Drop a ticket"); o) {
    ticket_argument(sub, o->ticket);
    option(sub, "--reason", o->reason, "TEXT", "Why")->required();
    at_option(sub, o->at);
  }
  if (auto [sub, o] = command<SetOptions>(top, "set", "Change a ticket's fields"); o) {
    ticket_argument(sub, o->ticket);
    arguments(sub, "fields", o->assignments, "KEY=VALUE",
              "subject, description, priority, client, contact, channel, tags, due")
        ->required();
  }
  if (auto [sub, o] = command<EditOptions>(top, "edit", "Change a ticket in $EDITOR"); o) {
    ticket_argument(sub, o->ticket);
  }
  if (auto [sub, o] =
          command<CommitOptions>(top, "commit", "Check and take over files edited by hand");
      o) {
    arguments(sub, "files", o->paths, "FILE", "Only these");
    message_option(sub, o->note, "Why");
  }
}

std::string whole_number(const std::string& typed) {
  int number = 0;
  return CLI::detail::lexical_cast(typed, number) ? "" : "'" + typed + "' is no number";
}

void list_options(CLI::App* sub, ListOptions& list) {
  arguments(sub, "words", list.words, "WORD", "Words in ID, subject, client, contact or a tag");
  option(sub, "--status", list.status, "STATUS", "In that status; several times");
  option(sub, "--client", list.client, "CLIENT", "Of that client; several times");
  CLI::Option* assigned =
      option(sub, "--assigned", list.assigned, "STAFF", "Of that technician, or of nobody");
  sub->add_flag("--mine", list.mine, "Of whoever asks, instead of --assigned")->excludes(assigned);
  option(sub, "--priority", list.priority, "PRIORITY", "Of that priority; several times");
  option(sub, "--tag", list.tag, "TAG", "With that tag; several times");
  option(sub, "--since", list.since, "TIME", "Opened at that time or later");
  sub->add_flag("--all", list.all, "The finished ones too");
  option(sub, "--sort", list.sort, "SORT",
         "By queue (the default), opened, due, priority, client or id");
  option(sub, "--limit", list.limit, "NUMBER", "The first ones only")->check(whole_number);
  csv_option(sub, list.csv, json_option(sub, list.json));
}

void read_commands(const Parent& top) {
  if (auto [sub, o] = command<ListOptions>(top, "list", "List tickets"); o) {
    list_options(sub, *o);
  }
  if (auto [sub, o] = command<QueueOptions>(top, "queue", "Show what to do next"); o) {
    sub->add_flag("--mine", o->mine, "Of whoever asks");
    json_option(sub, o->json);
  }
  if (auto [sub, o] = command<ShowOptions>(top, "show", "Show tickets"); o) {
    arguments(sub, "tickets", o->tickets, "ID", "The tickets")->required();
    json_option(sub, o->json);
  }
  if (auto [sub, o] = command<LogOptions>(top, "log", "Show a ticket's commits"); o) {
    ticket_argument(sub, o->ticket);
    json_option(sub, o->json);
  }
  if (auto [sub, o] = command<SearchOptions>(top, "search", "Find tickets by words in their text");
      o) {
    arguments(sub, "words", o->words, "WORD", "Words that all occur")->required();
    json_option(sub, o->json);
  }
}

void money_commands(const Parent& top) {
  if (auto [sub, o] = command<InvoiceOptions>(top, "invoice", "Issue an invoice for unbilled work");
      o) {
    arguments(sub, "tickets", o->tickets, "ID", "The tickets, all of one client");
    option(sub, "-c,--client", o->client, "CLIENT", "Instead: the resolved tickets of a client");
    option(sub, "--month", o->month, "MONTH", "Only work of that month, as 2026-11");
    sub->add_flag("--interim", o->interim, "Also tickets that are not resolved yet");
    sub->add_flag("--send", o->send, "Email it, as PDF, to the contact of the first ticket");
    sub->add_flag("--preview", o->preview, "Show it, issue nothing");
    json_option(sub, o->json);
  }
  if (auto [sub, o] = command<InvoicesOptions>(top, "invoices", "List invoices and credit notes");
      o) {
    option(sub, "-c,--client", o->client, "CLIENT", "Of that client");
    option(sub, "--year", o->year, "YEAR", "Issued in that year");
    json_option(sub, o->json);
    sub->add_flag("--unbilled", o->unbilled, "Instead: tickets with work that no invoice bills");
    sub->add_flag("--aged", o->aged, "Instead: what each client owes, by age");
    sub->add_flag("--csv", o->csv, "Print CSV, a line for each");
    sub->add_flag("--lines", o->lines, "With --csv: a line for each of their lines");
    option(sub, "--as", o->as, "FORM", "Print a journal, for ledger or hledger");
  }
  if (auto [sub, o] = command<PrintOptions>(top, "print", "Print an invoice or credit note"); o) {
    argument(sub, "invoice", o->number, "INVOICE", "Its number")->required();
    option(sub, "--as", o->as, "FORM", "text, html, pdf, csv, ledger or hledger");
    json_option(sub, o->json);
  }
  if (auto [sub, o] =
          command<CreditOptions>(top, "credit", "Take an invoice back with a credit note");
      o) {
    argument(sub, "invoice", o->number, "INVOICE", "Its number")->required();
    option(sub, "--reason", o->reason, "TEXT", "Why")->required();
    option(sub, "--line", o->lines, "LINE", "Only that line, by its place; several times");
    json_option(sub, o->json);
  }
  if (auto [sub, o] = command<PaidOptions>(top, "paid", "Note that a client has paid"); o) {
    argument(sub, "invoice", o->number, "INVOICE", "The number of the invoice")->required();
    option(sub, "--on", o->on, "DATE", "When the money came; today when left out");
    option(sub, "--amount", o->amount, "AMOUNT", "How much; all that is open when left out");
    json_option(sub, o->json);
  }
}

void promise_commands(const Parent& top) {
  const auto sla = family(top, "sla", "What clients were promised");
  if (!sla) {
    return;
  }
  if (auto [sub, o] = command<SlaCheckOptions>(*sla, "check", "List broken promises, for cron");
      o) {
    sub->add_flag("--record", o->record, "Write each breach down in its ticket, once");
    sub->add_flag("--notify", o->notify, "Record, and tell those concerned");
    sub->add_option_function<std::vector<std::string>>(
           "--warn",
           [o = o](const std::vector<std::string>& typed) {
             const bool given = !typed.empty() && typed.front() != "{}";
             o->warn = given ? typed.front() : "";
           },
           "Also what has used up that share of its time; the desk's when left out")
        ->type_name("PERCENT")
        ->expected(0, 1);
    json_option(sub, o->json);
  }
  if (auto [sub, o] =
          command<SlaExplainOptions>(*sla, "explain", "Show the sum that leads to a due time");
      o) {
    argument(sub, "ticket", o->ticket, "ID", "The ticket")->required();
    json_option(sub, o->json);
  }
  if (auto [sub, o] = command<SlaRecomputeOptions>(*sla, "recompute",
                                                   "Make promises follow a changed calendar");
      o) {
    sub->add_flag("--yes", o->yes, "Do not ask");
  }
  if (auto [sub, o] = command<SlaReportOptions>(
          *sla, "report", "Show how promises were kept, and how long it took");
      o) {
    CLI::Option* month =
        option(sub, "--month", o->month, "MONTH", "That month; this one when left out");
    option(sub, "--year", o->year, "YEAR", "That whole year, instead of --month")->excludes(month);
    option(sub, "--by", o->by, "GROUP", "In groups, by month, client, staff or priority");
    option(sub, "-c,--client", o->client, "CLIENT", "Of that client alone");
    option(sub, "--as-of", o->as_of, "TIME", "The desk as it was then, from its history");
    sub->add_flag("--tickets", o->tickets, "Name the tickets behind every figure");
    csv_option(sub, o->csv, json_option(sub, o->json), "Print CSV, a line for each group");
  }
}

void message_commands(const Parent& top) {
  if (auto [sub, o] = command<NotifyOptions>(top, "notify", "Deliver the messages owed"); o) {
    sub->add_flag("--preview", o->preview, "Print the messages of an event, send nothing");
    argument(sub, "ticket", o->ticket, "ID", "With --preview: the ticket");
    argument(sub, "event", o->event, "EVENT", "With --preview: opened, resolved, or an event's ID");
    json_option(sub, o->json);
  }
  if (auto [sub, o] = command<OutboxOptions>(top, "outbox", "Messages that have not left"); o) {
    argument(sub, "action", o->action, "ACTION", "list, show, retry or drop; list when left out");
    argument(sub, "ticket", o->ticket, "ID", "Only those of a ticket");
    option(sub, "--channel", o->channel, "CHANNEL", "Only email, or only sms");
    json_option(sub, o->json);
  }
  if (auto [sub, o] = command<IntakeOptions>(top, "intake", "Take in requests that came by mail");
      o) {
    CLI::Option* file =
        argument(sub, "file", o->file, "FILE", "One message; standard input when left out");
    option(sub, "--maildir", o->maildir, "DIR", "Instead of FILE: what is new in a Maildir")
        ->excludes(file);
    sub->add_flag("--json", o->json, "It is JSON: {channel, from, text, id, at}");
    sub->add_flag("--aside", o->aside, "List what was kept aside, take nothing");
    option(sub, "-c,--client", o->client, "CLIENT", "Whose it is, for an unknown sender");
  }
}

void global_options(CLI::App& app, GlobalOptions& global) {
  option(&app, "-C,--desk", global.desk, "DIR", "The desk; else $TKT_DESK, else the nearest above");
  option(&app, "--now", global.now, "TIME", "Take this for the time of day; also $TKT_NOW");
  option(&app, "--as", global.as, "STAFF", "Write in the name of a colleague; also $TKT_STAFF");
  app.add_flag("--dry-run", global.dry_run, "Show what would be written, and write nothing");
  app.add_flag("--no-wait", global.no_wait, "Do not wait for a desk that is busy");
}

/// What an option takes: "TAG". Dots stand behind arguments alone, of which each word is one; that
/// an option may be repeated, and what it excludes, its text says.
class HelpForm : public CLI::Formatter {
 public:
  std::string make_option_opts(const CLI::Option* option) const override {
    const bool words = option->get_positional() && option->get_expected_max() > 1;
    return (option->get_items_expected_max() > 0 ? " " + option->get_type_name() : "") +
           (words ? " ..." : "") + (option->get_required() ? " REQUIRED" : "");
  }
};

std::unique_ptr<CLI::App> build(const Line& line) {
  auto app = std::make_unique<CLI::App>("A helpdesk that lives in a git repository.", "tkt");
  app->formatter(std::make_shared<HelpForm>());
  app->get_formatter()->column_width(34);
  app->set_help_flag("-h,--help", "Show this help");
  app->set_version_flag("--version", std::string("tkt ") + kVersion, "Show the version");
  app->require_subcommand(0, 1);
  app->fallthrough();
  global_options(*app, line.invocation.global);
  desk_commands({*app, kDeskGroup, line});
  ticket_commands({*app, kTicketGroup, line});
  read_commands({*app, kReadGroup, line});
  money_commands({*app, kMoneyGroup, line});
  promise_commands({*app, kMoneyGroup, line});
  message_commands({*app, kMoneyGroup, line});
  app->footer("Everything else is in tkt(1), tkt-desk(5), tkt-sla(7) and tkt-mail(7).");
  return app;
}

std::vector<std::string> names_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands({})) {
    names.push_back(sub->get_name());
  }
  return names;
}

bool holds(const CLI::App& app, const std::string& name) {
  const auto names = names_of(app);
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The words that are neither options nor values of tkt's own: the first of them name the command.
std::vector<std::string> plain_words(const CLI::App& app, const std::vector<std::string>& words) {
  std::vector<std::string> plain;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (!word.empty() && word.front() != '-') {
      plain.push_back(word);
    } else if (word.size() > 1 && word.find('=') == std::string::npos) {
      const CLI::Option* known = app.get_option_no_throw(word);
      i += known != nullptr && known->get_items_expected_max() > 0 ? 1U : 0U;
    }
  }
  return plain;
}

/// Only what the words name, or all commands where they name none: the answer says which there are.
std::unique_ptr<CLI::App> build_for(const std::vector<std::string>& words, Invocation& invocation) {
  auto app = build({invocation, words, Line::Build::named});
  const auto plain = plain_words(*app, words);
  return !plain.empty() && holds(*app, plain.front())
             ? std::move(app)
             : build({invocation, words, Line::Build::all_names});
}

/// The command that the words name. CLI11 says "A subcommand is required" where one is misspelt or
/// missing; people want to hear which are there.
const CLI::App& named_command(const CLI::App& app, const std::vector<std::string>& words) {
  const CLI::App* at = &app;
  std::string said = "tkt";
  for (const std::string& word : plain_words(app, words)) {
    const auto names = names_of(*at);
    if (names.empty()) {
      break;
    }
    if (!holds(*at, word)) {
      const auto near = nearest(word, names);
      throw Error(ErrorKind::usage, fmt::format("'{}' has no command '{}'", said, word),
                  near.empty() ? "it has: " + joined(names) : "did you mean " + joined(near) + "?");
    }
    at = at->get_subcommand(word);
    said += " " + word;
  }
  if (at != &app && !at->get_subcommands({}).empty() && !asks_for_help(words)) {
    throw Error(ErrorKind::usage, fmt::format("'{}' is no command alone", said),
                fmt::format("it has: {}; see '{} --help'", joined(names_of(*at)), said));
  }
  return *at;
}

/// "tkt client add".
std::string whole_name(const CLI::App& app) {
  const CLI::App* parent = app.get_parent();
  return (parent == nullptr ? "" : whole_name(*parent) + " ") + app.get_name();
}

std::string help_of(const CLI::App& asked) {
  const CLI::App* parent = asked.get_parent();
  if (parent == nullptr) {
    return asked.help();
  }
  return asked.help(whole_name(*parent)) +
         "With every command: -C DIR, --now TIME, --as STAFF, --dry-run, --no-wait; see 'tkt "
         "--help'.\n";
}

SurfaceOption surface_of(const CLI::Option& option) {
  SurfaceOption out;
  for (const std::string& name : option.get_lnames()) {
    out.names.push_back("--" + name);
  }
  for (const std::string& name : option.get_snames()) {
    out.names.push_back("-" + name);
  }
  out.argument = option.get_positional() && out.names.empty();
  if (out.argument) {
    out.names.push_back(option.get_name());
  }
  out.takes = option.get_items_expected_max() > 0 ? option.get_type_name() : "";
  out.help = option.get_description();
  out.required = option.get_required();
  out.repeats = option.get_expected_max() > 1;
  out.value_optional = !out.takes.empty() && option.get_items_expected_min() == 0;
  return out;
}

SurfaceCommand surface_of(const CLI::App& app, const std::string& words) {
  SurfaceCommand command{words, app.get_description(), {}};
  for (const CLI::Option* option : app.get_options()) {
    command.options.push_back(surface_of(*option));
  }
  return command;
}

void add_surface(const CLI::App& app, const std::string& words,
                 std::vector<SurfaceCommand>& commands) {
  commands.push_back(surface_of(app, words));
  for (const CLI::App* sub : app.get_subcommands({})) {
    add_surface(*sub, words.empty() ? sub->get_name() : words + " " + sub->get_name(), commands);
  }
}

}  // namespace

Invocation parse(const std::vector<std::string>& typed) {
  Invocation invocation;
  const std::vector<std::string> words = without_help_word(typed);
  const auto app = build_for(words, invocation);
  const CLI::App& named = named_command(*app, words);
  const std::string name = &named == app.get() ? "" : whole_name(named).substr(kProgram.size());
  const auto line = checked_line(words, surface_of(named, name), surface_of(*app, ""));
  try {
    app->parse(std::vector<std::string>(line.rbegin(), line.rend()));
  } catch (const CLI::CallForHelp&) {
    invocation.text = help_of(named);
  } catch (const CLI::CallForVersion& version) {
    invocation.text = std::string(version.what()) + "\n";
  } catch (const CLI::ParseError& error) {
    throw Error(ErrorKind::usage, as_message(error.what()),
                "see '" + whole_name(named) + " --help'");
  }
  if (invocation.text.empty() && app->get_subcommands().empty()) {
    invocation.text = app->help();
  }
  return invocation;
}

std::vector<SurfaceCommand> surface() {
  Invocation invocation;
  const auto app = build({invocation, {}, Line::Build::all});
  std::vector<SurfaceCommand> commands;
  add_surface(*app, "", commands);
  return commands;
}

}  // namespace tkt
