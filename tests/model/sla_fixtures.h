// SPDX-License-Identifier: MIT
//
// The guide's desk, and tickets on it. Times are readings of the clock in Gaborone; 23 November
// 2026 is a Monday.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/sla.h"
#include "tests/model/clock_fixtures.h"

namespace tkt {

inline Desk guide_desk() {
  using std::chrono::minutes;
  Desk desk;
  desk.prefix = "ITW";
  desk.calendar = "office";
  desk.calendars["office"] = office();
  desk.priorities = {{"critical", minutes(60), {}, {}},
                     {"high", minutes(120), {}, {}},
                     {"medium", minutes(240), {}, {}},
                     {"low", minutes(480), {}, {}},
                     {"queue", {}, {}, {}}};
  desk.categories = {{"contract", true, true, InvoicePolicy::zero},
                     {"non-contract", false, false, InvoicePolicy::charge}};
  desk.escalation = {"ntebo", "letla", "ciaron"};
  return desk;
}

/// The same with a solution promised within four hours for what is critical.
inline Desk solving_desk() {
  Desk desk = guide_desk();
  desk.priorities[0].resolve = std::chrono::hours(4);
  return desk;
}

inline Client contract_client() {
  Client client;
  client.id = "kgalagadi-foods";
  client.category = "contract";
  return client;
}

inline Instant gaborone(const std::string& reading) {
  return at(reading, Zone("Africa/Gaborone"));
}

inline std::string in_gaborone(Instant instant) {
  std::string text = format_instant(instant, Zone("Africa/Gaborone"));
  CHECK(text.substr(19) == "+02:00");
  text[10] = ' ';
  return text.substr(17, 2) == "00" ? text.substr(0, 16) : text.substr(0, 19);
}

/// An event without details, or with some.
inline Event happened(const std::string& did, const std::string& reading,
                      std::vector<std::pair<std::string, std::string>> details = {}) {
  Event event;
  event.id = did;
  event.at = gaborone(reading);
  event.by = "letla";
  event.did = did;
  event.details = std::move(details);
  return event;
}

/// A ticket opened then, with its clocks.
inline Ticket opened(const std::string& reading, const std::string& priority, const Desk& desk) {
  Ticket ticket;
  ticket.id = "ITW-4F7K24";
  ticket.priority = priority;
  ticket.client = "kgalagadi-foods";
  ticket.opened = gaborone(reading);
  ticket.events.push_back(happened("open", reading));
  ticket.sla = start_clocks(ticket, contract_client(), desk);
  return ticket;
}

/// The ticket with a clock of its current cycle met, whatever its events say.
inline Ticket meet(Ticket ticket, Target target, Instant at) {
  for (Clock& clock : ticket.sla) {
    if (clock.target == target && clock.cycle == ticket.cycle()) {
      clock.met = at;
    }
  }
  return ticket;
}

/// The ticket after something happened that moved its status.
inline Ticket then(Ticket ticket, const std::string& did, const std::string& reading,
                   Status status) {
  ticket.events.push_back(happened(did, reading));
  ticket.status = status;
  return ticket;
}

}  // namespace tkt
