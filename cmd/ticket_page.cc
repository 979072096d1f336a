// SPDX-License-Identifier: MIT
#include "cmd/ticket_page.h"

#include <algorithm>
#include <sstream>

#include <fmt/core.h>

#include "cmd/clock_text.h"
#include "cmd/event_text.h"
#include "cmd/ticket_cells.h"
#include "cmd/when.h"
#include "cmd/wrap.h"
#include "model/sla.h"
#include "model/text.h"

namespace tkt {
namespace {

constexpr int kNarrowest = 40;
constexpr int kWidest = 100;
constexpr int kLabel = 12;  // columns of a field's name

std::string joined_details(const std::vector<std::string>& texts) {
  std::vector<std::string> given;
  std::copy_if(texts.begin(), texts.end(), std::back_inserter(given),
               [](const std::string& text) { return !text.empty(); });
  return joined(given);
}

std::string contact_text(const Ticket& ticket, const Client* client) {
  const Contact* contact = client == nullptr ? nullptr : client->contact(ticket.contact);
  return contact == nullptr ? ticket.contact
                            : joined_details({contact->name, contact->mobile, contact->email});
}

std::string client_text(const Ticket& ticket, const Client* client) {
  return client == nullptr ? ticket.client
                           : joined_details({ticket.client, client->name, client->category});
}

std::string escalation_text(const Ticket& ticket, const Desk& desk) {
  const auto step = static_cast<std::size_t>(std::max(ticket.escalation, 0));
  if (step == 0) {
    return "";
  }
  return fmt::format("step {} of {}{}", step, desk.escalation.size(),
                     step <= desk.escalation.size() ? ", " + desk.escalation[step - 1] : "");
}

std::string message_text(const Message& message, const Zone& zone) {
  const std::string state = message.sent       ? "sent " + local_minute(*message.sent, zone)
                            : message.given_up ? "given up " + local_minute(*message.given_up, zone)
                                               : "owed";
  return fmt::format("{} to {}: {}, {}", message.channel, message.to, message.form, state);
}

std::string work_text(const Work& work) {
  const std::string_view state = !work.billable          ? "not billable"
                                 : !work.invoice.empty() ? std::string_view(work.invoice)
                                                         : "unbilled";
  const std::string length = format_duration(std::chrono::minutes(work.minutes));
  return fmt::format("{} ({}){}{}", length, state, work.note.empty() ? "" : ": ", work.note);
}

int minutes_of(const Ticket& ticket) {
  int sum = 0;
  for (const Work& work : ticket.work) {
    sum += work.minutes;
  }
  return sum;
}

/// The page for a terminal.
class Page {
 public:
  Page(Context& context, const Ticket& ticket, const Client* client)
      : context_(context),
        ticket_(ticket),
        client_(client),
        out_(context.io.out),
        width_(std::clamp(out_.width(), kNarrowest, kWidest)) {}

  void print() {
    hanging(static_cast<int>(ticket_.id.size()) + 2, ticket_.id, Style::cyan, ticket_.subject,
            Style::bold);
    fields();
    description();
    work();
    history();
    messages();
  }

 private:
  /// `lead`, and behind it `text`, wrapped under itself.
  void hanging(int indent, const std::string& lead, Style lead_style, const std::string& text,
               Style text_style) {
    std::string margin = lead;
    Style style = lead_style;
    for (const std::string& line : wrapped_lines(text, std::max(width_ - indent, 10))) {
      const std::string shown = truncated(printable_line(margin), indent - 1);
      out_.text(style, shown);
      out_.text(std::string(static_cast<std::size_t>(indent - display_width(shown)), ' '));
      out_.line(text_style, line);
      margin = "";
      style = Style::plain;
    }
  }

  void field(const std::string& name, const std::string& text, Style style = Style::plain) {
    if (!text.empty()) {
      hanging(kLabel, name, Style::dim, printable_line(text), style);
    }
  }

  void fields() {
    const Desk& desk = context_.desk();
    field("status", std::string(to_string(ticket_.status)));
    field("priority", ticket_.priority);
    for (const Clock& clock : ticket_.sla) {
      const SlaState state = clock_state(ticket_, clock, desk, desk.warn, context_.now());
      field(clock_name(clock),
            clock_text(clock, state, still_since(ticket_, clock), context_.zone(), context_.now()),
            style_of(state));
    }
    field("client", client_text(ticket_, client_));
    field("contact", contact_text(ticket_, client_));
    field("channel", ticket_.channel + (ticket_.callout ? ", callout" : ""));
    field("tags", joined(ticket_.tags));
    field("assigned", ticket_.assigned.empty() ? "nobody" : ticket_.assigned);
    field("escalation", escalation_text(ticket_, desk));
    field("opened", fmt::format("{}, {}", local_minute(ticket_.opened, context_.zone()),
                                relative_time(ticket_.opened, context_.now())));
    field("formerly", joined(ticket_.formerly));
  }

