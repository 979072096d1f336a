// SPDX-License-Identifier: MIT
#include "cmd/request.h"

#include <algorithm>

#include <fmt/core.h>

#include "channels/readable.h"
#include "channels/text.h"
#include "cmd/find.h"
#include "cmd/ticket_change.h"
#include "model/error.h"
#include "model/intake.h"
#include "model/message.h"
#include "model/secrets.h"
#include "model/sla.h"
#include "model/text.h"

namespace tkt {
namespace {

constexpr std::size_t kLongestSubject = 200;
constexpr std::size_t kLongestDescription = 32U << 10U;
constexpr std::size_t kLongestNote = 8U << 10U;

std::string cut(const std::string& text, std::size_t most) {
  if (text.size() <= most) {
    return text;
  }
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return text.substr(0, end) + "...";
}

/// Takes one request in, under the desk's lock.
class Intake {
 public:
  Intake(Context& context, const Request& request, std::string client)
      : context_(context),
        request_(request),
        named_client_(std::move(client)),
        change_(context.change()),
        event_(entry_id_of_sum(request.key)) {
    for (const auto& record : snapshot().clients(&broken_)) {
      clients_.push_back(record.value);
    }
    senders_ = clients_of_sender(clients_, request.address);
  }

  Taken take() {
    if (is_from_ourselves()) {
      return aside("it was sent by this desk itself");
    }
    if (auto answered = answered_ticket()) {
      return add(*answered);
    }
    const std::vector<TicketId> named = named_in_it();
    for (const TicketId& id : named) {
      auto record = ticket(id);
      if (record && belongs_to(record->value.client)) {
        return add(*record);
      }
    }
    if (request_.automatic) {
      return aside(request_.no_answer + " that belongs to no ticket");
    }
    return open(named);
  }

 private:
  [[nodiscard]] const Snapshot& snapshot() const { return change_.snapshot(); }
  [[nodiscard]] const Desk& desk() const { return snapshot().desk().value; }

  static Taken aside(std::string why) { return {Fate::aside, "", std::move(why)}; }

  [[nodiscard]] bool is_from_ourselves() const {
    const std::string own = own_address(context_);
    return !own.empty() && (same_name(request_.address, own) || same_name(request_.loop, own));
  }

  std::optional<Record<Ticket>> ticket(const TicketId& id) {
    const auto paths = context_.store().ticket_paths(snapshot(), id);
    return paths.size() == 1 ? std::optional(snapshot().ticket_at(paths.front())) : std::nullopt;
  }

  // By a Message-ID that only somebody who has our message can know.
  std::optional<Record<Ticket>> answered_ticket() {
    for (const std::string& text : request_.answers) {
      const auto own = read_own_message_id(text);
      auto record = own && !own->event.empty() ? ticket(own->ticket) : std::nullopt;
      if (record && has_event(record->value, own->event)) {
        return record;
      }
    }
    return std::nullopt;
  }

  static bool has_event(const Ticket& ticket, std::string_view id) {
    return std::any_of(ticket.events.begin(), ticket.events.end(),
                       [&](const Event& event) { return event.id == id; });
  }

  std::vector<TicketId> named_in_it() {
    std::string text;
    for (const std::string& id : request_.answers) {
      const auto own = read_own_message_id(id);
      text += own ? own->ticket + " " : "";
    }
    text += request_.subject;
    if (request_.channel != "email") {
      text += " " + request_.text;
    }
    std::vector<TicketId> named = named_tickets(text);
    std::erase_if(named, [&](const TicketId& id) {
      return !context_.store().has_ticket(snapshot(), id);  // another helpdesk's
    });
    return named;
  }

  [[nodiscard]] bool belongs_to(std::string_view client) const {
    return std::any_of(senders_.begin(), senders_.end(),
                       [&](const SenderClient& one) { return one.client->id == client; });
  }

