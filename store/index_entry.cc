// SPDX-License-Identifier: MIT
#include "store/index_entry.h"

#include "model/error.h"
#include "store/odd_mode.h"
#include "store/records.h"

namespace tkt {

namespace {

std::vector<UnmetClock> unmet_clocks(const Ticket& ticket, const Desk& desk) {
  std::vector<UnmetClock> unmet;
  for (const Clock& clock : ticket.sla) {
    if (!clock.met && !is_at_rest(ticket, clock)) {
      unmet.push_back({clock, cycle_start(ticket, clock.cycle),
                       warning_from(ticket, clock, desk, desk.warn), still_since(ticket, clock),
                       breach_recorded(ticket, clock), steps_told(ticket, clock)});
    }
  }
  return unmet;
}

void add(std::string& text, std::string_view more) {
  if (!more.empty()) {
    text.append(text.empty() ? "" : "\n").append(more);
  }
}

std::string headline_of(const Ticket& ticket) {
  std::string headline = ticket.id;
  for (const TicketId& former : ticket.formerly) {
    add(headline, former);
  }
  for (const std::string* field : {&ticket.subject, &ticket.client, &ticket.contact}) {
    add(headline, *field);
  }
  for (const std::string& tag : ticket.tags) {
    add(headline, tag);
  }
  return headline;
}

std::string text_of(const Ticket& ticket) {
  std::string text = ticket.description;
  for (const Event& event : ticket.events) {
    add(text, event.detail("note"));
    add(text, event.detail("reason"));
  }
  for (const Work& work : ticket.work) {
    add(text, work.note);
  }
  return text;
}

std::string problem_of(const std::string& path, const Error& error) {
  const std::string message = error.what();
  return message.rfind(path, 0) == 0 ? message : path + ": " + message;
}

}  // namespace

IndexEntry odd_entry(std::string path, unsigned mode) {
  IndexEntry entry;
  entry.problem = described({path, mode});
  entry.odd_mode = mode;
  entry.path = std::move(path);
  return entry;
}

IndexEntry index_entry(std::string path, std::string text, const Desk& desk) {
  IndexEntry entry;
  try {
    const Record<Ticket> record = read_ticket(path, std::move(text));
    entry.row = TicketRow{summarise(record.value, path, desk), unmet_clocks(record.value, desk)};
    entry.facts = facts_of(record.value);
    entry.owes_records = owes_records(record.value);
    entry.headline = headline_of(record.value);
    entry.text = text_of(record.value);
  } catch (const Error& error) {
    entry.problem = problem_of(path, error);
  }
  entry.path = std::move(path);
  return entry;
}

}  // namespace tkt