  void description() {
    const std::size_t end = ticket_.description.find_last_not_of(" \n\t") + 1;
    if (end == 0) {
      return;
    }
    out_.line();
    for (const std::string& line : wrapped_lines(ticket_.description.substr(0, end), width_)) {
      out_.line(line);
    }
  }

  void heading(const std::string& text) {
    out_.line();
    out_.line(Style::bold, text);
  }

  /// "2026-11-23 08:31  letla  ...", the text wrapped under itself.
  void entry(Instant at, const std::string& by, const std::string& text) {
    const std::string who = truncated(printable_line(by), name_width());
    hanging(18 + name_width() + 2, local_minute(at, context_.zone()) + "  " + who, Style::dim, text,
            Style::plain);
  }

  int name_width() const {
    int widest = 0;
    for (const Event& event : ticket_.events) {
      widest = std::max(widest, display_width(printable_line(event.by)));
    }
    for (const Work& work : ticket_.work) {
      widest = std::max(widest, display_width(printable_line(work.by)));
    }
    return std::min(widest, 12);
  }

  void work() {
    if (ticket_.work.empty()) {
      return;
    }
    const auto length = [](int minutes) { return format_duration(std::chrono::minutes(minutes)); };
    heading(fmt::format("Work: {}, {} unbilled", length(minutes_of(ticket_)),
                        length(ticket_.unbilled_minutes())));
    for (const Work& work : ticket_.work) {
      entry(work.started, work.by, work_text(work));
    }
  }

  void history() {
    heading("History");
    for (const Event& event : ticket_.events) {
      const std::string noted =
          event.noted ? fmt::format(" [noted {}]", local_minute(*event.noted, context_.zone()))
                      : "";
      entry(event.at, event.by, event_text(event) + noted);
    }
  }

  void messages() {
    if (ticket_.messages.empty()) {
      return;
    }
    heading("Messages");
    for (const Message& message : ticket_.messages) {
      const std::string text = message_text(message, context_.zone());
      for (const std::string& line : wrapped(text, width_)) {
        out_.line(message.sent ? Style::plain : Style::yellow, line);
      }
    }
  }

  Context& context_;
  const Ticket& ticket_;
  const Client* client_;
  Output& out_;
  int width_;
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  return lines;
}

/// The same facts for a pipe.
class Facts {
 public:
  explicit Facts(Context& context) : out_(context.io.out), context_(context) {}

  void line(const std::vector<std::string>& fields) {
    std::string text;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      text += (i == 0 ? "" : "\t") + printable_line(fields[i]);
    }
    out_.line(text);
  }

  [[nodiscard]] std::string time(std::optional<Instant> instant) const {
    return instant ? format_instant(*instant, context_.zone()) : "";
  }

  void print(const Ticket& ticket, const Client* client);

 private:
  Output& out_;
  Context& context_;
};

void Facts::print(const Ticket& ticket, const Client* client) {
  const Contact* contact = client == nullptr ? nullptr : client->contact(ticket.contact);
  line({"id", ticket.id});
  line({"subject", ticket.subject});
  line({"status", std::string(to_string(ticket.status))});
  line({"priority", ticket.priority});
  line({"client", ticket.client});
  line({"contact", ticket.contact, contact == nullptr ? "" : contact->mobile,
        contact == nullptr ? "" : contact->email});
  line({"channel", ticket.channel});
  line({"callout", ticket.callout ? "true" : "false"});
  line({"tags", joined(ticket.tags)});
  line({"assigned", ticket.assigned});
  line({"escalation", std::to_string(ticket.escalation)});
  line({"opened", time(ticket.opened)});
  for (const std::string& text : lines_of(ticket.description)) {
    line({"description", text});
  }
  for (const Clock& clock : ticket.sla) {
    const SlaState state =
        clock_state(ticket, clock, context_.desk(), context_.desk().warn, context_.now());
    line({"sla", std::to_string(clock.cycle), std::string(to_string(clock.target)),
          std::string(to_string(state)), time(clock.due), time(clock.met)});
  }
  for (const Work& work : ticket.work) {
    line({"work", time(work.started), work.by, std::to_string(work.minutes),
          work.billable ? work.invoice : "not billable", work.note});
  }
  for (const Event& event : ticket.events) {
    line({"event", time(event.at), event.by, event_text(event), time(event.noted)});
  }
  for (const Message& message : ticket.messages) {
    line({"message", message.channel, message.to, message.form, time(message.sent)});
  }
}

}  // namespace

void print_page(Context& context, const Ticket& ticket, const Client* client) {
  if (context.io.out.terminal()) {
    Page(context, ticket, client).print();
  } else {
    Facts(context).print(ticket, client);
  }
}

}  // namespace tkt