  // A reply: an event, and the end of waiting where somebody wrote it.
  Taken add(const Record<Ticket>& record) {
    const Ticket& before = record.value;
    if (has_event(before, event_)) {
      return {Fate::known, before.id, "was taken in before"};
    }
    const bool resumes = before.status == Status::waiting && !request_.automatic;
    const Step step = resumes ? Step::resume : Step::note;
    Ticket after = take_step(before, step, happened(), details(note_text()));
    after = renew_solution_due(before, std::move(after), desk());
    TicketChange change{std::move(change_), record};
    if (!save(context_, change, after, to_string(step), {"from " + sender()})) {
      return {Fate::known, before.id, "would be added"};
    }
    const std::string what = request_.automatic ? request_.no_answer : "a reply";
    return {Fate::added, before.id,
            fmt::format("{} from {}{}", what, sender(), resumes ? "; it waits no longer" : "")};
  }

  [[nodiscard]] Happening happened() {
    return {event_, context_.actor().id, std::min(request_.at, context_.now()), context_.now()};
  }

  [[nodiscard]] std::string sender() const {
    return request_.address.empty() ? "somebody" : one_line(request_.address);
  }

  [[nodiscard]] std::string note_text() const {
    const bool email = request_.channel == "email";
    const std::string fresh = email ? without_history(request_.text) : clean_lines(request_.text);
    const std::string text = cut(without_secrets(fresh), kLongestNote);
    return text.empty() ? "(no text)" : text;
  }

  [[nodiscard]] std::vector<std::pair<std::string, std::string>> details(std::string note) const {
    std::string attachments = joined(request_.attachments);
    return {{"channel", request_.channel},
            {"from", sender()},
            {"attachments", without_secrets(one_line(attachments))},
            {"note", std::move(note)}};
  }

  // Whose request it is; nullptr, and why in `why_not_`, where nobody can tell.
  const Client* client() {
    const auto named = [&](std::string_view id) -> const Client* {
      const auto found = std::find_if(clients_.begin(), clients_.end(),
                                      [&](const Client& one) { return one.id == id; });
      return found == clients_.end() ? nullptr : &*found;
    };
    if (!named_client_.empty()) {
      const std::string id = find_client(snapshot(), named_client_).value.id;
      why_not_ = "the file of '" + id + "' cannot be read";
      return named(id);
    }
    if (senders_.size() == 1) {
      return senders_.front().client;
    }
    const Client* const other = named(desk().messages.intake.client);
    if (senders_.empty() && !request_.address.empty() && other != nullptr) {
      return other;
    }
    why_not_ = request_.address.empty() ? "it names not exactly one sender"
               : senders_.empty()       ? fmt::format("'{}' belongs to no client", sender())
                                  : fmt::format("'{}' belongs to more than one client", sender());
    return nullptr;
  }

  // The contact who writes, added to the client where they are new.
  std::string contact(Client& client) {
    for (const SenderClient& one : senders_) {
      if (one.client->id == client.id && one.contact != nullptr) {
        return one.contact->name;
      }
    }
    std::string name = without_secrets(one_line(request_.name));
    if (name.empty()) {
      name = request_.address.substr(0, request_.address.find('@'));
    }
    name = cut(name, 80);
    if (client.contact(name) != nullptr) {
      name += " (" + sender() + ")";
    }
    const bool email = is_email_address(request_.address);
    client.contacts.push_back({name, email ? "" : request_.address, email ? request_.address : ""});
    return name;
  }

  [[nodiscard]] std::string priority() const {
    const std::string& own = desk().messages.intake.priority;
    if (desk().priority(own) != nullptr) {
      return own;
    }
    return desk().priority("medium") != nullptr ? "medium" : desk().priorities.front().name;
  }

  [[nodiscard]] std::string subject() const {
    std::string subject = without_secrets(one_line(request_.subject));
    subject = bare_subject(subject, desk().prefix);
    if (subject.empty()) {
      const std::string text = without_secrets(clean_lines(request_.text));
      subject = one_line(text.substr(0, text.find('\n')));
    }
    return subject.empty() ? "(no subject)" : cut(subject, kLongestSubject);
  }

  [[nodiscard]] std::string description(const std::vector<TicketId>& named) const {
    std::string text = cut(without_secrets(clean_lines(request_.text)), kLongestDescription);
    text = text.empty() ? "(no text)" : text;
    if (!named.empty()) {
      text += "\n\n[It names " + joined(named) + ", whose client the sender does not belong to.]";
    }
    return text;
  }

  // The free ID that the message leads to; empty, and the ticket in `known_`, where it was taken.
  TicketId free_id() {
    for (int attempt = 0;; ++attempt) {
      TicketId id = ticket_id_of_sum(desk().prefix, request_.key, attempt);
      const auto paths = context_.store().ticket_paths(snapshot(), id);
      if (paths.empty()) {
        return id;
      }
      const Ticket holder = snapshot().ticket_at(paths.front()).value;
      if (!holder.events.empty() && holder.events.front().id == event_) {
        known_ = id;
        return "";
      }
    }
  }

  // One answer too many, to one sender in an hour, is what two machines say to each other.
  bool may_answer(const std::string& client, const std::string& contact) {
    if (!request_.no_answer.empty()) {
      return false;
    }
    TicketQuery query;
    query.all = true;
    query.client = {client};
    query.since = context_.now() - std::chrono::hours(1);
    const Listing listing = context_.store().list(snapshot(), query);
    const auto answered =
        std::count_if(listing.summaries.begin(), listing.summaries.end(),
                      [&](const Summary& one) { return same_name(one.contact, contact); });
    if (answered < desk().messages.intake.acknowledgements) {
      return true;
    }
    context_.warn(fmt::format("'{}' has had {} answers within an hour, and gets no more for now",
                              sender(), answered));
    return false;
  }

  Ticket ticket_of(const Client& client, const std::string& contact,
                   const std::vector<TicketId>& named) {
    Ticket ticket;
    ticket.subject = subject();
    ticket.priority = priority();
    ticket.client = client.id;
    ticket.contact = contact;
    ticket.channel = request_.channel;
    ticket.description = description(named);
    ticket.opened = std::min(request_.at, context_.now());
    Event opened{event_, ticket.opened, std::nullopt, context_.actor().id, "open", {}};
    if (context_.now() != ticket.opened) {
      opened.noted = context_.now();
    }
    for (auto& [key, value] : details("")) {
      if (!value.empty()) {
        opened.details.emplace_back(key, value);
      }
    }
    if (is_message_id(request_.message_id) && !gives_secret(request_.message_id)) {
      opened.details.emplace_back("message-id", request_.message_id);
    }
    if (!named.empty()) {
      opened.details.emplace_back("refers-to", joined(named));
    }
    ticket.events.push_back(std::move(opened));
    ticket.sla = start_clocks(ticket, client, desk());
    return ticket;
  }

  Taken open(const std::vector<TicketId>& named) {
    const TicketId id = free_id();
    if (id.empty()) {
      return {Fate::known, known_, "was taken in before"};
    }
    const Client* const found = client();
    if (found == nullptr) {
      return aside(why_not_);
    }
    Client client = *found;
    const std::string person = contact(client);
    Ticket ticket = ticket_of(client, person, named);
    ticket.id = id;
    if (may_answer(client.id, person)) {
      ticket.messages = owed_to_contact(ticket.events.front(), "opened", *client.contact(person));
    }
    change_.update(snapshot().client(client.id).value(), client);
    change_.create(ticket);
    const auto subject =
        commit_subject("open", ticket, {ticket.priority, ticket.client, "by " + ticket.channel});
    if (!context_.commit(change_, subject, ticket_trailers(ticket))) {
      return {Fate::known, id, "would be opened"};
    }
    const std::string quiet =
        request_.no_answer.empty() ? "" : "; not answered: " + request_.no_answer;
    return {Fate::opened, id, fmt::format("opened for {}{}", client.id, quiet)};
  }

  Context& context_;
  const Request& request_;
  std::string named_client_;
  Change change_;
  std::string event_;
  std::vector<BrokenFile> broken_;
  std::vector<Client> clients_;
  std::vector<SenderClient> senders_;
  std::string why_not_;
  TicketId known_;
};

}  // namespace

std::string own_address(Context& context) {
  return context.store().git_config("tkt.from").value_or(context.desk().company.email);
}

Taken take_request(Context& context, const Request& request, const std::string& client) {
  (void)context.actor();
  return Intake(context, request, client).take();
}

}  // namespace tkt
